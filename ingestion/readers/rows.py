"""Blocks of lines as blocks of whole rows, each with the header's number of cells.

No row is lost on the way: it goes through unchanged, or is told in a remark (blank ones, notes under the table), or
the file is refused with the row's line.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from ingestion.errors import Unreadable
from ingestion.readers.base import Remarks
from ingestion.readers.lines import line_ends
from ingestion.readers.notes import is_note
from ingestion.readers.quotes import (
    LINE_FEED,
    RETURN,
    Places,
    Spans,
    Stray,
    doubled,
    has_left_over,
    is_shifted,
    spans,
    swallows_rows,
)

BLANK_ROWS = "blank rows were skipped"
NOTES = "notes under the table were left out"
_TAIL = 200  # rows at the end of a block that may be notes
_LONGEST_NOTE = 5_000  # bytes
_BLANKS = " \t\r\n\xa0\u2007\u202f\ufeff\x1a"
_BLANK_BYTES = [*{*b'"', *_BLANKS.encode()}]


@dataclass(frozen=True)
class Form:
    """How rows are written: separator, number of cells, whether quotes in a cell stand behind a backslash."""

    separator: str
    width: int = 0
    is_escaped: bool = False

    @property
    def mark(self) -> int:
        """The separator's byte."""
        return ord(self.separator)

    def cells(self, row: bytes) -> list[str]:
        """A row taken apart."""
        text = row.decode(errors="replace").rstrip("\r\n")
        return next(csv.reader(io.StringIO(text, newline=""), delimiter=self.separator), [])

    def is_blank(self, row: bytes, cells: int) -> bool:
        """Whether a row holds separators, blanks and empty quotes only; these around each of its cells, or none."""
        if b'"' not in row:
            return not row.decode(errors="replace").strip(_BLANKS + self.separator)
        if not cells == self.width == row.count(b'"') / 2:
            return False
        return not any(cell.strip(_BLANKS) for cell in self.cells(row))

    def is_under_table(self, row: bytes, cells: int) -> bool:
        """Whether a row may stand under the table's last one: blank, or a note."""
        if self.is_blank(row, cells):
            return True
        lines = row.strip(b"\r\n").splitlines()
        if row.count(b'"') % 2 or (
            len(lines) > 1 and any(line.count(self.separator.encode()) == self.width - 1 for line in lines)
        ):
            return False  # what a stray quote cut off, or drew together
        is_whole = cells == self.width or row.endswith((b"\n", b"\r"))
        return len(row) < _LONGEST_NOTE and is_note(self.cells(row), self.width, is_whole)


@dataclass(frozen=True)
class Rows:
    """Rows of a block: where each begins and ends (its line end included) and how many cells it has.

    `inner` are the places of line ends inside of cells.
    """

    starts: Places
    stops: Places
    cells: Places
    quoted: Spans
    inner: Places

    @classmethod
    def of(cls, block: bytes, form: Form, is_last: bool) -> "Rows":
        """Rows of a block that begins with one; a row that the block does not end is none unless `is_last`.

        Raises Stray.
        """
        array = np.frombuffer(block, np.uint8)
        quoted = spans(block, form.mark, form.is_escaped)
        marks = _marks(array, form.mark, b"\r" in block)
        is_inner = quoted.hold(marks)
        is_end = array[marks] != form.mark
        outer, ends = marks[~is_inner], np.flatnonzero(is_end[~is_inner])
        stops, cells = outer[ends] + 1, np.diff(ends, prepend=-1)
        if is_last and quoted.unclosed is None and block and not (len(stops) and stops[-1] == len(block)):
            stops, cells = np.append(stops, len(block)), np.append(cells, len(outer) - cells.sum() + 1)
        starts = np.append(0, stops)[:-1]
        return cls(starts, stops, cells, quoted, marks[is_inner & is_end])

    def __len__(self) -> int:
        return len(self.stops)

    def holding(
        self, places: Places, block: bytes, kept: int
    ) -> Iterator[tuple[int, bytes, list[tuple[int, int]]]]:
        """Those of the first rows that hold any of the places: index, text, quoted cells by their place in it."""
        for i in np.unique(np.searchsorted(self.stops[:kept], places, "right")).tolist():
            if i >= kept:
                break
            start, stop = int(self.starts[i]), int(self.stops[i])
            yield i, block[start:stop], [(o - start, c - start) for o, c in self.quoted.between(start, stop)]


def _marks(array: Places, separator: int, has_returns: bool) -> Places:
    r"""Places of separators and line ends; of \r\n, or \r\r\n, only the \n."""
    is_mark = (array == separator) | (array == LINE_FEED)
    if has_returns:
        is_lone = array == RETURN
        is_lone[:-1] &= (array[1:] != LINE_FEED) & (array[1:] != RETURN)
        is_mark |= is_lone
    return np.flatnonzero(is_mark)


