"""Melodi files as INSEE writes them: quoted, `;`, data beside metadata in one zip."""

import io
import zipfile

from ingestion.registry import find
from tests.ingestion import excerpts
from tests.ingestion.conftest import Mirror


def melodi_zip(dataset: str, header: str, *rows: str, year: str = "2023") -> bytes:
    """The zip of a data set; `header` and `rows` are `;`-separated, unquoted."""
    lines = [";".join(f'"{cell}"' for cell in row.split(";")) for row in (header, *rows)]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{dataset}_{year}_data.csv", "\n".join(lines) + "\n")
        archive.writestr(f"{dataset}_{year}_metadata.csv", '"COD_VAR";"LIB_VAR";"COD_MOD";"LIB_MOD"\n')
    return out.getvalue()


def address(source: str, resource: str, year: str) -> str:
    """Address of the vintage `year` of a declared resource."""
    files = find(source, resource)[1].files
    return next(file.url for file in files if file.vintage == year)


def assert_melodi(mirror: Mirror, source: str, resource: str, year: str, body: bytes) -> int:
    """Every cell of a publisher's zip stands in its raw table; the rows it holds."""
    declared = find(source, resource)[1]
    published = excerpts.load(mirror, source, resource, address(source, resource, year), body)
    rows = excerpts.cells(body)
    names = {c.name: c.header for c in declared.columns if c.header in rows[0]}
    excerpts.assert_cells(mirror, declared.raw_table, names, rows)
    assert (published["vintage"], published["rows"]) == (year, len(rows))
    return len(rows)
