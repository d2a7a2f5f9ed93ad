"""Streams of Arrow record batches, columns by name, memory flat whatever the size of the file."""

from pathlib import Path

from ingestion.border import border
from ingestion.declaration import Csv, Format, GeoJson, GeoPackage, Parquet
from ingestion.readers.base import Reader, Remark
from ingestion.readers.bordered import Bordered
from ingestion.readers.bounds import check_columns, too_large
from ingestion.readers.delimited import CsvReader
from ingestion.readers.geojson import GeoJsonReader
from ingestion.readers.geopackage import GeoPackageReader
from ingestion.readers.parquet import ParquetReader
from ingestion.readers.workbook import WorkbookReader


def open_reader(path: Path, file_format: Format, wanted: tuple[str, ...] = ()) -> Reader:
    """A reader of the file; raises only IngestionError where the file is not what was declared.

    `wanted` are the headers by which a workbook's header row and a CSV's separator are recognised.
    """
    bounds = file_format.bounds
    with border(path.name, reads=True):
        if (size := path.stat().st_size) > bounds.file:
            raise too_large(path.name, "bytes", size, bounds, "file")
        reader = _reader(path, file_format, wanted)
        check_columns(path.name, reader.header, bounds)
        return Bordered(reader, path.name, bounds)


def _reader(path: Path, file_format: Format, wanted: tuple[str, ...]) -> Reader:
    if isinstance(file_format, Parquet):
        return ParquetReader(path, file_format)
    if isinstance(file_format, Csv):
        return CsvReader(path, file_format, wanted)
    if isinstance(file_format, GeoJson):
        return GeoJsonReader(path, file_format)
    if isinstance(file_format, GeoPackage):
        return GeoPackageReader(path, file_format)
    return WorkbookReader(path, file_format, wanted)


__all__ = ["Reader", "Remark", "open_reader"]
