"""A reader behind the border: what a file makes libraries raise leaves as the loader's own error, with the row it was at."""

from collections.abc import Iterator, Mapping, Sequence

import pyarrow as pa

from ingestion.border import border
from ingestion.bounds import Bounds
from ingestion.readers.base import Reader, Remark
from ingestion.readers.bounds import check_cells


class Bordered:
    """A reader whose batches raise nothing but the loader's errors, and hold no cell over its bound."""

    def __init__(self, reader: Reader, file: str, bounds: Bounds) -> None:
        self._reader, self._file, self._bounds = reader, file, bounds
        self.header = reader.header

    @property
    def nested(self) -> Mapping[str, str]:
        """As the reader says."""
        return self._reader.nested

    @property
    def remarks(self) -> list[Remark]:
        """As the reader says."""
        return self._reader.remarks

    @property
    def expected_rows(self) -> int | None:
        """As the reader says."""
        return self._reader.expected_rows

    def batches(self, names: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """As the reader gives them."""
        batches, rows = iter(self._reader.batches(names)), 0
        while True:
            with border(f"{self._file}, after row {rows}" if rows else self._file, reads=True):
                batch = next(batches, None)
            if batch is None:
                return
            check_cells(self._file, batch, rows + 1, self._bounds)
            rows += batch.num_rows
            yield batch
