"""Notes that publishers write under a table, told from its rows."""

import re
from collections.abc import Sequence

_OPENS = re.compile(
    r"\W*(sources?|notes?( de lecture)?|n\.? ?b\.?|champs?|lecture|légende|définitions?|précisions?|avertissement|"
    r"attention|remarques?|mise à jour|données|secret|unité)\s*:|\(\w{1,3}\)\s|\*+\s*\D|©",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[-+\d\s.,%/:]+")


def is_note(cells: Sequence[str], width: int, is_whole: bool = True) -> bool:
    """Whether a last row is a note: a sentence alone in a table of several columns.

    `is_whole`: the row has all its columns, or at least the end of its line; what was cut short is no note unless
    it says so (Source: …).
    """
    filled = [cell.strip() for cell in cells if cell.strip()]
    if not filled or width < 2:
        return False
    if _OPENS.match(filled[0]) and (len(filled) == 1 or len(cells) < width):
        return True
    is_sentence = len(filled[0].split()) > 1 and not _NUMBER.fullmatch(filled[0])
    return len(filled) == 1 and width > 2 and is_whole and is_sentence
