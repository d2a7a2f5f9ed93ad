"""What a publisher's file is, and how to write one byte for byte the same twice."""

from __future__ import annotations

import csv
import io
import itertools
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa
import pyarrow.csv as pacsv
from openpyxl import Workbook

if TYPE_CHECKING:
    from sample.sirene.writing import Establishments

MELODI_METADATA = ("COD_VAR", "LIB_VAR", "COD_MOD", "LIB_MOD")
HIDDEN_QUOTE, HIDDEN_SEPARATOR = b"\x01", b"\x02"
# Rows of a large table that are made text at once.
PIECE = 100_000
FIXED_TIME = (2026, 1, 1, 0, 0, 0)
XLSX_TIME = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


class MirrorFile(NamedTuple):
    """A file of the mirror; `is_simulated` once one value in it is not real.

    `write(path)` makes it, or `grow(path)` opens it and gives what adds the establishments of a slice to it, and closes
    it: so files of the register are written in one pass over slices.
    """

    url: str
    last_modified: date
    is_simulated: bool
    write: Callable[[Path], None] | None = None
    grow: Callable[[Path], AbstractContextManager[Callable[[Establishments], None]]] | None = None

    @property
    def path(self) -> Path:
        """`<host>/<path>` below the mirror."""
        return Path(self.url.removeprefix("https://"))


def content(make: Callable[[], bytes | Iterable[bytes]]) -> Callable[[Path], None]:
    """Writer of a file made in memory, as a whole or piece by piece."""

    def write(path: Path) -> None:
        with path.open("wb") as file:
            file.writelines(pieces(make()))

    return write


def pieces(made: bytes | Iterable[bytes]) -> Iterable[bytes]:
    return [made] if isinstance(made, bytes) else made


def csv_bytes(
    header: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    separator: str = ",",
    eol: str = "\r\n",
    quoted: bool = False,
) -> bytes:
    """UTF-8 CSV without BOM; None becomes an empty cell."""
    text = io.StringIO()
    writer = csv.writer(
        text,
        delimiter=separator,
        lineterminator=eol,
        quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL,
    )
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode()


def table_csv(
    table: pa.Table,
    *,
    separator: str = ",",
    quoting: str = "none",
    bom: bool = False,
    eol: str = "\n",
    has_header: bool = True,
) -> Iterator[bytes]:
    """CSV of a large table, piece by piece; `quoting`: none, needed (all text), all_valid.

    Without it, text that holds a separator or a quote must come from `cell`.
    """
    quote = "" if quoting == "none" else '"'
    header = separator.join(f"{quote}{name}{quote}" for name in table.column_names) + eol
    yield (b"\xef\xbb\xbf" if bom else b"") + (header.encode() if has_header else b"")
    options = pacsv.WriteOptions(include_header=False, delimiter=separator, quoting_style=quoting)
    for first in range(0, table.num_rows, PIECE):
        cut = table.slice(first, PIECE)
        body = io.BytesIO()
        pacsv.write_csv(
            pa.table([dense(column) for column in cut.columns], names=table.column_names), body, options
        )
        rows = body.getvalue().replace(HIDDEN_QUOTE, b'"').replace(HIDDEN_SEPARATOR, separator.encode())
        yield rows if eol == "\n" else rows.replace(b"\n", eol.encode())


def cell(text: str, separator: str = ";") -> str:
    """Text of one cell, in quotes where it needs them; the marks are put in place by `table_csv`."""
    if separator not in text and '"' not in text:
        return text
    # Arrow quotes all text or none, and takes none for granted.
    quote = HIDDEN_QUOTE.decode()
    inside = text.replace('"', 2 * quote).replace(separator, HIDDEN_SEPARATOR.decode())
    return f"{quote}{inside}{quote}"


def dense(column: pa.ChunkedArray) -> pa.ChunkedArray:
    return column.cast(column.type.value_type) if pa.types.is_dictionary(column.type) else column


def melodi_zip(name: str, data: bytes | Iterable[bytes], metadata: Iterable[Sequence[str]]) -> bytes:
    """A Melodi download: the data, by `melodi_table` or `melodi_rows`, and the words for its codes."""
    return zip_bytes(
        {f"{name}_data.csv": data, f"{name}_metadata.csv": melodi_rows(MELODI_METADATA, metadata)}
    )


def melodi_table(table: pa.Table) -> Iterator[bytes]:
    return table_csv(table, separator=";", quoting="all_valid")


def melodi_rows(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    return csv_bytes(header, rows, separator=";", eol="\n", quoted=True)


def zip_bytes(members: Mapping[str, bytes | Iterable[bytes]]) -> bytes:
    """Zip whose bytes depend on the members only."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, member in members.items():
            with archive.open(member_info(name), "w") as file:
                file.writelines(pieces(member))
    return buffer.getvalue()


def member_info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, FIXED_TIME)
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


def xlsx_bytes(sheet: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """One-sheet workbook, header first."""
    return workbook_bytes({sheet: itertools.chain([header], rows)})


def workbook_bytes(sheets: Mapping[str, Iterable[Sequence[Any]]]) -> bytes:
    """Workbook of several sheets, each given as all of its rows, without the times that openpyxl leaves in it."""
    book = Workbook(write_only=True)
    for title, rows in sheets.items():
        page = book.create_sheet(title)
        for row in rows:
            page.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    with zipfile.ZipFile(buffer) as archive:
        return zip_bytes(
            {
                name: XLSX_TIME.sub(rb"\g<1>2026-01-01T00:00:00Z", archive.read(name))
                for name in archive.namelist()
            }
        )
