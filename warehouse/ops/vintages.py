"""Vintages that stand in `raw`, told by `ops.load`, and those that a build reads, in `ops.vintage_in_use`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import psycopg
from psycopg.rows import class_row, dict_row

from warehouse.ops.statement import text, value

_STANDING = """
    SELECT sha256, rows_loaded, is_simulated FROM ops.load
    WHERE raw_table = %s AND vintage = %s AND outcome = 'published'
    ORDER BY load_id DESC LIMIT 1
"""
_UP_TO = """
    SELECT vintage, rows_loaded FROM ops.load
    WHERE raw_table = %s AND vintage <= %s AND outcome = 'published'
    ORDER BY vintage DESC, load_id DESC LIMIT 1
"""
_MARK = """
    UPDATE ops.load SET is_simulated = true
    WHERE raw_table = %s AND vintage = %s AND outcome = 'published'
"""
_WITHDRAWN = """
    SELECT message FROM ops.load
    WHERE raw_table = %s AND vintage = %s AND sha256 = %s AND outcome = 'withdrawn'
    ORDER BY load_id DESC LIMIT 1
"""
_WITHDRAW = """
    UPDATE ops.load SET outcome = 'withdrawn', message = %s
    WHERE raw_table = %s AND vintage = %s AND outcome = 'published'
"""
_FORGET = """
    UPDATE ops.load SET outcome = 'retired'
    WHERE raw_table = %s AND vintage = %s AND outcome = 'withdrawn'
"""
_OF_TABLE = """
    SELECT DISTINCT vintage FROM ops.load
    WHERE raw_table = %s AND outcome = 'published'
    ORDER BY vintage DESC
"""
_RETIRE = """
    UPDATE ops.load SET outcome = %(outcome)s
    WHERE raw_table = %(raw_table)s AND vintage = %(vintage)s AND outcome = 'published' AND load_id <> %(load_id)s
"""
_HELD = """
    SELECT raw_table, vintage, rows_loaded AS rows, finished_at::date AS loaded_on,
        current_date - finished_at::date AS days_ago, is_simulated
    FROM ops.load WHERE outcome = 'published' ORDER BY raw_table, vintage
"""
_ANY_SIMULATED = """
    SELECT coalesce(bool_or(is_simulated), false) FROM ops.load
    WHERE outcome = 'published' AND raw_table = ANY (%s)
"""
_SIMULATED = """
    SELECT DISTINCT vintage FROM ops.load
    WHERE outcome = 'published' AND is_simulated AND raw_table = ANY (%s)
"""
_TAKE = """
    INSERT INTO ops.vintage_in_use (raw_table, vintage, load_id)
    SELECT raw_table, vintage, load_id FROM ops.load WHERE outcome = 'published'
"""


@dataclass(frozen=True)
class Standing:
    """A published file: its SHA-256, its rows, whether it is simulated."""

    sha256: str
    rows: int
    is_simulated: bool = False


@dataclass(frozen=True)
class Held:
    """A vintage that stands, when it was loaded and how many days ago that is."""

    raw_table: str
    vintage: str
    rows: int
    loaded_on: date
    days_ago: int
    is_simulated: bool


def standing(conn: psycopg.Connection, raw_table: str, vintage: str) -> Standing | None:
    """What is published for a vintage, or None."""
    row = conn.execute(_STANDING, [raw_table, vintage]).fetchone()
    return Standing(*row) if row else None


def rows_up_to(conn: psycopg.Connection, raw_table: str, vintage: str) -> tuple[str, int] | None:
    """The last published vintage that is not later than this one, and its rows; None when there is none."""
    row = conn.execute(_UP_TO, [raw_table, vintage]).fetchone()
    return (row[0], row[1]) if row else None


def mark_simulated(conn: psycopg.Connection, raw_table: str, vintage: str) -> None:
    """Correct the mark of what stands for a vintage: its file proves simulated."""
    conn.execute(_MARK, [raw_table, vintage])


def withdrawn(conn: psycopg.Connection, raw_table: str, vintage: str, sha256: str) -> str | None:
    """Why these bytes were withdrawn as that vintage, or None when they were not, or that is forgotten."""
    row = conn.execute(_WITHDRAWN, [raw_table, vintage, sha256]).fetchone()
    return str(row[0]) if row else None


def withdraw(conn: psycopg.Connection, raw_table: str, vintage: str, message: str) -> int:
    """Say of a vintage's standing loads that they are withdrawn, and why; how many they are."""
    return conn.execute(_WITHDRAW, [message, raw_table, vintage]).rowcount


def forget(conn: psycopg.Connection, raw_table: str, vintage: str) -> int:
    """Let withdrawn files of a vintage be loaded again; how many they are."""
    return conn.execute(_FORGET, [raw_table, vintage]).rowcount


def of_table(conn: psycopg.Connection, raw_table: str) -> list[str]:
    """Published vintages of a table, newest first."""
    return [vintage for (vintage,) in conn.execute(_OF_TABLE, [raw_table])]


def retire(conn: psycopg.Connection, raw_table: str, vintage: str, load_id: int, outcome: str) -> None:
    """Say of a vintage's loads but `load_id` that they stand no longer: `replaced` or `retired`."""
    given = {"outcome": outcome, "raw_table": raw_table, "vintage": vintage, "load_id": load_id}
    conn.execute(_RETIRE, given)


def giving_up(raw_table: str) -> str:
    """What an operator who dropped a declared table runs, for its files to be loaded again."""
    return (
        f"update ops.load set outcome = 'retired' where raw_table = '{raw_table}' and outcome = 'published'"  # noqa: S608 (a declared name, to be read)
    )


def held(conn: psycopg.Connection) -> list[Held]:
    """Every vintage that stands, by table then vintage."""
    with conn.cursor(row_factory=class_row(Held)) as cursor:
        return cursor.execute(_HELD).fetchall()


def is_any_published(conn: psycopg.Connection) -> bool:
    """Whether anything stands in `raw`."""
    return bool(value(conn, "SELECT EXISTS (SELECT FROM ops.load WHERE outcome = 'published')"))


def is_any_simulated(conn: psycopg.Connection, raw_tables: Sequence[str]) -> bool:
    """Whether any vintage that stands in these tables is simulated."""
    return bool(value(conn, _ANY_SIMULATED, [list(raw_tables)]))


def simulated(conn: psycopg.Connection, raw_tables: Sequence[str]) -> list[str]:
    """Vintages of these tables that stand and are simulated."""
    return [vintage for (vintage,) in conn.execute(_SIMULATED, [list(raw_tables)])]


def simulated_sources(conn: psycopg.Connection) -> list[dict[str, Any]]:
    """Sources of which vintages that stand are simulated, and whether all are. Keys: source, whole."""
    with conn.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(text("simulated_sources")).fetchall()


def take(conn: psycopg.Connection) -> int:
    """Fix what stands now as the vintages that a build reads, in place of the last build's; how many they are.

    For the whole build to see the same vintages while a loader publishes another: the caller, in a transaction,
    commits before the build begins, or rolls back when none is due. Raises psycopg.errors.UniqueViolation when
    two loads stand for one vintage.
    """
    conn.execute("LOCK TABLE ops.vintage_in_use IN EXCLUSIVE MODE")
    conn.execute("DELETE FROM ops.vintage_in_use")
    return conn.execute(_TAKE).rowcount


def digest(conn: psycopg.Connection, in_use: bool = False) -> str:
    """SHA-256 over table, vintage and file hash of every vintage that stands, or of those a build took."""
    return str(value(conn, text("digest"), {"in_use": in_use}))
