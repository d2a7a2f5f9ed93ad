"""Melodi files as INSEE writes them: quoted, `;`, data beside metadata in one zip."""

import io
import zipfile

from ingestion.registry import find


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