class RowBlocks:
    """Iterates over blocks of whole rows and their number; the header row, where there is one, is left out."""

    def __init__(
        self, lines: Iterable[bytes], form: Form, file: str, remarks: Remarks, has_header: bool, longest: int
    ) -> None:
        self._longest = longest  # bytes of a row
        self._lines, self._form, self._file, self._remarks = lines, form, file, remarks
        self._is_header_next = has_header
        self._line = 1  # number of the block's first line
        self._is_last_doubtful = False  # of the last row of the block before
        self._end: int | None = None  # the byte that ends rows, as the first one does
        self.has_escapes = False  # whether a backslash stands before a quote anywhere
        self.has_escaped_ends = False  # ... and before two, as a quote at the end of a cell is escaped
        self.may_be_cut = False  # whether the file ends within a quoted cell and a line

    def __iter__(self) -> Iterator[tuple[bytes, int]]:
        rest = b""
        for lines in self._lines:
            block = rest + lines
            rows = self._rows(block, is_last=False)
            kept = self._above_notes(block, rows)
            yield from self._checked(block, rows, kept)
            rest = self._rest(block, rows, kept)
        rows = self._rows(rest, is_last=True)
        if rows.quoted.unclosed is not None:
            raise self._unclosed(rest, rows.quoted.unclosed)
        kept = self._above_notes(rest, rows)
        yield from self._checked(rest, rows, kept)
        self._remark_tail(rest, rows, kept)

    def _rows(self, block: bytes, is_last: bool) -> Rows:
        self.has_escapes = self.has_escapes or b'\\"' in block
        self.has_escaped_ends = self.has_escaped_ends or b'\\""' in block
        try:
            rows = Rows.of(block, self._form, is_last)
            self._refuse_other_ends(block, rows)
            return rows
        except Stray as stray:
            opened = self._line_of(block, stray.opened)
            advice = (
                "Where the publisher writes a backslash before quotes, declare `escape`. "
                if block[stray.place - 1 : stray.place] == b"\\" and not self._form.is_escaped
                else ""
            )
            raise self._refusal(
                block,
                stray.place,
                f"a quote stands inside the quoted cell that opens in line {opened}, where a separator or a line end "
                f"was expected: one of the two is stray, and rows between may be swallowed. {advice}",
            ) from stray

    def _refuse_other_ends(self, block: bytes, rows: Rows) -> None:
        r"""Where rows end in \n, a \r alone belongs to a cell that lost its quotes."""
        ends = np.frombuffer(block, np.uint8)[rows.stops - 1]
        known = ends[(ends == LINE_FEED) | (ends == RETURN)]
        if len(known) and self._end is None:
            self._end = int(known[0])
        other = RETURN if self._end == LINE_FEED else LINE_FEED
        wrong = np.flatnonzero(
            (ends == other) & (rows.stops < len(block))
        )  # a \n lost at the end is no matter
        if len(wrong):
            what = (
                "it ends in a carriage return alone, or others do and it does not: a line end within a cell. "
            )
            raise self._refusal(block, rows.starts[wrong[0]], what)

    def _above_notes(self, block: bytes, rows: Rows) -> int:
        """Number of rows before those at the end that may be notes: what follows tells whether they are."""
        kept = len(rows)
        lowest = max(kept - _TAIL, 0)
        while kept > lowest:
            row = block[rows.starts[kept - 1] : rows.stops[kept - 1]]
            if not self._form.is_under_table(row, rows.cells[kept - 1]):
                break
            kept -= 1
        return kept

    def _checked(self, block: bytes, rows: Rows, kept: int) -> Iterator[tuple[bytes, int]]:
        """The first rows of a block without blank ones; raises when one is no row of this table."""
        blank = self._blank(block, rows, kept)
        left_out = self._with_header(blank, kept)
        wrong = np.setdiff1d(np.flatnonzero(rows.cells[:kept] != self._form.width), left_out)
        if len(wrong):
            raise self._wrong_width(block, rows, int(wrong[0]))
        self._refuse_swallowed(block, rows, kept)
        self._refuse_opened_before(block, rows, kept)
        if blank:
            self._remarks.add(BLANK_ROWS, self._line_of(block, rows.starts[blank[0]]), len(blank))
        text = _without(block, rows, kept, left_out)
        if kept > len(left_out):
            yield (doubled(text, self._form.mark) if self._form.is_escaped else text), kept - len(left_out)

    def _blank(self, block: bytes, rows: Rows, kept: int) -> list[int]:
        """Indices of the rows that hold nothing; only those are looked at that begin with two blanks."""
        is_blank = np.zeros(256, bool)
        is_blank[[*_BLANK_BYTES, self._form.mark]] = True
        array = np.frombuffer(block, np.uint8)
        starts, stops = rows.starts[:kept], rows.stops[:kept]
        second = np.minimum(starts + 1, len(array) - 1)
        is_candidate = is_blank[array[starts]] & (is_blank[array[second]] | (stops - starts == 1))
        candidates = np.flatnonzero(is_candidate).tolist()
        return [i for i in candidates if self._form.is_blank(block[starts[i] : stops[i]], rows.cells[i])]

    def _with_header(self, blank: list[int], kept: int) -> list[int]:
        if not self._is_header_next:
            return blank
        header = next((i for i in range(kept) if i not in blank), None)
        if header is None:
            return blank
        self._is_header_next = False
        return sorted([*blank, header])

    def _refuse_swallowed(self, block: bytes, rows: Rows, kept: int) -> None:
        """Rows of several lines, and rows with quotes outside of quoted cells, are looked at one by one."""
        mark, width = self._form.mark, self._form.width
        for doubtful, has_other_reading, why in (
            (
                rows.inner,
                swallows_rows,
                "its quoted cell holds line ends and separators as rows of this file do",
            ),
            (
                rows.quoted.loose,
                is_shifted,
                "a quote ends a cell that none opens, beside a quoted one with separators",
            ),
        ):
            for i, row, cells in rows.holding(doubtful, block, kept):
                if has_other_reading(row, cells, mark, width):
                    what = f"{why}: a stray quote swallowed cells or rows. "
                    raise self._refusal(block, int(rows.starts[i]), what)

    def _refuse_opened_before(self, block: bytes, rows: Rows, kept: int) -> None:
        """Where a stray quote made an empty cell, or one of lines, the cell it opened ends in the next row."""
        for i, row, cells in rows.holding(rows.quoted.loose, block, kept):
            is_doubtful = self._is_doubtful(block, rows, i - 1) if i else self._is_last_doubtful
            if is_doubtful and has_left_over(row, cells, self._form.mark):
                what = "a quote ends a cell that none opens, and the row before has two quotes with nothing or lines between. "
                raise self._refusal(block, int(rows.starts[i]), what)
        if kept:
            self._is_last_doubtful = self._is_doubtful(block, rows, kept - 1)

    def _is_doubtful(self, block: bytes, rows: Rows, row: int) -> bool:
        """Whether a row has a quoted cell that is empty or of several lines."""
        start, stop = int(rows.starts[row]), int(rows.stops[row])
        quoted = (block[o + 1 : c] for o, c in rows.quoted.between(start, stop))
        return any(not cell or b"\n" in cell or b"\r" in cell for cell in quoted)

    def _rest(self, block: bytes, rows: Rows, kept: int) -> bytes:
        """What the next block decides, and the line it begins in."""
        cut = int(rows.starts[kept]) if kept < len(rows) else int(rows.stops[-1]) if kept else 0
        if len(block) - cut > self._longest:
            raise self._unclosed(block, rows.quoted.unclosed or cut)
        self._line += line_ends(block[:cut])
        return block[cut:]

    def _remark_tail(self, block: bytes, rows: Rows, kept: int) -> None:
        """Rows under the table: notes, and blank ones that a spreadsheet left; empty lines are nothing."""
        tail = [(i, block[rows.starts[i] : rows.stops[i]]) for i in range(kept, len(rows))]
        notes = [i for i, row in tail if not self._form.is_blank(row, rows.cells[i])]
        short = [i for i in notes if rows.cells[i] != self._form.width]
        if short and len(short) < len(notes):  # who writes notes does it in one way: a row was broken in two
            raise self._wrong_width(block, rows, short[0])
        for i, row in tail:
            line = self._line_of(block, rows.starts[i])
            if i in notes:
                self._remarks.add(NOTES, line)
            elif self._form.separator.encode() in row:
                self._remarks.add(BLANK_ROWS, line)

    def _wrong_width(self, block: bytes, rows: Rows, row: int) -> Unreadable:
        start, stop = rows.starts[row], rows.stops[row]
        ended = block[start:stop].endswith((b"\n", b"\r"))
        cut = "" if ended else "The file ends there: it was cut short, fetch it again. "
        return self._refusal(
            block,
            start,
            f"{rows.cells[row]} cells with separator {self._form.separator!r}, {self._form.width} expected. {cut}",
        )

    def _unclosed(self, block: bytes, place: int) -> Unreadable:
        what = "the quote that opens a cell there is never closed: it is stray, or the file was cut short. "
        self.may_be_cut = not block.endswith((b"\n", b"\r"))
        return self._refusal(block, place, what)

    def _refusal(self, block: bytes, place: int, what: str) -> Unreadable:
        shown = block[place : place + 120].decode(errors="replace")
        return Unreadable(
            f"{self._file}: line {self._line_of(block, place)}: {what}Found: {shown!r}. Correct that line in the mirror, "
            "or ask the publisher; nothing of the file was loaded."
        )

    def _line_of(self, block: bytes, place: int) -> int:
        return self._line + line_ends(block[:place])


def _without(block: bytes, rows: Rows, kept: int, left_out: list[int]) -> bytes:
    """The first rows of a block but for some."""
    end = int(rows.stops[kept - 1]) if kept else 0
    pieces, done = [], 0
    for i in left_out:
        pieces.append(block[done : rows.starts[i]])
        done = int(rows.stops[i])
    return b"".join([*pieces, block[done:end]])
