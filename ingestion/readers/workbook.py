"""Spreadsheets, through calamine; the header row is found, not counted."""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
from python_calamine import CalamineError, CalamineWorkbook

from ingestion.declaration import Workbook
from ingestion.errors import HeaderMismatch, Incomplete, NotTheFile
from ingestion.readers.archive import member_of
from ingestion.readers.base import BATCH_ROWS, refuse_html

_HEADER_WITHIN = 30


class WorkbookReader:
    """Reads one sheet; small files only, a sheet is held in memory."""

    def __init__(self, path: Path, file_format: Workbook, wanted: tuple[str, ...]) -> None:
        refuse_html(path)
        self._nulls = set(file_format.null_values)
        try:
            rows = _sheet(path, file_format)
        except (CalamineError, OSError, zipfile.BadZipFile) as error:
            raise Incomplete(f"{path.name}: not a whole workbook ({error}). Fetch it again.") from error
        start = _header_row(rows, {name.lower() for name in wanted})
        if start is None:
            raise HeaderMismatch(
                f"{path.name}: no row among the first {_HEADER_WITHIN} holds the columns {', '.join(wanted)}."
            )
        self.header = [str(cell).strip() for cell in rows[start]]
        self._rows = [row for row in rows[start + 1 :] if any(cell != "" for cell in row)]

    @property
    def expected_rows(self) -> int | None:
        """Non-blank rows under the header."""
        return len(self._rows)

    def batches(self, names: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """Batches of the named columns as text."""
        places = [self.header.index(name) for name in names]
        for start in range(0, len(self._rows), BATCH_ROWS):
            rows = self._rows[start : start + BATCH_ROWS]
            columns = [pa.array([self._text(row[i]) for row in rows], pa.string()) for i in places]
            yield pa.RecordBatch.from_arrays(columns, names=list(names))

    def _text(self, cell: object) -> str | None:
        """A cell as the text a reader sees: whole numbers without a decimal point."""
        text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()
        return None if text in self._nulls else text


def _sheet(path: Path, file_format: Workbook) -> list[list[Any]]:
    with CalamineWorkbook.from_object(_content(path, file_format)) as book:
        found = [name for name in book.sheet_names if re.fullmatch(file_format.sheet, name, re.IGNORECASE)]
        if not found:
            raise NotTheFile(f"{path.name}: no sheet like {file_format.sheet!r} among {book.sheet_names}.")
        return book.get_sheet_by_name(found[0]).to_python(skip_empty_area=False)


def _content(path: Path, file_format: Workbook) -> Path | io.BytesIO:
    if not file_format.member:
        return path
    member = member_of(path, file_format.member)
    with zipfile.ZipFile(path) as archive:
        return io.BytesIO(archive.read(member))


def _header_row(rows: list[list[Any]], wanted: set[str]) -> int | None:
    for number, row in enumerate(rows[:_HEADER_WITHIN]):
        if wanted <= {str(cell).strip().lower() for cell in row}:
            return number
    return None
