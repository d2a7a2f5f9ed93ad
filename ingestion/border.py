"""The one border (ADR 29): what a file, a publisher or this machine can cause is the loader's own error beyond it.

The library's own words are kept: their first line in the message, all of them as the error's cause. What none of these can
cause is a bug of ours: it names the file as well, and its traceback is in the log wherever the error ends.
"""

import csv
import errno
import gzip
import logging
import lzma
import sqlite3
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
import requests
from urllib3.exceptions import HTTPError

from ingestion.errors import (
    Incomplete,
    IngestionError,
    MachineFault,
    NoSpace,
    TooLarge,
    Unforeseen,
    Unreachable,
    Unreadable,
)
from ingestion.said import reason
from warehouse.errors import WarehouseError

_log = logging.getLogger(__name__)
_DAMAGE = (zipfile.BadZipFile, gzip.BadGzipFile, zlib.error, lzma.LZMAError, EOFError)
# What libraries raise of what they read; others (a missing name, a wrong type) only code does.
_OF_LIBRARIES = (
    csv.Error, struct.error, sqlite3.Error, ValueError, OverflowError, RecursionError, RuntimeError,
)  # fmt: skip
_NOT_BY_NAME = (
    "PanicException",
    "CalamineError",
    "GEOSException",
)  # importing these takes long, or cannot be done
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_OF_THE_FILE = (None, errno.EINVAL)  # an offset in it that is none; other numbers are the system's


@contextmanager
def border(where: str, reads: bool = False) -> Iterator[None]:
    """Raise an IngestionError that begins with `where`, a file or what is known of the place in it, in place of any other.

    `reads`: whether the block reads the file; what libraries refuse there is the file's fault, elsewhere a bug. What the
    database says of itself passes, and so do errors of settings and interruptions.
    """
    try:
        yield
    except BaseException as error:
        ours = _ours(where, error, reads)
        if ours is None:
            raise
        if isinstance(ours, Unforeseen):
            _log.error("%s: a bug, not the file's fault alone", where, exc_info=error)
        raise ours from error


def _ours(where: str, error: BaseException, reads: bool) -> IngestionError | None:
    """The loader's error for another one; None for what is to pass."""
    if isinstance(error, IngestionError | WarehouseError):
        return None
    if isinstance(error, psycopg.Error):
        return _of_database(where, error)
    for made, kinds in _KINDS:
        if isinstance(error, kinds) and not (made is _damaged and _is_of_machine(error)):
            return made(where, error)
    if reads and (isinstance(error, _OF_LIBRARIES) or _is_named(error)):
        return _unreadable(where, error)
    return _bug(where, error) if isinstance(error, Exception) or _is_named(error) else None


def _is_of_machine(error: BaseException) -> bool:
    return isinstance(error, OSError) and error.errno not in _OF_THE_FILE


def _memory(where: str, error: BaseException) -> IngestionError:
    return TooLarge(
        f"{where}: takes more memory than there is ({reason(error)}). Nothing of it was loaded. Lower the bounds of its "
        "format (ingestion/sources/), or give the machine more."
    )


def _unanswered(where: str, error: BaseException) -> IngestionError:
    return Unreachable(
        f"{where}: does not answer as it should ({reason(error)}). Tried again at the next run."
    )


def _damaged(where: str, error: BaseException) -> IngestionError:
    return Incomplete(f"{where}: damaged or cut short ({reason(error)}). Fetch it again.")


def _unreadable(where: str, error: BaseException) -> IngestionError:
    return Unreadable(
        f"{where}: cannot be read as what it is declared to be ({reason(error)}). Open it by hand: the publisher "
        "changed its form, or it was damaged on the way."
    )


def _bug(where: str, error: BaseException) -> IngestionError:
    return Unforeseen(
        f"{where}: {reason(error)}. Nothing was loaded. Look at the file; if it is as published, its declaration or the reader "
        "has to learn it: where in the code is told by the log."
    )


def _is_named(error: BaseException) -> bool:
    return any(kind.__name__ in _NOT_BY_NAME for kind in type(error).__mro__)


def _of_database(where: str, error: psycopg.Error) -> IngestionError | None:
    if isinstance(error, psycopg.errors.DiskFull):
        return NoSpace(f"the database's disk is full ({reason(error)}). Free some, then run again.")
    if not isinstance(error, psycopg.DataError | psycopg.errors.ProgramLimitExceeded):
        return None
    place = (error.diag.context or "").partition("\n")[0][:200]
    return Unreadable(
        f"{where}: the database does not hold a value of it ({reason(error)}{f'; {place}' if place else ''}). Correct it in the "
        "mirror, or ask the publisher."
    )


def of_machine(where: str, error: BaseException) -> IngestionError:
    """The error for what is wrong with a disk, a right or a limit of this machine, with what to do."""
    assert isinstance(error, OSError)
    said = (
        f"{type(error).__name__}: {error.strerror or error}{f': {error.filename}' if error.filename else ''}"
    )
    if error.errno in _FULL:
        return NoSpace(f"{where}: no space left ({said}). Free some, then run again.")
    remedy = {
        errno.EROFS: "Give a folder on a disk that can be written to (ACTE2_HOME, LANDING_URL).",
        errno.EACCES: "Give this user the right to it, or another folder (ACTE2_HOME, LANDING_URL).",
        errno.EPERM: "Give this user the right to it, or another folder (ACTE2_HOME, LANDING_URL).",
        errno.EMFILE: "Let a process open more files (`ulimit -n 4096`).",
        errno.ENFILE: "Too many files are open on this machine: end what holds them.",
    }
    advice = remedy.get(
        error.errno or 0, "Look at that disk, or that connection; the file itself is not the cause."
    )
    return MachineFault(f"{where}: {said}. {advice} What was published stays.")


# The first that fits. Of an OSError, the number tells whether it is the file's or the machine's.
_KINDS: tuple[tuple[Callable[[str, BaseException], IngestionError], tuple[type[BaseException], ...]], ...] = (
    (_memory, (MemoryError,)),
    (_unanswered, (requests.RequestException, HTTPError)),
    (_damaged, (*_DAMAGE, OSError)),
    (of_machine, (OSError,)),
)
