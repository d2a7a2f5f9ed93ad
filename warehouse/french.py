"""Numbers, dates and lists as a French reader writes them."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

NARROW = "\N{NARROW NO-BREAK SPACE}"
HARD = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
# Between letters only: a tag has none so.
APOSTROPHE = re.compile(r"(?<=[^\W\d_])(?:'|&#39;)(?=[^\W\d_])")
# Thousands that a text parts by plain spaces, where a line might break.
THOUSANDS = re.compile(r"(?<![\d,.])\d{1,3}(?: \d{3})+(?!\d)")
# What names of towns begin with whose first sound forbids elision.
UNELIDED = ("Hag", "Ham", "Haut", "Haz", "Hem", "Hén", "Hesdin", "Houdan", "Huningue", "Yutz")
MONTHS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]


def rounded(value: float, decimals: int) -> Decimal:
    """The value as `round(value::numeric, decimals)` gives it in PostgreSQL: fifteen digits, halves away from zero."""
    exact = Decimal(f"{value:.15g}").quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return abs(exact) if exact.is_zero() else exact


def number(value: float, decimals: int = 0) -> str:
    """`1 234,5`: narrow no-break spaces between thousands, a comma, a true minus sign."""
    told = f"{abs(rounded(value, decimals)):,f}".replace(",", NARROW).replace(".", ",")
    return f"{MINUS}{told}" if rounded(value, decimals) < 0 else told


def quantity(value: float, decimals: int, unit: str | None) -> str:
    """A number and its unit, kept on one line; the number alone where there is no unit."""
    told = number(value, decimals)
    return f"{told}{HARD}{grouped(agreed(unit, rounded(value, decimals)))}" if unit else told


def change(value: float, decimals: int, unit: str | None) -> str:
    """A difference with its sign: `+1,4 %`, `−0,3 point`, `0,0 %`."""
    sign = "+" if rounded(value, decimals) > 0 else ""
    return sign + quantity(value, decimals, unit)


def moved(value: float, decimals: int, unit: str | None) -> str:
    """A difference as what happened: `a augmenté de 1,4 %`, `a baissé de 0,3 point`, `n’a pas changé`."""
    way = rounded(value, decimals)
    if way.is_zero():
        return "n’a pas changé"
    return f"a {'augmenté' if way > 0 else 'baissé'} de {quantity(abs(value), decimals, unit)}"


def spaced(text: str) -> str:
    """The text with French hard spaces (`à 95 % :`, `n° 1`, `« a »`), and its curved apostrophes (of HTML too)."""
    for mark in ":»%‰€":
        text = text.replace(f" {mark}", f"{HARD}{mark}")
    for mark in ";?!":
        text = text.replace(f" {mark}", f"{NARROW}{mark}")
    for mark in "«°":
        text = text.replace(f"{mark} ", f"{mark}{HARD}")
    return APOSTROPHE.sub("’", text)


def grouped(text: str) -> str:
    """The text with its thousands held together: `pour 1 000 habitants` breaks before or after the number only."""
    return THOUSANDS.sub(lambda found: found[0].replace(" ", NARROW), text)


def plain(name: str) -> str:
    """A name without case and accents, as French lists are sorted."""
    parted = unicodedata.normalize("NFD", name.casefold())
    return "".join(letter for letter in parted if not unicodedata.combining(letter))


def counted(count: int, word: str) -> str:
    """A number and its word, in the singular below two: `1 ligne`, `0 ligne`, `2 lignes`."""
    return f"{number(count)}{HARD}{word if count < 2 else f'{word}s'}"


def plural(label: str) -> str:
    """A label over a list: `Région` becomes `Régions`, `Tranche de population` `Tranches de population`."""
    first, space, rest = label.partition(" ")
    return f"{first if first.endswith(('s', 'x')) else f'{first}s'}{space}{rest}"


def agreed(unit: str, value: Decimal) -> str:
    """The unit in the singular below two, as French has it: `1,9 point`, `2,0 points`."""
    if abs(value) >= 2:
        return unit
    first, space, rest = unit.partition(" ")
    is_plural = first.endswith("s") and first.isalpha() and len(first) > 2
    return (first[:-1] if is_plural else first) + space + rest


def ordinal(rank: int) -> str:
    """`1er`, `2e`."""
    return f"{rank}er" if rank == 1 else f"{number(rank)}e"


def day(when: date) -> str:
    """`1er mars 2026`."""
    return f"{'1er' if when.day == 1 else when.day} {MONTHS[when.month - 1]} {when.year}"


def month(when: date) -> str:
    """`mars 2026`."""
    return f"{MONTHS[when.month - 1]} {when.year}"


def listed(things: Sequence[str]) -> str:
    """`a, b et c`."""
    if len(things) < 2:
        return "".join(things)
    return f"{', '.join(things[:-1])} et {things[-1]}"


def inside(label: str) -> str:
    """A label within a sentence: its first letter small, unless its word is an acronym; no full stop."""
    label = label.removesuffix(".")
    return label if label[:2].isupper() else label[:1].lower() + label[1:]


def of(name: str) -> str:
    """`de` before a name: `d’Auxerre`, `du Mans`, `des Abymes`, `de La Rochelle`, `de Nevers`."""
    for article, word in (("Le ", "du "), ("Les ", "des ")):
        if name.startswith(article):
            return word + name.removeprefix(article)
    first = unicodedata.normalize("NFD", name)[:1].lower()
    is_elided = first in "aeiouyhœæ" and not name.startswith(UNELIDED)
    return f"d’{name}" if is_elided else f"de {name}"
