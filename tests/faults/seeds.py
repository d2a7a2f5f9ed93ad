"""A small valid file of each kind that each source publishes, out of the simulated publishers' mirror."""

import gzip
import io
import itertools
import json
import re
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq

from ingestion import mirror_layout
from ingestion.declaration import Csv, Format, GeoJson, GeoPackage, Parquet, Resource, Workbook
from ingestion.registry import sources

ROWS = 25
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True)
class Seed:
    """What a publisher sends, cut to a few rows and taken out of what it is packed in: `packing` is "", "gzip" or a zip's member."""

    resource: Resource
    format: Format
    body: bytes
    packing: str = ""

    def packed(self, body: bytes) -> bytes:
        """Another body in the same packing."""
        if self.packing == "gzip":
            return gzip.compress(body, 1)
        return zip_of(self.packing, body) if self.packing else body


def zip_of(member: str, body: bytes) -> bytes:
    """A zip of one member."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(member, body)
    return out.getvalue()


def seeds(mirror: Path) -> list[Seed]:
    """One for each resource and format of which the mirror holds a file."""
    return list(_seeds(mirror))


def _seeds(mirror: Path) -> Iterator[Seed]:
    for resource in (resource for source in sources() for resource in source.resources):
        seen: set[type] = set()
        for file in (*resource.declared_files(date(2026, 10, 1)), *resource.fallbacks):
            path = mirror_layout.find(mirror, file.url)
            if path is not None and type(file.format) not in seen:
                seen.add(type(file.format))
                yield _seed(resource, file.format, path)


def _seed(resource: Resource, file_format: Format, path: Path) -> Seed:
    body, packing = path.read_bytes(), ""
    if member := getattr(file_format, "member", None):
        with zipfile.ZipFile(path) as archive:
            packing = next(
                one for one in archive.namelist() if re.fullmatch(member, Path(one).name, re.IGNORECASE)
            )
            body = archive.read(packing)
    elif body.startswith(_GZIP):
        body, packing = gzip.decompress(body), "gzip"
    cut = {Csv: _lines, GeoJson: _features, Parquet: _rows, Workbook: _sheet, GeoPackage: _layer}[
        type(file_format)
    ]
    return Seed(resource, file_format, cut(body, file_format), packing)


def _lines(body: bytes, _: Format) -> bytes:
    return b"".join(itertools.islice(io.BytesIO(body), ROWS))


def _features(body: bytes, _: Format) -> bytes:
    found = json.loads(body)
    return json.dumps({**found, "features": found["features"][: ROWS // 2]}).encode()


def _rows(body: bytes, _: Format) -> bytes:
    out = io.BytesIO()
    pq.write_table(pq.read_table(io.BytesIO(body)).slice(0, ROWS), out)
    return out.getvalue()


def _sheet(body: bytes, file_format: Format) -> bytes:
    assert isinstance(file_format, Workbook)
    book = openpyxl.load_workbook(io.BytesIO(body))
    for sheet in book.worksheets:
        if re.fullmatch(file_format.sheet, sheet.title.strip(), re.IGNORECASE):
            sheet.delete_rows(ROWS + 10, sheet.max_row)
        else:
            sheet.delete_rows(10, sheet.max_row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _layer(body: bytes, _: Format) -> bytes:
    with tempfile.NamedTemporaryFile(suffix=".gpkg") as file:
        file.write(body)
        file.flush()
        with closing(sqlite3.connect(file.name)) as package:
            layers = [
                name
                for (name,) in package.execute(
                    "select table_name from gpkg_contents where data_type = 'features'"
                )
            ]
            for layer in layers:
                package.execute(
                    f'delete from "{layer}" where rowid not in (select rowid from "{layer}" limit {ROWS})'
                )
            package.commit()
            package.execute("vacuum")
        return Path(file.name).read_bytes()
