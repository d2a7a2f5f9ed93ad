"""What a file may take at most (ADR 29): compared while it is read, and told before memory goes."""

import gzip
import io
import math
from pathlib import Path
from typing import IO, Any, cast

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.types as pt

from ingestion.bounds import Bounds
from ingestion.errors import TooLarge

_GZIP = b"\x1f\x8b"
_PIECE = 1 << 20
_LEAST_PACKED = 10_000  # bytes; below, a ratio says nothing


def too_large(file: str, what: str, found: float, bounds: Bounds, name: str) -> TooLarge:
    """The error for what is over the bound of that name; `found` is how much there is, or was when reading stopped."""
    return TooLarge(
        f"{file}: {what}: {math.ceil(found):,} found, {getattr(bounds, name):,} at most expected. Nothing of it was loaded. Open it by hand; "
        f"when the publisher's file is rightly so large, raise `{name}` in the bounds of its format (ingestion/sources/)."
    )


def check_unpacked(file: str, size: int, packed: int, bounds: Bounds) -> None:
    """Raise TooLarge for what unpacks to more than it may, or to more than text can."""
    if size > bounds.unpacked:
        raise too_large(file, "bytes unpacked", size, bounds, "unpacked")
    if size > bounds.ratio * max(packed, _LEAST_PACKED):
        raise too_large(
            file, "bytes unpacked for one packed", size / max(packed, _LEAST_PACKED), bounds, "ratio"
        )


def check_columns(file: str, header: list[str], bounds: Bounds) -> None:
    """Raise TooLarge for a table with more columns, or longer names of them, than it may have."""
    if len(header) > bounds.columns:
        raise too_large(file, "columns", len(header), bounds, "columns")
    if (size := sum(map(len, header))) > bounds.header:
        raise too_large(file, "characters of its header", size, bounds, "header")


def check_cells(file: str, batch: pa.RecordBatch, first_row: int, bounds: Bounds) -> None:
    """Raise TooLarge, with the row, for a text longer than a cell may be; one look at a batch that holds little."""
    for name, array in zip(batch.schema.names, batch.columns, strict=True):
        if not pt.is_string(array.type) or array.nbytes <= bounds.cell:
            continue
        lengths = pc.fill_null(pc.binary_length(array), 0)
        longest = pc.max(lengths)
        if longest.as_py() > bounds.cell:
            row = first_row + pc.index(lengths, longest).as_py()
            raise too_large(
                f"{file}, row {row}, column {name}", "bytes in a cell", longest.as_py(), bounds, "cell"
            )


def unpacked(path: Path, bounds: Bounds) -> IO[bytes]:
    """The file opened, unpacked where it is a gzip; reading more than it may unpack to raises TooLarge."""
    with path.open("rb") as handle:
        is_gzip = handle.read(2) == _GZIP
    if not is_gzip:
        return path.open("rb")
    packed = cast("IO[bytes]", gzip.open(path))  # noqa: SIM115 (closed with what is made of it)
    return io.BufferedReader(Unpacking(packed, path.name, path.stat().st_size, bounds), _PIECE)


class Unpacking(io.RawIOBase):
    """A stream that is unpacked while it is read; raises TooLarge once more came than may."""

    def __init__(self, stream: IO[bytes], file: str, packed: int, bounds: Bounds) -> None:
        super().__init__()
        self._stream, self._file, self._packed, self._bounds = stream, file, packed, bounds
        self._came = 0

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Any) -> int:
        """As of any stream."""
        piece = self._stream.read(len(buffer))
        self._came += len(piece)
        check_unpacked(self._file, self._came, self._packed, self._bounds)
        buffer[: len(piece)] = piece
        return len(piece)

    def close(self) -> None:
        """Closes what it reads from as well."""
        self._stream.close()
        super().close()
