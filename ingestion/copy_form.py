"""How batches are written for COPY: PostgreSQL's binary form, or CSV where a type has no binary of its own."""

from collections.abc import Iterator

import pgpq
import pyarrow as pa
import pyarrow.csv as pa_csv

from ingestion.declaration import Column, Kind

_PIECE = 256 << 10
# `numeric` has no Arrow type that pgpq writes; a year is a narrower integer than Arrow's.
_NOT_BINARY = {Kind.NUMBER, Kind.YEAR}
_TYPES = {
    Kind.INTEGER: pa.int64(),
    Kind.DATE: pa.date32(),
    Kind.TIMESTAMP: pa.timestamp("us"),
    Kind.BOOLEAN: pa.bool_(),
    Kind.PRESENCE: pa.bool_(),
}


class CsvForm:
    """CSV: nulls bare, text quoted."""

    option = "format csv"

    def pieces(self, batch: pa.RecordBatch) -> Iterator[memoryview]:
        """The batch in pieces that a connection sends without growing its own buffer."""
        sink = pa.BufferOutputStream()
        pa_csv.write_csv(batch, sink, pa_csv.WriteOptions(include_header=False))
        yield from _cut(sink.getvalue())

    def end(self) -> bytes:
        """Nothing closes a CSV."""
        return b""


class BinaryForm:
    """PostgreSQL's binary form, which the server reads without parsing."""

    option = "format binary"

    def __init__(self, columns: list[Column]) -> None:
        self._schema = pa.schema([(column.name, _TYPES.get(column.kind, pa.string())) for column in columns])
        self._encoder = pgpq.ArrowToPostgresBinaryEncoder(self._schema)
        self._start = self._encoder.write_header()

    def pieces(self, batch: pa.RecordBatch) -> Iterator[memoryview]:
        """The batch in pieces, the header before the first."""
        start, self._start = self._start, b""
        yield from _cut(start + self._encoder.write_batch(batch.cast(self._schema)))

    def end(self) -> bytes:
        """What closes the stream, with the header when there was no batch."""
        return self._start + self._encoder.finish()


Form = CsvForm | BinaryForm


def form(columns: list[Column], is_wide: bool) -> Form:
    """A new writer for one stream of a file with these columns."""
    if is_wide or any(column.kind in _NOT_BINARY for column in columns):
        return CsvForm()
    return BinaryForm(columns)


def _cut(whole: bytes | pa.Buffer) -> Iterator[memoryview]:
    view = memoryview(whole)
    for start in range(0, len(view), _PIECE):
        yield view[start : start + _PIECE]
