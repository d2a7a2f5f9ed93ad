"""Streams of Arrow record batches, columns by name, memory flat whatever the size of the file."""

from pathlib import Path

from ingestion.declaration import Csv, Format, GeoJson, Parquet
from ingestion.readers.base import Reader
from ingestion.readers.delimited import CsvReader
from ingestion.readers.geojson import GeoJsonReader
from ingestion.readers.parquet import ParquetReader
from ingestion.readers.workbook import WorkbookReader


def open_reader(path: Path, file_format: Format, wanted: tuple[str, ...] = ()) -> Reader:
    """A reader of the file; raises NotTheFile or Incomplete when it is not what was declared.

    `wanted` are the headers by which a workbook's header row is recognised.
    """
    if isinstance(file_format, Parquet):
        return ParquetReader(path)
    if isinstance(file_format, Csv):
        return CsvReader(path, file_format)
    if isinstance(file_format, GeoJson):
        return GeoJsonReader(path, file_format)
    return WorkbookReader(path, file_format, wanted)


__all__ = ["Reader", "open_reader"]
