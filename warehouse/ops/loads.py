"""`ops.load` and `ops.reject`: a line per attempt to bring one file into `raw`, from request to publication."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, NamedTuple

import psycopg
from psycopg.rows import dict_row

from warehouse.ops.statement import text, value
from warehouse.ops.storable import all_told, told

_OPEN = """
    INSERT INTO ops.load (
        source, resource, raw_table, vintage, url, licence, is_simulated, outcome, started_at, dag_run_id
    ) VALUES (
        %(source)s, %(resource)s, %(raw_table)s, %(vintage)s, %(url)s, %(licence)s, %(is_simulated)s, 'running',
        clock_timestamp(), %(dag_run_id)s
    ) RETURNING load_id
"""
_INTERRUPTED = """
    UPDATE ops.load SET outcome = 'failed', finished_at = clock_timestamp(),
        message = 'interrupted: the process that loaded this file ended without a word'
    WHERE source = %(source)s AND resource = %(resource)s AND url = %(url)s AND outcome = 'running'
"""
_BEGIN_LOAD = """
    UPDATE ops.load SET outcome = 'running', message = null, finished_at = null,
        load_started_at = clock_timestamp()
    WHERE load_id = %s
"""
_FETCHED = """
    UPDATE ops.load SET vintage = %(vintage)s, etag = %(etag)s, last_modified = %(last_modified)s,
        sha256 = %(sha256)s, bytes = %(bytes)s, is_simulated = %(is_simulated)s
    WHERE load_id = %(load_id)s
"""
_COUNTED = """
    UPDATE ops.load SET rows_read = %(read)s, rows_loaded = %(loaded)s, rows_rejected = %(rejected)s,
        cells_emptied = %(emptied)s, rows_repaired = %(repaired)s, unknown_columns = %(unknown_columns)s,
        remarks = %(remarks)s
    WHERE load_id = %(load_id)s
"""
_CLOSE = """
    UPDATE ops.load SET outcome = %(outcome)s, message = %(message)s, finished_at = clock_timestamp()
    WHERE load_id = %(load_id)s
"""
_LAST_FETCHED = """
    SELECT vintage, etag, last_modified, sha256, bytes, is_simulated FROM ops.load
    WHERE source = %s AND resource = %s AND url = %s AND sha256 IS NOT NULL
    ORDER BY load_id DESC LIMIT 1
"""
_LAST_LOAD = """
    SELECT outcome FROM ops.load
    WHERE raw_table = %s AND vintage = %s AND sha256 = %s AND outcome <> 'running'
    ORDER BY load_id DESC LIMIT 1
"""
_NOW = "SELECT coalesce((SELECT max(load_id) FROM ops.load), 0), clock_timestamp()"
_STILL_FAILED = """
    SELECT source, resource, vintage, message FROM (
        SELECT DISTINCT ON (source, resource, url) source, resource, vintage, message, outcome
        FROM ops.load WHERE outcome <> 'running' ORDER BY source, resource, url, load_id DESC
    ) AS last WHERE outcome = 'failed' ORDER BY source, resource, vintage
"""
_SUMMARY = """
    SELECT count(*), count(DISTINCT raw_table), max(finished_at) FROM ops.load WHERE outcome = 'published'
"""
_REJECT = """
    INSERT INTO ops.reject (load_id, row_number, column_name, reason, value, is_row_left_out)
    VALUES (%s, %s, %s, %s, %s, %s)
"""


class Reject(NamedTuple):
    """A cell that could not be loaded as published; its row was left out, or the cell loaded as null."""

    row_number: int
    column_name: str
    reason: str
    value: str | None
    is_row_left_out: bool


@dataclass(frozen=True)
class About:
    """What is known of a file before it is asked for; `vintage` None when its date has to tell."""

    source: str
    resource: str
    raw_table: str
    url: str
    licence: str
    is_simulated: bool
    vintage: str | None = None
    dag_run_id: str | None = None


@dataclass(frozen=True)
class Fetched:
    """What came from an address; `etag` and `last_modified` as the server sent them."""

    vintage: str
    etag: str | None
    last_modified: str | None
    sha256: str
    bytes: int
    is_simulated: bool


def begin(conn: psycopg.Connection, about: About) -> int:
    """A new line, `running`; earlier lines of the same file left running were interrupted."""
    given = all_told(asdict(about))
    conn.execute(_INTERRUPTED, given)
    return int(value(conn, _OPEN, given))


def begin_load(conn: psycopg.Connection, load_id: int) -> None:
    """The file's turn came, for the first time or again: its load begins now."""
    conn.execute(_BEGIN_LOAD, [load_id])


