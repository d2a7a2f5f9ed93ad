"""How a town's own files of one kind are told from others, and held to more than a publisher's (ADR 20)."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Own:
    """Files of a town's own: those of sub-folder `folder` of LOCAL whose name `named` (a regular expression) matches.

    `words` tells, by column, the word meant by each that may be written; `bounds` the least and greatest number;
    `filled` columns hold no empty cell; `past` ones no day to come; of `ordered` pairs the first is not after, or over,
    the second. Of `must_tell` (a column, a word, a column of yes and no) a file has that word in a row, or says yes.
    """

    folder: str
    named: str
    filled: tuple[str, ...]
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict, hash=False)
    bounds: Mapping[str, tuple[float, float]] = field(default_factory=dict, hash=False)
    past: tuple[str, ...] = ()
    ordered: tuple[tuple[str, str], ...] = ()
    must_tell: tuple[str, str, str] | None = None
