"""Delimited text, possibly zipped: separator, encoding and quotes are found, cells stay text."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import IO

import pyarrow as pa
import pyarrow.csv as pa_csv

from ingestion.declaration import Csv
from ingestion.errors import Unreadable
from ingestion.headers import same
from ingestion.readers.archive import member_of, open_member
from ingestion.readers.base import Remark, Remarks, refuse_html
from ingestion.readers.bounds import too_large, unpacked
from ingestion.readers.lines import Lines
from ingestion.readers.quotes import Stray, spans
from ingestion.readers.rows import Form, RowBlocks

_HEADER_LINES = 100  # a header cell may hold line ends
_HEADER_PARTS = 6  # between separators that belong to one name


class CsvReader:
    """Reads a CSV, or the member of a zip that the format names, as text columns.

    Of several separators that is the right one under which the header row holds most of the `wanted` headers.
    """

    def __init__(self, path: Path, file_format: Csv, wanted: Sequence[str] = ()) -> None:
        refuse_html(path)
        self._path = path
        self._format = file_format
        self._bounds = file_format.bounds
        self._member = member_of(path, file_format.member, self._bounds) if file_format.member else None
        self._remarks = Remarks()
        with closing(self._open()) as stream:
            start = next(iter(Lines(stream, self._name, Remarks(), self._bounds)), b"")
        self._form, first = self._found_form(start, wanted)
        self.header = list(file_format.header) or first

    @property
    def nested(self) -> Mapping[str, str]:
        """None: every cell is text."""
        return {}

    @property
    def remarks(self) -> list[Remark]:
        """Lines of another encoding, NUL bytes, blank rows, notes."""
        return self._remarks.told()

    @property
    def expected_rows(self) -> int | None:
        """A CSV does not say."""
        return None

    def batches(self, names: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """Batches of the named columns as text; declared null markers are null."""
        places = [str(self.header.index(name)) for name in names]
        self._remarks = Remarks()
        with closing(self._open()) as stream:
            for block, rows in self._blocks(stream, self._settled(), self._remarks):
                yield self._parsed(block, rows, places).rename_columns(list(names))

    def _blocks(self, stream: IO[bytes], form: Form, remarks: Remarks) -> RowBlocks:
        lines = Lines(stream, self._name, remarks, self._bounds)
        has_header = not self._format.header
        return RowBlocks(lines, form, self._name, remarks, has_header, self._bounds.cell)

    def _parsed(self, block: bytes, rows: int, places: list[str]) -> pa.RecordBatch:
        """A block of whole rows as one batch; columns are named by their places, for headers may repeat."""
        read = pa_csv.ReadOptions(
            block_size=len(block) + 1, column_names=[str(place) for place in range(len(self.header))]
        )
        parse = pa_csv.ParseOptions(delimiter=self._form.separator, newlines_in_values=True)
        convert = pa_csv.ConvertOptions(
            column_types=dict.fromkeys(places, pa.string()),
            include_columns=places,
            strings_can_be_null=True,
            null_values=list(self._format.null_values),
        )
        table = pa_csv.read_csv(pa.BufferReader(block), read, parse, convert).combine_chunks()
        if table.num_rows != rows:
            raise Unreadable(f"{self._name}: {rows} rows were counted in a block and {table.num_rows} read.")
        return table.to_batches()[0]

    def _settled(self) -> Form:
        """The form of all rows: where a backslash may stand before quotes, as the file's own rows show."""
        plain = self._form
        if not self._format.escape:
            return plain
        escaped = Form(plain.separator, plain.width, is_escaped=True)
        complaint, blocks = self._tried(plain)
        if complaint is None and not blocks.has_escapes:
            return plain
        is_doubtful = blocks.has_escaped_ends
        other, blocks = self._tried(escaped)
        if complaint and not other:
            return escaped
        if other and not (complaint or is_doubtful or blocks.may_be_cut):
            return plain
        raise Unreadable(
            f"{self._name}: nothing tells whether quotes are doubled or stand behind a backslash. With the first, "
            f"{complaint or 'each row is whole'}; with the second, {other or 'each row is whole'}. Ask the publisher."
        )

    def _tried(self, form: Form) -> tuple[Unreadable | None, RowBlocks]:
        """Why the whole file cannot be read in a form, and what was seen on the way."""
        with closing(self._open()) as stream:
            blocks = self._blocks(stream, form, Remarks())
            try:
                for _ in blocks:
                    pass
            except Unreadable as error:
                return error, blocks
            return None, blocks

    @property
    def _name(self) -> str:
        return f"{self._path.name}/{self._member}" if self._member else self._path.name

    def _open(self) -> IO[bytes]:
        if self._format.member:
            return open_member(self._path, self._format.member, self._bounds)
        return unpacked(self._path, self._bounds)

    def _found_form(self, start: bytes, wanted: Sequence[str]) -> tuple[Form, list[str]]:
        """Separator and names of the header row."""
        sought = {same(name) for name in wanted}
        best: tuple[tuple[int, bool, int], Form, list[str]] | None = None
        for separator in self._format.separators:
            names = _joined(_header_of(start, Form(separator), self._bounds.header), separator, sought)
            width = len(self._format.header) or len(names)
            score = len(sought & {same(name) for name in names}), len(names) == width, len(names)
            if names and (best is None or score > best[0]):
                best = score, Form(separator, width), names
        if best is None:
            if len(start) > self._bounds.header:
                raise too_large(self._name, "bytes of its header row", len(start), self._bounds, "header")
            raise Unreadable(
                f"{self._name}: line 1: no header row: its quotes do not close. Found: {start[:120]!r}."
            )
        return best[1], best[2]


def _header_of(start: bytes, form: Form, longest: int) -> list[str]:
    """Cells of the first row that is not blank; none when its quotes do not close with this separator, or it is too long."""
    row = b""
    for line in start.splitlines(keepends=True)[:_HEADER_LINES]:
        row += line
        if len(row) > longest:
            return []
        if form.is_blank(row, form.width):
            row = b""
            continue
        try:
            if spans(row, form.mark).unclosed is None:
                return form.cells(row)
        except Stray:
            return []
    return []


def _joined(cells: list[str], separator: str, sought: set[str]) -> list[str]:
    """Header cells, those put together again that are one sought name written without quotes around its separator."""
    names: list[str] = []
    place = 0
    while place < len(cells):
        lengths = range(min(len(cells) - place, _HEADER_PARTS), 1, -1)
        parts = next((n for n in lengths if same(separator.join(cells[place : place + n])) in sought), 1)
        names.append(separator.join(cells[place : place + parts]))
        place += parts
    return names
