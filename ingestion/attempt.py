"""The end of an attempt that failed, written to its line of `ops.load`."""

import traceback
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from ingestion.errors import IngestionError
from warehouse.ops import loads


@contextmanager
def failing(db: psycopg.Connection, load_id: int) -> Iterator[None]:
    """Close the line as failed, with the reason, when the block raises."""
    try:
        yield
    except IngestionError as error:
        loads.close(db, load_id, "failed", str(error))
        raise
    except Exception:
        loads.close(db, load_id, "failed", traceback.format_exc(limit=-1).strip().splitlines()[-1])
        raise
