"""`ops.load`: a line per file and run, from the request to the publication."""

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg

from ingestion.errors import IngestionError

_OPEN = """
insert into ops.load (source, resource, raw_table, vintage, url, licence, is_simulated, outcome, started_at,
                      dag_run_id)
values (%(source)s, %(resource)s, %(raw_table)s, %(vintage)s, %(url)s, %(licence)s, %(is_simulated)s,
        'running', clock_timestamp(), %(dag_run_id)s)
returning load_id
"""
_FETCHED = """
update ops.load set vintage = %(vintage)s, etag = %(etag)s, last_modified = %(last_modified)s,
    sha256 = %(sha256)s, bytes = %(bytes)s, is_simulated = %(is_simulated)s
where load_id = %(load_id)s
"""
_CLOSE = """
update ops.load set outcome = %(outcome)s, message = %(message)s, finished_at = clock_timestamp()
where load_id = %(load_id)s
"""
_COUNTED = """
update ops.load set rows_read = %(rows_read)s, rows_loaded = %(rows_loaded)s,
    rows_rejected = %(rows_rejected)s, rows_repaired = %(rows_repaired)s, unknown_columns = %(unknown)s
where load_id = %(load_id)s
"""
_SEEN = """
select vintage, etag, last_modified, sha256, bytes, is_simulated from ops.load
where source = %(source)s and resource = %(resource)s and url = %(url)s and sha256 is not null
order by load_id desc limit 1
"""
_STANDING = """
select sha256, rows_loaded from ops.load
where raw_table = %(raw_table)s and vintage = %(vintage)s and outcome = 'published'
order by load_id desc limit 1
"""
_INTERRUPTED = """
update ops.load set outcome = 'failed', finished_at = clock_timestamp(),
    message = 'interrupted: the process that loaded this file ended without a word'
where source = %(source)s and resource = %(resource)s and url = %(url)s and outcome = 'running'
"""
_REOPEN = "update ops.load set outcome = 'running', message = null, finished_at = null where load_id = %s"


@dataclass(frozen=True)
class Seen:
    """What was last fetched from an address."""

    vintage: str
    etag: str | None
    last_modified: str | None
    sha256: str
    bytes: int
    is_simulated: bool


def open_line(db: psycopg.Connection, **about) -> int:
    """A new line, `running`; earlier lines of the same file left running were interrupted."""
    db.execute(_INTERRUPTED, about)
    return db.execute(_OPEN, about).fetchone()[0]


def reopen(db: psycopg.Connection, load_id: int) -> None:
    """The line of a load that is tried again."""
    db.execute(_REOPEN, (load_id,))


def fetched(db: psycopg.Connection, load_id: int, **facts) -> None:
    """Note what came: vintage, etag, last_modified, sha256, bytes, is_simulated."""
    db.execute(_FETCHED, {"load_id": load_id, **facts})


def counted(db: psycopg.Connection, load_id: int, **counts) -> None:
    """Note rows_read, rows_loaded, rows_rejected, rows_repaired and unknown columns."""
    db.execute(_COUNTED, {"load_id": load_id, **counts})


def close(db: psycopg.Connection, load_id: int, outcome: str, message: str | None = None) -> None:
    """The end of a line: published, unchanged, unavailable or failed."""
    db.execute(_CLOSE, {"load_id": load_id, "outcome": outcome, "message": message})


def seen(db: psycopg.Connection, source: str, resource: str, url: str) -> Seen | None:
    """What was last fetched from this address, or None."""
    row = db.execute(_SEEN, {"source": source, "resource": resource, "url": url}).fetchone()
    return Seen(*row) if row else None


def standing(db: psycopg.Connection, raw_table: str, vintage: str) -> tuple[str, int] | None:
    """Hash and rows of what is published for a vintage, or None."""
    return db.execute(_STANDING, {"raw_table": raw_table, "vintage": vintage}).fetchone()


@contextmanager
def failing(db: psycopg.Connection, load_id: int) -> Iterator[None]:
    """Close the line as failed, with the reason, when the block raises."""
    try:
        yield
    except IngestionError as error:
        close(db, load_id, "failed", str(error))
        raise
    except Exception:
        close(db, load_id, "failed", traceback.format_exc(limit=-1).strip().splitlines()[-1])
        raise
