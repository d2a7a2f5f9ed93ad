"""The end of an attempt that failed, written to its line of `ops.load`."""

import traceback
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from ingestion.errors import IngestionError, Unforeseen
from warehouse.ops import loads


@contextmanager
def own_errors(url: str) -> Iterator[None]:
    """Whatever a file makes a library raise, as IngestionError: the other files go on.

    What the database says of itself stays as it is.
    """
    try:
        yield
    except IngestionError:
        raise
    except Exception as error:
        if isinstance(error, psycopg.Error) and not isinstance(error, psycopg.DataError):
            raise
        said = traceback.format_exception_only(error)[-1].strip()
        raise Unforeseen(
            f"{url}: {said}. Nothing was loaded. Look at the file; if it is as published, its declaration or the "
            "reader has to learn it."
        ) from error


@contextmanager
def failing(db: psycopg.Connection, load_id: int, url: str) -> Iterator[None]:
    """Close the line as failed, with the reason, when the block raises."""
    try:
        with own_errors(url):
            yield
    except IngestionError as error:
        loads.close(db, load_id, "failed", str(error))
        raise
    except psycopg.Error as error:
        loads.close(db, load_id, "failed", traceback.format_exception_only(error)[-1].strip())
        raise
