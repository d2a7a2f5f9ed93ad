"""Wide files become long: a year in a column's name becomes a row of its own."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from ingestion.contract import Contract, Found, Keys
from ingestion.declaration import Column, Kind


@dataclass(frozen=True)
class Shape:
    """How rows of the file become rows of the table.

    `plain` columns are repeated in every row; each of `wide` gives, for one set of keys (a year, say), the
    table's columns that the file holds for it. A file without wide columns keeps its shape.
    """

    plain: tuple[Found, ...]
    wide: dict[Keys, dict[str, str]]
    values: tuple[Column, ...]

    @classmethod
    def of(cls, contract: Contract) -> "Shape":
        """The shape of a file whose header met the declaration."""
        wide: dict[Keys, dict[str, str]] = defaultdict(dict)
        for matched in contract.found:
            if matched.column.is_wide:
                wide[matched.keys][matched.column.name] = matched.header
        values = {matched.column.name: matched.column for matched in contract.found if matched.column.is_wide}
        return cls(
            tuple(f for f in contract.found if not f.column.is_wide), dict(wide), tuple(values.values())
        )

    @property
    def names(self) -> list[str]:
        """Columns of the table, in the order of the parts."""
        keys = [name for name, _ in next(iter(self.wide), ())]
        return (
            [matched.column.name for matched in self.plain] + keys + [column.name for column in self.values]
        )

    def parts(self, batch: pa.RecordBatch) -> Iterator[pa.RecordBatch]:
        """The batch in the table's shape; rows of a wide file without any value are left out."""
        plain = [batch.column(matched.header) for matched in self.plain]
        if not self.wide:
            yield pa.RecordBatch.from_arrays(plain, names=self.names)
            return
        for keys, headers in self.wide.items():
            key_values = [pa.repeat(_year(text), batch.num_rows) for _, text in keys]
            values = [self._value(batch, headers, column) for column in self.values]
            part = pa.RecordBatch.from_arrays([*plain, *key_values, *values], names=self.names)
            yield part.filter(reduce(pc.or_, (pc.is_valid(value) for value in values)))

    def _value(self, batch: pa.RecordBatch, headers: dict[str, str], column: Column) -> pa.Array:
        if column.name in headers:
            return batch.column(headers[column.name])
        return pa.nulls(batch.num_rows, _EMPTY.get(column.kind, pa.string()))


def _year(text: str) -> str:
    """Two digits are a year between 1950 and 2049; anything else stays."""
    if len(text) != 2 or not text.isdigit():
        return text
    return f"20{text}" if text < "50" else f"19{text}"


_EMPTY = {Kind.INTEGER: pa.int64(), Kind.NUMBER: pa.float64()}
