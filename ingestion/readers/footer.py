"""What a Parquet file's footer tells of its columns, read here: of a damaged footer pyarrow's own look at a column ends the process.

Thrift's compact protocol, as far as footers use it: structures as dictionaries by the number of the field.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from ingestion.errors import Incomplete, TooLarge

_MAGIC = b"PAR1"
_END = 8  # the footer's length and the magic
_MOST = 64_000_000  # bytes; the nation's largest file has three million
_DEEPEST = 20
_SHARED = {2, 8}  # encodings whose pages number the entries of a dictionary


class Chunk(NamedTuple):
    """A column of a row group (`group` from 0, of `rows` rows): values told, lists' own counted, and bytes unpacked."""

    group: int
    rows: int
    column: str
    values: int
    unpacked: int
    is_shared: bool


def chunks(path: Path) -> list[Chunk]:
    """Every column of every row group. Raises Incomplete for what is no footer, TooLarge for one too long."""
    footer = _footer(path)
    try:
        told = _struct(_Bytes(footer), 0)
        return list(_chunks(told))
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise Incomplete(
            f"{path.name}: the Parquet footer cannot be read (damaged). Fetch it again."
        ) from error


def _footer(path: Path) -> bytes:
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(size - _END, 0))
        end = file.read()
        length = int.from_bytes(end[:4], "little")
        if end[4:] != _MAGIC or length + _END > size:
            raise Incomplete(f"{path.name}: the Parquet footer cannot be read (cut short). Fetch it again.")
        if length > _MOST:
            raise TooLarge(
                f"{path.name}: a footer of {length:,} bytes, {_MOST:,} at most expected. Nothing of it was loaded."
            )
        file.seek(size - _END - length)
        return file.read(length)


def _chunks(told: dict[int, Any]) -> Iterator[Chunk]:
    for number, group in enumerate(told[4]):
        for column in group[1]:
            meta = column[3]
            name = b".".join(meta[3]).decode("utf-8", "replace")
            is_shared = 11 in meta or not _SHARED.isdisjoint(meta[2])
            yield Chunk(number, group[3], name, meta[5], meta[6], is_shared)


class _Bytes:
    """Bytes read one after another."""

    def __init__(self, body: bytes) -> None:
        self._body, self._at = body, 0

    def one(self) -> int:
        """The next byte."""
        self._at += 1
        return self._body[self._at - 1]

    def some(self, count: int) -> bytes:
        """The next ones. Raises LookupError where there are not so many."""
        self._at += count
        if self._at > len(self._body):
            raise IndexError("the footer ends early")
        return self._body[self._at - count : self._at]

    def unsigned(self) -> int:
        """A number of as many bytes as it takes."""
        number = shift = 0
        while True:
            byte = self.one()
            number |= (byte & 0x7F) << shift
            if byte < 0x80:
                return number
            shift += 7
            if shift > 70:
                raise ValueError("a number without end")

    def signed(self) -> int:
        """The same, of either sign."""
        number = self.unsigned()
        return (number >> 1) ^ -(number & 1)


def _struct(body: _Bytes, depth: int) -> dict[int, Any]:
    if depth > _DEEPEST:
        raise ValueError("structures too deep")
    found: dict[int, Any] = {}
    field = 0
    while head := body.one():
        field = field + (head >> 4) if head >> 4 else body.signed()
        found[field] = _value(body, head & 0x0F, depth, in_list=False)
    return found


def _value(body: _Bytes, kind: int, depth: int, in_list: bool) -> Any:
    if kind in (1, 2):  # a field's kind is its truth, a list holds a byte for each
        return body.one() == 1 if in_list else kind == 1
    if kind in (9, 10):
        return _list(body, depth)
    return _struct(body, depth + 1) if kind == 12 else _PLAIN[kind](body)


def _list(body: _Bytes, depth: int) -> list[Any]:
    head = body.one()
    count = head >> 4 if head >> 4 < 15 else body.unsigned()
    return [_value(body, head & 0x0F, depth, in_list=True) for _ in range(count)]


_PLAIN: dict[int, Callable[[_Bytes], Any]] = {
    3: _Bytes.one,
    **dict.fromkeys((4, 5, 6), _Bytes.signed),
    7: lambda body: body.some(8),  # a number of eight bytes, which nothing here asks for
    8: lambda body: body.some(body.unsigned()),
}
