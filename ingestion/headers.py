"""Column names compared as a reader compares them: case, blanks and typography tell no two columns apart."""

import re
import unicodedata

# Signs that keyboards and word processors put for one another, and marks that nobody sees.
_SIGNS = str.maketrans(
    dict.fromkeys("\u2018\u2019\u02bc\u2032\u00b4`", "'")
    | dict.fromkeys("\u201c\u201d\u00ab\u00bb", '"')
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-")
    | dict.fromkeys("\ufeff\u200b\u200c\u200d\u2060\u00ad\x00", "")
)


def tidy(name: str) -> str:
    """A header with composed accents, plain apostrophes, quotes and hyphens, and single blanks; case stays."""
    composed = unicodedata.normalize("NFKC", name.translate(_SIGNS)).translate(_SIGNS)
    return re.sub(r"\s+", " ", composed).strip()


def same(name: str) -> str:
    """What two writings of one header have in common."""
    return tidy(name).casefold()
