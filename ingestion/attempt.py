"""The end of an attempt that failed, written to its line of `ops.load`."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from ingestion.border import border
from ingestion.errors import IngestionError
from ingestion.said import reason
from warehouse.ops import loads

_log = logging.getLogger(__name__)


@contextmanager
def failing(db: psycopg.Connection, load_id: int, url: str) -> Iterator[None]:
    """Close the line as failed, with the reason, when the block raises: IngestionError, or what the database says of itself."""
    try:
        with border(url):
            yield
    except (IngestionError, psycopg.Error) as error:
        _close(db, load_id, str(error) if isinstance(error, IngestionError) else reason(error))
        raise


def _close(db: psycopg.Connection, load_id: int, why: str) -> None:
    """A database that is gone leaves the line open, and the reason as it was: the next attempt closes it."""
    try:
        loads.close(db, load_id, "failed", why)
    except psycopg.Error as error:
        _log.error("load %s: its end cannot be noted (%s)", load_id, reason(error))
