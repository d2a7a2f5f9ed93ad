"""Where quoted cells of delimited text begin and end, and how far a reading of quotes can be trusted."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

QUOTE, LINE_FEED, RETURN, BACKSLASH = b'"\n\r\\'
_ESCAPED = re.compile(rb'\\(["\\])')
_LINE_END = re.compile(rb"\r\n|\r|\n")
Places = np.ndarray


class Stray(Exception):
    """A quote at `place` of a block, inside the quoted cell that opens at `opened`, where none may stand."""

    def __init__(self, place: int, opened: int) -> None:
        super().__init__(place, opened)
        self.place, self.opened = place, opened


@dataclass(frozen=True)
class Spans:
    """Places of the opening and closing quotes of quoted cells, and of `loose` ones outside of them.

    `unclosed` opens a cell that the block does not close.
    """

    opens: Places
    closes: Places
    loose: Places
    unclosed: int | None = None

    def hold(self, places: Places) -> Places:
        """Mask of the places that are inside a quoted cell."""
        if not len(self.opens) and self.unclosed is None:
            return np.zeros(len(places), bool)
        before = np.searchsorted(self.opens, places, "right") - 1
        inside: Places = (before >= 0) & (places < np.append(self.closes, 0)[before])
        return inside if self.unclosed is None else inside | (places > self.unclosed)

    def between(self, start: int, stop: int) -> Iterator[tuple[int, int]]:
        """Opening and closing quotes of the cells in a stretch of the block."""
        first, last = np.searchsorted(self.opens, [start, stop])
        yield from zip(self.opens[first:last].tolist(), self.closes[first:last].tolist(), strict=True)


_NONE = np.empty(0, np.int64)
NO_SPANS = Spans(_NONE, _NONE, _NONE)


def spans(block: bytes, separator: int, is_escaped: bool = False) -> Spans:
    r"""Quoted cells of a block that begins at a row; raises Stray.

    A quote opens a cell at the cell's first place only; elsewhere in an unquoted cell it is a character. Inside, it
    is written twice or, where `is_escaped`, behind a backslash.
    """
    array = np.frombuffer(block, np.uint8)
    quotes = np.flatnonzero(array == QUOTE)
    if not len(quotes):
        return NO_SPANS
    if not is_escaped:
        paired = _paired(array, quotes, separator)
        if paired is not None:
            return paired
    return _walked(block, quotes.tolist(), {separator, LINE_FEED, RETURN}, is_escaped)


def _paired(array: Places, quotes: Places, separator: int) -> Spans | None:
    """Quotes taken by pairs, when each stands at an end of its cell or beside its double; nearly always so."""
    opens, closes = quotes[::2], quotes[1::2]
    is_doubled = opens[1:] == closes[: len(opens) - 1] + 1
    starts = np.append(True, ~is_doubled)
    ends = np.append(~is_doubled, True)[: len(closes)]
    first, last = opens[starts], closes[ends]
    is_edge = np.zeros(256, bool)
    is_edge[[separator, LINE_FEED, RETURN]] = True
    before, after = array[first[first > 0] - 1], array[last[last + 1 < len(array)] + 1]
    if not (is_edge[before].all() and is_edge[after].all()):
        return None
    if len(opens) == len(closes):
        return Spans(first, last, _NONE)
    return Spans(first[:-1], last, _NONE, int(first[-1]))


def _walked(block: bytes, quotes: list[int], edges: set[int], is_escaped: bool) -> Spans:
    """Quotes taken one by one."""
    opens: list[int] = []
    closes: list[int] = []
    loose: list[int] = []
    opened, double = -1, -1
    for place in quotes:
        after = block[place + 1] if place + 1 < len(block) else LINE_FEED
        if opened < 0:
            if place == 0 or block[place - 1] in edges:
                opened = place
            else:
                loose.append(place)
        elif place == double or (is_escaped and _is_escape(block, place, opened)):
            continue
        elif after == QUOTE and not is_escaped:
            double = place + 1
        elif after in edges:
            opens.append(opened)
            closes.append(place)
            opened = -1
        else:
            raise Stray(place, opened)
    first, last, others = (np.array(places, np.int64) for places in (opens, closes, loose))
    return Spans(first, last, others, None if opened < 0 else opened)


def _is_escape(block: bytes, place: int, opened: int) -> bool:
    """Whether an odd number of backslashes stands before the quote, inside its cell."""
    before = block[max(opened + 1, place - 64) : place]
    return (len(before) - len(before.rstrip(b"\\"))) % 2 == 1


def swallows_rows(row: bytes, cells: list[tuple[int, int]], separator: int, width: int) -> bool:
    """Whether a row of several lines is rows of the file, drawn together by a stray quote and a later one.

    `cells` are the row's quoted ones. A cell swallowed the end of one row, rows between and the start of another when
    the separators in its lines are those that rows have there; lines of an address or a comment are not like that.
    """
    mark = bytes([separator])
    own, flat, done = 0, [], 0
    for opened, closed in cells:
        lines = _LINE_END.split(row[opened + 1 : closed])
        between = row[done:opened]
        own += between.count(mark)
        flat.append(between if len(lines) == 1 else row[done:closed])
        done = closed + 1
        has_pair = b'""' + mark in row[opened:closed] or mark + b'""' in row[opened:closed]
        if len(lines) > 1 and _looks_like_rows([line.count(mark) for line in lines], own, width, has_pair):
            return True
    flat.append(row[done:])
    lines = _LINE_END.split(b"".join(flat).rstrip(b"\r\n"))
    return len(lines) > 1 and all(line.count(mark) == width - 1 for line in lines)


def _looks_like_rows(found: list[int], place: int, width: int, has_pair: bool) -> bool:
    """Separators of a cell's lines against those of rows, `place` being the cell's column from 0.

    Two quotes beside a separator (`has_pair`) may be the end of a quoted cell and a stray one: the rows then hold quoted
    cells, whose separators are counted too.
    """
    first, last, rest = width - 1 - place, place, width - 1
    if has_pair and found[0] >= first and found[-1] >= last:
        return True
    return (found[0] == first and found[-1] == last) or (width > 2 and rest in found[1:-1])


def is_shifted(row: bytes, cells: list[tuple[int, int]], separator: int, width: int) -> bool:
    """Whether a row ends an unquoted cell in a quote and has separators or line ends in a quoted one.

    So looks a row in which a stray quote paired with that of a quoted cell, whose own last quote was left over; its
    cells may be as many as they should. `12"` beside `"a, b"` is rare.
    """
    is_left_over = has_left_over(row, cells, separator)
    return is_left_over and any({separator, LINE_FEED, RETURN} & {*row[o:c]} for o, c in cells)


def has_left_over(row: bytes, cells: list[tuple[int, int]], separator: int) -> bool:
    """Whether a quote ends an unquoted cell of a row."""
    outside, done = [], 0
    for opened, closed in cells:
        outside.append(row[done:opened])
        done = closed + 1
    left = b"".join([*outside, row[done:]]).rstrip(b"\r\n")
    return left.endswith(b'"') or b'"' + bytes([separator]) in left


def doubled(text: bytes, mark: int) -> bytes:
    """Quotes written twice in place of those behind a backslash; a backslash behind one is one."""
    pieces, done = [], 0
    for opened, closed in spans(text, mark, is_escaped=True).between(0, len(text)):
        plain = _ESCAPED.sub(lambda found: b'""' if found[1] == b'"' else b"\\", text[opened + 1 : closed])
        pieces += [text[done : opened + 1], plain]
        done = closed
    return b"".join([*pieces, text[done:]])
