"""Text that PostgreSQL can hold: no NUL, no half of a surrogate pair."""

import re

_HALVES = re.compile("[\ud800-\udfff]")
REPLACED = "\ufffd"


def storable(text: str) -> str:
    """The text without NUL; half a surrogate pair, which stands for no character, as U+FFFD."""
    return _HALVES.sub(REPLACED, text.replace("\x00", ""))
