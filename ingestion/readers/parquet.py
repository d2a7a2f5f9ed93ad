"""Apache Parquet, one row group's pages at a time."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pyarrow.types as pt

from ingestion.declaration import Parquet
from ingestion.errors import Incomplete, Unreadable
from ingestion.readers.base import BATCH_ROWS, Remark, Remarks, refuse_html
from ingestion.readers.bounds import too_large
from ingestion.readers.footer import Chunk, chunks
from ingestion.readers.text import has_nul, without_nul
from ingestion.said import reason

_PLAIN = Parquet()
_ADVICE = "Fetch it again; when the publisher's own copy is damaged, wait for the next one."
_OTHER_TEXTS = (pt.is_large_string, pt.is_string_view, pt.is_binary, pt.is_large_binary, pt.is_binary_view)
_TEXTS = (pt.is_string, pt.is_large_string, pt.is_binary, pt.is_large_binary)
_FEW = 8  # bytes a row: less than most texts that differ from row to row take
_SINGLE = (
    *(pt.is_string, pt.is_integer, pt.is_floating, pt.is_decimal, pt.is_boolean, pt.is_null),
    *(pt.is_date, pt.is_timestamp, pt.is_time, *_OTHER_TEXTS),
)


class ParquetReader:
    """Reads only the named columns, through a small buffer."""

    def __init__(self, path: Path, file_format: Parquet = _PLAIN) -> None:
        refuse_html(path)
        self._bounds = file_format.bounds
        self._path = path
        self._remarks = Remarks()
        try:
            self._file = self._opened([])
        except (pa.ArrowInvalid, OSError) as error:
            raise Incomplete(
                f"{path.name}: the Parquet footer cannot be read ({reason(error)}). {_ADVICE}"
            ) from error
        self.header = self._file.schema_arrow.names
        self._chunks = chunks(path)
        self._refuse_large(self._file.metadata.num_rows)

    @property
    def nested(self) -> Mapping[str, str]:
        """Structs, maps, lists of them, and what else holds no single value or list of texts."""
        return {field.name: str(field.type) for field in self._file.schema_arrow if not _is_read(field.type)}

    @property
    def remarks(self) -> list[Remark]:
        """Texts with NUL."""
        return self._remarks.told()

    @property
    def expected_rows(self) -> int | None:
        """Rows according to the footer."""
        return int(self._file.metadata.num_rows)

    def batches(self, names: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """Batches of the named columns, in the file's types; every text as a plain one."""
        self._remarks = Remarks()
        row, wanted = 1, list(dict.fromkeys(names))
        shared = [name for name in wanted if self._is_shared(name)]
        try:
            self._refuse_long_entries([name for name in wanted if name not in shared])
            for batch in self._opened(shared).iter_batches(BATCH_ROWS, columns=wanted, use_threads=False):
                columns = [self._plain(batch.column(name), name, row) for name in names]
                yield pa.RecordBatch.from_arrays(columns, names=list(names))
                row += batch.num_rows
        except (pa.ArrowInvalid, OSError) as error:
            raise Incomplete(
                f"{self._path.name}: a page cannot be read ({reason(error)}). {_ADVICE}"
            ) from error

    def _opened(self, shared: list[str]) -> pq.ParquetFile:
        """The file; texts of these columns come as numbers of entries that rows share, as they are stored."""
        # INT96 read as nanoseconds wraps round by centuries, without a word.
        return pq.ParquetFile(
            self._path,
            buffer_size=1 << 20,
            pre_buffer=False,
            coerce_int96_timestamp_unit="us",
            read_dictionary=shared,
        )

    def _shared(self, name: str) -> list[Chunk]:
        """A text column's stretches of which rows share entries; none of another column."""
        place = self._file.schema_arrow.get_field_index(name)
        if place < 0 or not any(test(self._file.schema_arrow.field(place).type) for test in _TEXTS):
            return []
        return [chunk for chunk in self._chunks if chunk.column == name and chunk.is_shared]

    def _is_shared(self, name: str) -> bool:
        """Whether reading a column as shared entries costs no more than as texts: few entries serve many rows."""
        shared = self._shared(name)
        return bool(shared) and all(chunk.unpacked < _FEW * chunk.values for chunk in shared)

    def _refuse_long_entries(self, names: list[str]) -> None:
        """Raise TooLarge where an entry is so long that a batch of rows that share it may not be held.

        Of columns that are not read as shared entries; of each row group the first row brings its entries.
        """
        for name in names:
            for chunk in self._shared(name):
                if chunk.unpacked * BATCH_ROWS <= self._bounds.unpacked:
                    continue
                opened = self._opened([name])
                found = opened.iter_batches(1, row_groups=[chunk.group], columns=[name], use_threads=False)
                for array in (batch.column(0) for batch in found):
                    if pt.is_dictionary(array.type):
                        self._check_held(array.dictionary, BATCH_ROWS, name, f"row group {chunk.group + 1}")
                    break

    def _check_held(self, entries: pa.Array, rows: int, name: str, where: str) -> None:
        longest = pc.max(pc.binary_length(entries)).as_py() or 0
        if longest * rows > self._bounds.unpacked:
            what = f"{self._path.name}, {where}, column {name}"
            told = "bytes of texts that rows share"
            raise too_large(what, told, longest * rows, self._bounds, "unpacked")

    def _refuse_large(self, rows: int) -> None:
        """Raise TooLarge for what the footer tells that is over a bound: pages are unpacked whole, lists held whole."""
        if rows > self._bounds.rows:
            raise too_large(self._path.name, "rows", rows, self._bounds, "rows")
        for chunk in self._chunks:
            where = f"{self._path.name}, row group {chunk.group + 1}, column {chunk.column}"
            if chunk.unpacked > self._bounds.unpacked:
                raise too_large(where, "bytes unpacked", chunk.unpacked, self._bounds, "unpacked")
            if chunk.values > max(self._bounds.cells, 10 * chunk.rows):
                raise too_large(where, "values in its lists", chunk.values, self._bounds, "cells")

    def _plain(self, array: pa.Array, name: str, row: int) -> pa.Array:
        """Texts in whatever encoding as strings that a database holds; half floats as floats."""
        if isinstance(array.type, pa.BaseExtensionType):
            array = array.storage
        if pt.is_dictionary(array.type):
            if any(test(array.type.value_type) for test in _TEXTS):
                self._check_held(array.dictionary, len(array), name, f"rows from {row} on")
            array = array.dictionary_decode()
        try:
            if any(test(array.type) for test in _OTHER_TEXTS):
                array = array.cast(pa.string())
            array.validate(full=True)
        except pa.ArrowInvalid as error:
            raise Unreadable(
                f"{self._path.name}: column {name}, rows {row} to {row + len(array) - 1}: not UTF-8 ({reason(error)}). "
                "Ask the publisher for text."
            ) from error
        if pt.is_float16(array.type):
            return array.cast(pa.float64())
        if pt.is_list(array.type) and pt.is_string(array.type.value_type) and has_nul(array.values):
            raise Unreadable(f"{self._path.name}: column {name}: NUL in a list of texts, rows from {row} on.")
        return without_nul(array, row, self._remarks) if pt.is_string(array.type) else array


def _is_read(found: pa.DataType) -> bool:
    """Whether a cell of this type is one value, or a list of texts or numbers, which are joined."""
    if isinstance(found, pa.BaseExtensionType):
        return _is_read(found.storage_type)
    if pt.is_dictionary(found) or pt.is_list(found):
        found = found.value_type
    return any(test(found) for test in _SINGLE)
