"""Excerpts of real files, where they are kept beside the project: put at the publishers' addresses, then loaded
through their own suites; and their cells, read by Python's csv."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

from expectations.runner import promise
from tests.ingestion.conftest import Mirror


def excerpt(shared: Path, name: str) -> Path:
    """The excerpt of that name."""
    return shared / "real" / "excerpts" / name


def cells(body: bytes, separator: str = ";") -> list[dict[str, str]]:
    """Rows of a delimited text, or of the one member of a zip."""
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            body = archive.read(archive.namelist()[0])
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline=""), delimiter=separator))


def load(mirror: Mirror, source: str, resource: str, url: str, body: bytes) -> dict:
    """What the load of an excerpt published at `url` says: no row rejected, no column unknown, no promise broken."""
    mirror.put(url, body)
    published = promised(mirror, source, resource)
    assert published["rejected"] == 0
    assert mirror.last().unknown_columns == []
    return published


def promised(mirror: Mirror, source: str, resource: str) -> dict:
    """What the load of the one file of a resource says, its suite's promises kept."""
    (published,) = mirror.walk(source, resource, promise)
    return published


def assert_cells(mirror: Mirror, table: str, names: dict[str, str], rows: Iterable[dict[str, str]]) -> None:
    """Each row of the file, under the raw names of its columns, stands in the raw table, and nothing else.

    A figure in exponents is the same in plain digits.
    """
    expected = sorted(tuple(_plain(row[header] or "") for header in names.values()) for row in rows)
    found = mirror.db.execute(f"select {', '.join(names)} from raw.{table}").fetchall()
    assert sorted(tuple("" if cell is None else str(cell) for cell in row) for row in found) == expected


def _plain(cell: str) -> str:
    return format(Decimal(cell), "f") if re.fullmatch(r"-?[\d.]+[eE][-+]?\d+", cell) else cell
