"""Delimited files with the faults that publishers' have, over the real reader: no row and no cell is lost in silence.

In the suite a few hundred files, always the same. The big run, other files every time, parted between the tests here:
`FAULTY_FILES=10000 .venv/bin/python -m pytest tests/ingestion/test_property_readers.py -n0`.
"""

import contextlib
import gzip
import io
import json
import os
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pyarrow as pa
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from ingestion.declaration import Csv, GeoJson, Parquet, Workbook
from ingestion.errors import IngestionError
from ingestion.readers import Remark, open_reader
from ingestion.readers.rows import BLANK_ROWS, NOTES
from tests.ingestion.conftest import parquet, zipped

BIG = int(os.environ.get("FAULTY_FILES", "0"))
run = settings(
    max_examples=BIG // 5 or 60,
    derandomize=not BIG,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)

WORDS = st.sampled_from(
    ["Ambérieu", "Bourg en Bresse", "L’Haÿ", "01004", "2A004", "1,5", "n.d.", "", "x", "œ"]
)
# What is hard about text: quotes, separators, line ends, backslashes, blanks.
HARD = st.text(st.sampled_from('"\\;,\t\n\r ab1é\u00a0'), max_size=6)
CELLS = st.one_of(WORDS, WORDS, HARD)


@dataclass(frozen=True)
class Style:
    """How a publisher writes a table."""

    separator: str
    line_end: str
    quotes_all: bool
    ends_last_line: bool
    has_bom: bool
    packing: str
    is_escaped: bool

    def cell(self, text: str) -> str:
        special = [self.separator, "\n", "\r"]
        if self.is_escaped:
            return '"' + text.replace('"', '\\"') + '"'
        needed = text.startswith('"') or any(sign in text for sign in special)
        return '"' + text.replace('"', '""') + '"' if needed or self.quotes_all else text

    def row(self, cells: list[str]) -> str:
        return self.separator.join(map(self.cell, cells))

    def format(self) -> Csv:
        member = r".*\.csv" if self.packing == "zip" else None
        return Csv(member=member, escape="\\" if self.is_escaped else None)

    def pack(self, body: bytes) -> bytes:
        if self.packing == "gzip":
            return gzip.compress(body)
        if self.packing == "zip":
            out = io.BytesIO()
            with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr("folder/x.csv", body)
                archive.writestr("__MACOSX/folder/._x.csv", b"\0\1")
            return out.getvalue()
        return body


STYLES = st.builds(
    Style,
    separator=st.sampled_from(",;\t"),
    line_end=st.sampled_from(["\n", "\r\n", "\r"]),
    quotes_all=st.booleans(),
    ends_last_line=st.booleans(),
    has_bom=st.booleans(),
    packing=st.sampled_from(["", "gzip", "zip"]),
    is_escaped=st.sampled_from([False, False, False, True]),
)


@st.composite
def tables(draw: st.DrawFn) -> tuple[Style, list[list[str]]]:
    """A style and rows of as many cells each, the header aside."""
    style, width = draw(STYLES), draw(st.integers(2, 5))
    rows = draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=8))
    if style.is_escaped:
        rows = [[cell.replace("\\", "/") for cell in row] for row in rows]
    return style, rows


def written(style: Style, lines: list[str]) -> bytes:
    """A header and lines as the publisher sends them."""
    text = style.line_end.join(lines) + (style.line_end if style.ends_last_line else "")
    return (b"\xef\xbb\xbf" if style.has_bom else b"") + text.encode()


def header(style: Style, rows: list[list[str]]) -> str:
    return style.row([f"colonne {i}" for i in range(len(rows[0]))])


Read = tuple[list[list[str | None]], list[Remark]]


def read(style: Style, body: bytes) -> Read | None:
    """Rows and remarks of a file, or None when the loader refuses it; any other exception fails the test."""
    with tempfile.NamedTemporaryFile(suffix=".csv") as file:
        file.write(style.pack(body))
        file.flush()
        try:
            reader = open_reader(Path(file.name), style.format())
            rows = [
                list(row.values()) for batch in reader.batches(reader.header) for row in batch.to_pylist()
            ]
        except IngestionError as error:
            assert Path(file.name).name in str(error)
            return None
        return rows, reader.remarks


def shown(remarks: list[Remark], what: str) -> int:
    return sum(remark.count for remark in remarks if remark.what == what)


