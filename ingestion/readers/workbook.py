"""Spreadsheets, through calamine; the header row is found, not counted."""

import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from ingestion.declaration import Workbook
from ingestion.errors import HeaderMismatch, Incomplete, NotTheFile
from ingestion.headers import same
from ingestion.readers.archive import open_member
from ingestion.readers.base import BATCH_ROWS, Remark, Remarks, refuse_html
from ingestion.readers.bounds import too_large
from ingestion.readers.notes import is_note
from ingestion.readers.rows import BLANK_ROWS, NOTES
from ingestion.readers.sheet import check_workbook
from ingestion.readers.text import texts
from ingestion.said import reason

_HEADER_WITHIN = 30
_EXACT = 10**15  # a spreadsheet keeps fifteen digits

Row = tuple[int, list[str]]


class WorkbookReader:
    """Reads one sheet; small files only, a sheet is held in memory."""

    def __init__(self, path: Path, file_format: Workbook, wanted: tuple[str, ...]) -> None:
        refuse_html(path)
        self._nulls = set(file_format.null_values)
        self._remarks, self._opening = Remarks(), Remarks()
        try:
            with _unpacked(path, file_format) as place:
                check_workbook(place, path.name, file_format.sheet, file_format.bounds)
                sheet = _sheet(place, path.name, file_format)
        except (CalamineError, zipfile.BadZipFile) as error:
            raise Incomplete(
                f"{path.name}: not a whole workbook ({reason(error)}). Fetch it again."
            ) from error
        start = _header_row(sheet, {same(name) for name in wanted})
        if start is None:
            raise HeaderMismatch(
                f"{path.name}: no row among the first {_HEADER_WITHIN} holds the columns {', '.join(wanted)}."
            )
        self.header = [str(cell).strip() for cell in sheet[start]]
        rows = [
            (number, [_text(cell) for cell in row])
            for number, row in enumerate(sheet[start + 1 :], start + 2)
        ]
        self._rows = self._table(rows)

    @property
    def nested(self) -> Mapping[str, str]:
        """None: every cell is text."""
        return {}

    @property
    def remarks(self) -> list[Remark]:
        """Blank rows, notes, texts that no database holds."""
        return self._opening.told() + self._remarks.told()

    @property
    def expected_rows(self) -> int | None:
        """Rows under the header, without blank ones and notes."""
        return len(self._rows)

    def batches(self, names: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """Batches of the named columns as text."""
        self._remarks = Remarks()
        places = [self.header.index(name) for name in names]
        for start in range(0, len(self._rows), BATCH_ROWS):
            rows = self._rows[start : start + BATCH_ROWS]
            numbers = [number for number, _ in rows]
            columns = [
                texts([self._cell(row[place]) for _, row in rows], numbers, self._remarks) for place in places
            ]
            yield pa.RecordBatch.from_arrays(columns, names=list(names))

    def _table(self, rows: list[Row]) -> list[Row]:
        """Rows of the table: those without a cell filled are left out, and notes at the end."""
        filled = [row for row in rows if any(row[1])]
        while filled and is_note(filled[-1][1], len(self.header)):
            self._opening.add(NOTES, filled.pop()[0])
        last = filled[-1][0] if filled else 0
        for number, cells in rows:
            if number < last and not any(cells):
                self._opening.add(BLANK_ROWS, number)
        return filled

    def _cell(self, text: str) -> str | None:
        return None if text in self._nulls else text


def _text(cell: object) -> str:
    """A cell as the text a reader sees: whole numbers without a decimal point, days and moments in ISO."""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < _EXACT:
        return str(int(cell))
    return str(cell).strip()


def _sheet(path: Path, file: str, file_format: Workbook) -> list[list[Any]]:
    """Cells of the sheet; of several that match, a hidden one only where no other does."""
    # By what is in it: names of files say little.
    with path.open("rb") as content, CalamineWorkbook.from_filelike(content) as book:
        found = [
            sheet
            for sheet in book.sheets_metadata
            if re.fullmatch(file_format.sheet, sheet.name.strip(), re.IGNORECASE)
        ]
        if not found:
            raise NotTheFile(f"{file}: no sheet like {file_format.sheet!r} among {book.sheet_names}.")
        shown = [sheet for sheet in found if sheet.visible == SheetVisibleEnum.Visible]
        sheet = book.get_sheet_by_name((shown or found)[0].name)
        if (cells := sheet.total_height * sheet.total_width) > file_format.bounds.cells:
            raise too_large(file, f"cells in sheet {sheet.name}", cells, file_format.bounds, "cells")
        return sheet.to_python(skip_empty_area=False)


@contextmanager
def _unpacked(path: Path, file_format: Workbook) -> Iterator[Path]:
    """The workbook by itself, out of the zip that may be around it."""
    if not file_format.member:
        yield path
        return
    with (
        open_member(path, file_format.member, file_format.bounds) as member,
        tempfile.NamedTemporaryFile() as beside,
    ):
        shutil.copyfileobj(member, beside)
        beside.flush()
        yield Path(beside.name)


def _header_row(rows: list[list[Any]], wanted: set[str]) -> int | None:
    for number, row in enumerate(rows[:_HEADER_WITHIN]):
        if wanted <= {same(str(cell)) for cell in row}:
            return number
    return None
