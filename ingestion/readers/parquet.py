"""Apache Parquet, one row group's pages at a time."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pyarrow.types as pt

from ingestion.errors import Incomplete, Unreadable
from ingestion.readers.base import BATCH_ROWS, Remark, Remarks, refuse_html
from ingestion.readers.text import has_nul, without_nul

_ADVICE = "Fetch it again; when the publisher's own copy is damaged, wait for the next one."
_OTHER_TEXTS = (pt.is_large_string, pt.is_string_view, pt.is_binary, pt.is_large_binary, pt.is_binary_view)
_SINGLE = (
    *(pt.is_string, pt.is_integer, pt.is_floating, pt.is_decimal, pt.is_boolean, pt.is_null),
    *(pt.is_date, pt.is_timestamp, pt.is_time, *_OTHER_TEXTS),
)


class ParquetReader:
    """Reads only the named columns, through a small buffer."""

    def __init__(self, path: Path) -> None:
        refuse_html(path)
        self._path = path
        self._remarks = Remarks()
        try:
            # INT96 read as nanoseconds wraps round by centuries, without a word.
            self._file = pq.ParquetFile(
                path, buffer_size=1 << 20, pre_buffer=False, coerce_int96_timestamp_unit="us"
            )
        except (pa.ArrowInvalid, OSError) as error:
            raise Incomplete(
                f"{path.name}: the Parquet footer cannot be read ({error}). {_ADVICE}"
            ) from error
        self.header = self._file.schema_arrow.names

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
        row = 1
        try:
            for batch in self._file.iter_batches(
                BATCH_ROWS, columns=list(dict.fromkeys(names)), use_threads=False
            ):
                columns = [self._plain(batch.column(name), name, row) for name in names]
                yield pa.RecordBatch.from_arrays(columns, names=list(names))
                row += batch.num_rows
        except (pa.ArrowInvalid, OSError) as error:
            raise Incomplete(f"{self._path.name}: a page cannot be read ({error}). {_ADVICE}") from error

    def _plain(self, array: pa.Array, name: str, row: int) -> pa.Array:
        """Texts in whatever encoding as strings that a database holds; half floats as floats."""
        if isinstance(array.type, pa.BaseExtensionType):
            array = array.storage
        if pt.is_dictionary(array.type):
            array = array.dictionary_decode()
        try:
            if any(test(array.type) for test in _OTHER_TEXTS):
                array = array.cast(pa.string())
            array.validate(full=True)
        except pa.ArrowInvalid as error:
            raise Unreadable(
                f"{self._path.name}: column {name}, rows {row} to {row + len(array) - 1}: not UTF-8 ({error}). "
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