def is_blank(row: list[str | None]) -> bool:
    return not any((cell or "").strip(" \t\r\n\u00a0") for cell in row)


def assert_same(found: Read, rows: list[list[str]]) -> None:
    """Every row is there with its cells as written, or blank and counted, or a note at the end and counted."""
    got, remarks = found
    expected = [[cell or None for cell in row] for row in rows if not is_blank(row)]
    notes = shown(remarks, NOTES)
    assert [row for row in got if not is_blank(row)] == expected[: len(expected) - notes]
    assert len(got) + notes + shown(remarks, BLANK_ROWS) == len(rows)
    assert all(remark.first_row > 1 for remark in remarks)


@run
@given(tables())
def test_what_is_well_written_is_read_as_it_is(table):
    style, rows = table
    found = read(style, written(style, [header(style, rows), *map(style.row, rows)]))
    if found is None:
        # Only cells of several lines, or backslashes before quotes, leave a doubt.
        text = "".join(cell for row in rows for cell in row)
        assert any(sign in text for sign in '\n\r"')
    else:
        assert_same(found, rows)


@run
@given(tables(), st.data())
def test_blank_rows_and_notes_are_counted(table, data):
    style, rows = table
    width = len(rows[0])
    blank = st.sampled_from(["", " ", style.separator * (width - 1), " " + style.separator, '""'])
    lines = [style.row(row) for row in rows]
    put = data.draw(st.lists(st.tuples(st.integers(0, len(rows)), blank), max_size=3))
    for place, line in put:
        lines.insert(place, line)
    notes = data.draw(
        st.lists(st.sampled_from(["Source : Insee", "Champ : France", "(1) au 1er janvier"]), max_size=2)
    )
    tail = notes if data.draw(st.booleans()) else [note + style.separator * (width - 1) for note in notes]
    found = read(style, written(style, [header(style, rows), *lines, *tail]))
    if found is not None:
        got, remarks = found
        expected = [[cell or None for cell in row] for row in rows if not is_blank(row)]
        left_out = shown(remarks, NOTES)
        assert [row for row in got if not is_blank(row)] == expected[
            : len(expected) - (left_out - len(notes))
        ]
        assert left_out >= len(notes)


# A row's text as somebody spoilt it.
def stray_before(style: Style, cells: list[str], place: int) -> str:
    return style.separator.join(
        ('"' if i == place else "") + style.cell(cell) for i, cell in enumerate(cells)
    )


def stray_behind(style: Style, cells: list[str], place: int) -> str:
    return style.separator.join(
        style.cell(cell) + ('"' if i == place else "") for i, cell in enumerate(cells)
    )


def stray_within(style: Style, cells: list[str], place: int) -> str:
    made = [style.cell(cell) for cell in cells]
    made[place] = made[place][:1] + '"' + made[place][1:]
    return style.separator.join(made)


def one_less(style: Style, cells: list[str], place: int) -> str:
    assume(not is_blank(cells[:place] + cells[place + 1 :]))
    return style.row(cells[:place] + cells[place + 1 :])


def one_more(style: Style, cells: list[str], place: int) -> str:
    return style.row([*cells[:place], "x", *cells[place:]])


def broken(style: Style, cells: list[str], place: int) -> str:
    made = [style.cell(cell) for cell in cells]
    made[place] += style.line_end
    return style.separator.join(made)


def nul(style: Style, cells: list[str], place: int) -> str:
    return style.row([cell[:1] + "\0" + cell[1:] if i == place else cell for i, cell in enumerate(cells)])


def bare(cell: str) -> str:
    """A cell without quotes; one of blanks alone is empty, for a line end may take them away."""
    without = cell.replace('"', "")
    return without if without.strip() else ""


SPOILS = [stray_before, stray_behind, stray_within, one_less, one_more, broken, nul]


