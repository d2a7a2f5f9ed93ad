"""INSEE's and the post's spellings of a name."""

from __future__ import annotations

import unicodedata

ARTICLES = {"2": "Le ", "3": "La ", "4": "Les ", "5": "L'", "6": "Aux ", "7": "Las ", "8": "Los "}


def spellings(tncc: str | int, name: str) -> tuple[str, str, str]:
    """NCC, NCCENR and LIBELLE: upper case without article, rich case without article, whole."""
    bare = name.removeprefix(ARTICLES.get(str(tncc), ""))
    return plain(bare), bare, name


def plain(name: str) -> str:
    """Upper case, no accent, blanks for hyphens and apostrophes."""
    bare = unicodedata.normalize("NFD", name.replace("œ", "oe").replace("Œ", "OE"))
    letters = "".join(c for c in bare if not unicodedata.combining(c))
    return letters.replace("-", " ").replace("'", " ").upper()


def mail_name(name: str) -> str:
    """Upper case, no accent, hyphens kept, a blank for an apostrophe: SAINT-ANDRE-DU-BOIS."""
    return "-".join(plain(part) for part in name.split("-"))
