"""Apache Parquet, one row group's pages at a time."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from ingestion.errors import Incomplete
from ingestion.readers.base import BATCH_ROWS, refuse_html

_ADVICE = "Fetch it again; when the publisher's own copy is damaged, wait for the next one."


class ParquetReader:
    """Reads only the named columns, through a small buffer."""

    def __init__(self, path: Path) -> None:
        refuse_html(path)
        self._path = path
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
    def expected_rows(self) -> int | None:
        """Rows according to the footer."""
        return int(self._file.metadata.num_rows)

    def batches(self, names: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """Batches of the named columns, in the file's types."""
        try:
            yield from self._file.iter_batches(BATCH_ROWS, columns=list(names), use_threads=False)
        except (pa.ArrowInvalid, OSError) as error:
            raise Incomplete(f"{self._path.name}: a page cannot be read ({error}). {_ADVICE}") from error