@run
@given(tables(), st.data())
def test_spoilt_rows_are_read_as_they_stand_or_refused(table, data):
    """A stray quote may be read as a character of its cell, where it stands; nothing else changes.

    Cells of several lines and backslashes are left out: beside them some stray quotes leave no trace (ADR 9).
    """
    style, rows = table
    assume(not style.is_escaped and not any(end in cell for row in rows for cell in row for end in "\r\n"))
    lines = [style.row(row) for row in rows]
    spoilt = {}
    for _ in range(data.draw(st.integers(1, 2))):
        at = data.draw(st.integers(0, len(rows) - 1))
        place = data.draw(st.integers(0, len(rows[0]) - 1))
        spoil = data.draw(st.sampled_from(SPOILS))
        lines[at] = spoil(style, rows[at], place)
        spoilt[at] = place
    found = read(style, written(style, [header(style, rows), *lines]))
    if found is None:
        return
    got, remarks = found
    plain = [[bare(cell) for cell in row] for row in rows]
    seen = [[bare(cell or "") for cell in row] for row in got]
    kept = [row for row in plain if not is_blank(row)]
    notes = shown(remarks, NOTES)
    assert [row for row in seen if not is_blank(row)] == kept[: len(kept) - notes]


@run
@given(tables(), st.data())
def test_a_short_read_is_refused_or_holds_the_first_rows(table, data):
    """What a cut at the end of a row, or within its last cell, took away cannot be seen in the file."""
    style, rows = table
    body = written(style, [header(style, rows), *map(style.row, rows)])
    first = len(header(style, rows).encode()) + 5
    cut = data.draw(st.integers(min(first, len(body)), len(body)))
    found = read(style, body[:cut])
    got = [row for row in found[0] if not is_blank(row)] if found else []
    if not got:
        return
    expected = [[cell or None for cell in row] for row in rows if not is_blank(row)]
    assert got[:-1] == expected[: len(got) - 1]
    whole, last = expected[len(got) - 1], got[-1]
    assert last[:-1] == whole[:-1] and (whole[-1] or "").startswith(last[-1] or "")


def is_text_of_both(text: str) -> bool:
    """Whether the text's bytes in Windows-1252 happen to be UTF-8: nobody could tell."""
    try:
        return text.encode("cp1252").decode("utf-8") != text
    except UnicodeDecodeError:
        return False


@run
@given(
    st.lists(st.tuples(st.text(st.sampled_from("éèàÉçœ’°« »abc"), max_size=5), st.booleans()), max_size=6),
    st.sampled_from(",;"),
)
def test_each_cell_is_decoded_for_itself(cells, separator):
    style = Style(separator, "\n", False, True, False, "", False)
    body = separator.join(["a", "b"]).encode() + b"\n"
    assume(not any(is_text_of_both(text) for text, _ in cells))
    for text, is_utf8 in cells:
        body += b"x" + separator.encode() + text.encode("utf-8" if is_utf8 else "cp1252") + b"\n"
    found = read(style, body)
    if found is None:
        assert len({is_utf8 for text, is_utf8 in cells if not text.isascii()}) == 2
    else:
        assert [row[1] for row in found[0]] == [text or None for text, _ in cells]


def geojson() -> bytes:
    place = {"type": "Point", "coordinates": [4.1, 48.3]}
    towns = [{"properties": {"code": f"0100{i}", "nom": "Ambérieu"}, "geometry": place} for i in range(5)]
    return json.dumps({"features": towns}).encode()


def workbook() -> bytes:
    book = openpyxl.Workbook()
    for row in (["code", "nom"], ["01004", "Ambérieu"], [1005, 2.5]):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


WHOLE = {
    Csv(): gzip.compress(b"code,nom\n" + b'01004,"Amb"\n' * 50),
    Csv(member=r".*\.csv"): zipped("x.csv", b"code,nom\n" + b"01004,Amb\n" * 50),
    GeoJson(): geojson(),
    Workbook(sheet=".*"): workbook(),
    Parquet(): parquet(pa.table({"code": ["01004"] * 50, "nom": ["Ambérieu", None] * 25})),
}


@run
@given(st.sampled_from(list(WHOLE)), st.data())
def test_damage_raises_the_loaders_errors_only(file_format, data):
    body = bytearray(WHOLE[file_format])
    for place in data.draw(st.lists(st.integers(0, len(body) - 1), max_size=4)):
        body[place] = data.draw(st.integers(0, 255))
    cut = data.draw(st.sampled_from([len(body), len(body) // 2, len(body) - 8]))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.bin"
        path.write_bytes(body[:cut])
        with contextlib.suppress(IngestionError):
            reader = open_reader(path, file_format, ("code",))
            sum(batch.num_rows for batch in reader.batches(reader.header))
