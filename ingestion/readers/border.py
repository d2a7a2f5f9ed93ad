"""The border that no exception of a library crosses: what a file can cause becomes the loader's own error."""

import errno
import gzip
import lzma
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import pyarrow as pa

from ingestion.errors import Incomplete, IngestionError, Unreadable
from ingestion.readers.base import Reader, Remark

_DAMAGE = (zipfile.BadZipFile, gzip.BadGzipFile, zlib.error, lzma.LZMAError, EOFError)
_OF_THE_FILE = (None, errno.EINVAL)  # an offset in it that is none; other numbers are the system's
_PANIC = "PanicException"  # Rust's, of calamine: outside of Exception, and importable from nowhere


@contextmanager
def border(file: str) -> Iterator[None]:
    """Raise Incomplete or Unreadable, naming the file, in place of anything that reading it raised.

    What the file did not cause passes: no memory, a disk that fails, an interruption.
    """
    try:
        yield
    except (IngestionError, MemoryError):
        raise
    except _DAMAGE as error:
        raise Incomplete(f"{file}: damaged or cut short ({_reason(error)}). Fetch it again.") from error
    except OSError as error:
        if error.errno not in _OF_THE_FILE:
            raise
        raise Incomplete(f"{file}: damaged or cut short ({_reason(error)}). Fetch it again.") from error
    except BaseException as error:
        if not isinstance(error, Exception) and type(error).__name__ != _PANIC:
            raise
        raise Unreadable(
            f"{file}: cannot be read as what it is declared to be ({_reason(error)}). Open it by hand: the publisher "
            "changed its form, or it was damaged on the way."
        ) from error


def _reason(error: BaseException) -> str:
    """Kind and first line of what a library said."""
    return f"{type(error).__name__}: {str(error).partition(chr(10))[0][:300]}"


class Bordered:
    """A reader whose batches raise nothing but the loader's errors."""

    def __init__(self, reader: Reader, file: str) -> None:
        self._reader, self._file = reader, file
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
        with border(self._file):
            yield from self._reader.batches(names)
