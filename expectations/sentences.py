"""Sentences of claims and what to do about them, in French: a catalogue that suites do not know.

A line of `french.csv` is a sentence or a form: `{column}` stands for one word of the English, told again in the French.
"""

import csv
import re
from datetime import date
from functools import cache
from importlib.resources import files

from warehouse.french import MINUS, NARROW, day

_PLACE = re.compile(r"\\{(\w+)\\}")
_GROUPED = re.compile(r"(?<=\d),(?=\d{3})")
_NEGATIVE = re.compile(r"^-(?=\d)")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def in_french(says: str) -> str | None:
    """The sentence in French; None for one that the catalogue does not hold, such as an older version's."""
    for asked, french in _catalogue():
        told = asked.fullmatch(says)
        if told:
            return french.format_map({name: _word(word) for name, word in told.groupdict().items()})
    return None


def catalogue() -> list[tuple[str, str]]:
    """Pairs of English and French, sentences and forms."""
    text = (files("expectations") / "french.csv").read_text(encoding="utf-8")
    return [(row["english"], row["french"]) for row in csv.DictReader(text.splitlines())]


@cache
def _catalogue() -> list[tuple[re.Pattern[str], str]]:
    return [(form(english), french) for english, french in catalogue()]


def form(english: str) -> re.Pattern[str]:
    """What a line of the catalogue is the French of."""
    return re.compile(_PLACE.sub(r"(?P<\1>\\S+)", re.escape(english)))


def _word(word: str) -> str:
    """A number or a day as French writes it; any other word as it is."""
    if _DAY.fullmatch(word):
        return day(date.fromisoformat(word))
    return _NEGATIVE.sub(MINUS, _GROUPED.sub(NARROW, word))