def note_fetched(conn: psycopg.Connection, load_id: int, fetched: Fetched) -> None:
    """Note what came."""
    conn.execute(_FETCHED, {"load_id": load_id, **all_told(asdict(fetched))})


def note_rows(
    conn: psycopg.Connection,
    load_id: int,
    *,
    read: int,
    loaded: int,
    rejected: int,
    repaired: int,
    unknown_columns: Sequence[str],
    emptied: int = 0,
    remarks: Sequence[str] = (),
) -> None:
    """Note what became of rows and cells, the headers that nobody declared, what is to be said of the file."""
    counts = {"read": read, "loaded": loaded, "rejected": rejected, "emptied": emptied, "repaired": repaired}
    lists = {"unknown_columns": list(unknown_columns), "remarks": list(remarks)}
    conn.execute(_COUNTED, {"load_id": load_id, **all_told(lists), **counts})


def close(conn: psycopg.Connection, load_id: int, outcome: str, message: str | None = None) -> None:
    """The end of a line: published, unchanged, unavailable or failed."""
    conn.execute(_CLOSE, {"load_id": load_id, "outcome": outcome, "message": told(message)})


def last_fetched(conn: psycopg.Connection, source: str, resource: str, url: str) -> Fetched | None:
    """What was last fetched from this address, or None."""
    row = conn.execute(_LAST_FETCHED, [source, resource, told(url)]).fetchone()
    return Fetched(*row) if row else None


def has_failed(conn: psycopg.Connection, raw_table: str, vintage: str, sha256: str) -> bool:
    """Whether the last load of these bytes as that vintage failed."""
    row = conn.execute(_LAST_LOAD, [raw_table, vintage, sha256]).fetchone()
    return row is not None and row[0] == "failed"


def replace_rejects(conn: psycopg.Connection, load_id: int, rejects: Iterable[Reject]) -> None:
    """Write the rejects of a load in place of those of an earlier try."""
    with conn.cursor() as cursor:
        cursor.execute("DELETE FROM ops.reject WHERE load_id = %s", [load_id])
        cursor.executemany(_REJECT, [(load_id, *map(told, reject)) for reject in rejects])


def is_simulated(conn: psycopg.Connection, load_id: int) -> bool:
    """Whether this load's file comes from the simulated publishers; False when the load is unknown."""
    row = conn.execute("SELECT is_simulated FROM ops.load WHERE load_id = %s", [load_id]).fetchone()
    return bool(row and row[0])


def still_failed(conn: psycopg.Connection) -> list[dict[str, Any]]:
    """Files whose last attempt failed: source, resource, vintage (where known), message."""
    with conn.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(_STILL_FAILED).fetchall()


def summary(conn: psycopg.Connection) -> tuple[int, int, datetime | None]:
    """How many vintages stand, in how many raw tables, and when the last one came."""
    [(vintages, tables, last)] = conn.execute(_SUMMARY).fetchall()
    return int(vintages), int(tables), last


def freshness_query(raw_table: str) -> str:
    """What dbt asks to learn how fresh a declared table is: when it was last loaded, or found unchanged."""
    return (
        "select max(finished_at) from ops.load where raw_table = "  # noqa: S608 (a declared name)
        f"'{raw_table}' and outcome in ('published', 'unchanged')"
    )


def now(conn: psycopg.Connection) -> tuple[int, datetime]:
    """Number of the last attempt and the database's clock: whatever is newer belongs to a run that begins."""
    [(number, clock)] = conn.execute(_NOW).fetchall()
    return int(number), clock


def after(conn: psycopg.Connection, load_id: int) -> list[dict[str, Any]]:
    """Later attempts, in the order they began, with what the checks of each found.

    Keys: source, resource, raw_table, vintage, outcome, rows, rejected, emptied, remarks, seconds, bytes,
    is_simulated, message, evaluated, failed, severity. Seconds are those of the load, without the wait for its turn;
    of what was not loaded, those of the fetch.
    """
    with conn.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(text("loads_after"), {"after": load_id}).fetchall()


def rejects(
    conn: psycopg.Connection, raw_table: str | None = None, load_id: int | None = None
) -> list[dict[str, Any]]:
    """What was rejected by the load `load_id`, or else by the last load of each vintage, of one table or of all.

    Keys: raw_table, vintage, load_id, row_number, column_name, reason, value, is_row_left_out.
    """
    with conn.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(text("rejects"), {"raw_table": raw_table, "load_id": load_id}).fetchall()
