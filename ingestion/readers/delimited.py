"""Delimited text, possibly zipped: separator and encoding are found, cells stay text."""

import codecs
import csv
import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import IO, cast

import pyarrow as pa
import pyarrow.csv as pa_csv

from ingestion.declaration import Csv
from ingestion.errors import Incomplete, Unreadable
from ingestion.readers.archive import member_of
from ingestion.readers.base import refuse_html

_BLOCK = 4 << 20
_SNIFFED = 8 << 20
_GZIP = b"\x1f\x8b"


class CsvReader:
    """Reads a CSV, or the member of a zip that the format names, as text columns."""

    def __init__(self, path: Path, file_format: Csv) -> None:
        refuse_html(path)
        self._path = path
        self._format = file_format
        self._member = member_of(path, file_format.member) if file_format.member else None
        with closing(self._open()) as stream:
            self._encoding = self._sniff_encoding(stream)
        with closing(self._open()) as stream:
            self._separator, first = self._sniff_header(stream)
        self.header = list(file_format.header) or first

    @property
    def expected_rows(self) -> int | None:
        """A CSV does not say."""
        return None

    def batches(self, names: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """Batches of the named columns as text; declared null markers are null."""
        read = pa_csv.ReadOptions(
            block_size=_BLOCK, encoding=self._encoding, column_names=list(self._format.header) or None
        )
        parse = pa_csv.ParseOptions(
            delimiter=self._separator, newlines_in_values=True, escape_char=self._format.escape or False
        )
        convert = pa_csv.ConvertOptions(
            column_types={name: pa.string() for name in names},
            include_columns=list(names),
            strings_can_be_null=True,
            null_values=list(self._format.null_values),
        )
        try:
            with closing(self._open()) as stream, pa_csv.open_csv(stream, read, parse, convert) as opened:
                yield from opened
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
            raise Incomplete(f"{self._name}: damaged or cut short ({error}). Fetch it again.") from error
        except (pa.ArrowInvalid, UnicodeError) as error:
            raise Unreadable(
                f"{self._name}: a row cannot be read with separator {self._separator!r}, encoding "
                f"{self._encoding} and {len(self.header)} columns: {error}. A row with fewer columns at the "
                "end of the file means that it was cut short: fetch it again."
            ) from error

    @property
    def _name(self) -> str:
        return f"{self._path.name}/{self._member}" if self._member else self._path.name

    def _open(self) -> IO[bytes]:
        if self._member:
            return zipfile.ZipFile(self._path).open(self._member)
        with self._path.open("rb") as handle:
            is_gzip = handle.read(2) == _GZIP
        return cast("IO[bytes]", gzip.open(self._path)) if is_gzip else self._path.open("rb")

    def _sniff_encoding(self, stream: IO[bytes]) -> str:
        """UTF-8 when the first megabytes are, else Windows-1252, which holds Latin-1's letters."""
        try:
            start = stream.read(_SNIFFED)
        except (zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise Incomplete(f"{self._name}: damaged or cut short ({error}). Fetch it again.") from error
        if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\x00" in start[:4096]:
            raise Unreadable(
                f"{self._name}: encoded in UTF-16 or not text at all; UTF-8 or Latin-1 expected."
            )
        try:
            codecs.getincrementaldecoder("utf-8")().decode(start)
        except UnicodeDecodeError:
            return "cp1252"
        return "utf8"

    def _sniff_header(self, stream: IO[bytes]) -> tuple[str, list[str]]:
        """Separator that occurs most in the header line, and the column names."""
        text = io.TextIOWrapper(
            stream,
            encoding="utf-8-sig" if self._encoding == "utf8" else "cp1252",
            errors="replace",
            newline="",
        )
        line = text.readline(1 << 20)
        separator = max(self._format.separators, key=line.count)
        return separator, next(csv.reader(io.StringIO(line), delimiter=separator), [])
