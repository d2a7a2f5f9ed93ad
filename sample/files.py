"""What a publisher's file is, and how to write one byte for byte the same twice."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from openpyxl import Workbook

FIXED_TIME = (2026, 1, 1, 0, 0, 0)
XLSX_TIME = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


class MirrorFile(NamedTuple):
    """A file of the mirror: `write(path)` makes it; `is_simulated` once one value in it is not real."""

    url: str
    last_modified: date
    is_simulated: bool
    write: Callable[[Path], None]

    @property
    def path(self) -> Path:
        """`<host>/<path>` below the mirror."""
        return Path(self.url.removeprefix("https://"))


def content(make: Callable[[], bytes]) -> Callable[[Path], None]:
    """Writer of a file small enough to be made in memory."""

    def write(path: Path) -> None:
        path.write_bytes(make())

    return write


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


def zip_bytes(members: Mapping[str, bytes]) -> bytes:
    """Zip whose bytes depend on the members only."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, member in members.items():
            archive.writestr(member_info(name), member)
    return buffer.getvalue()


def member_info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, FIXED_TIME)
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


def xlsx_bytes(sheet: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """One-sheet workbook, without the times of writing that openpyxl leaves in it."""
    book = Workbook(write_only=True)
    page = book.create_sheet(sheet)
    page.append(header)
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
