"""`ops.built`: models, seeds, tests and suites that stand, and what each was made of. dbt writes its own rows, and `ops.built_part`.

`ops.unfinished_build`: the build that was begun, or asked for as a whole, and that no release has finished.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import psycopg
from psycopg.rows import class_row

from warehouse.errors import Emptied
from warehouse.ops.statement import value

_IS_EMPTIED = """
    SELECT NOT EXISTS (SELECT FROM ops.intact) AND EXISTS (
        SELECT FROM pg_class WHERE relnamespace::regnamespace::text = 'intermediate' AND relpersistence = 'u'
    )
"""
_RECORD = """
    INSERT INTO ops.built (unique_id, fingerprint) VALUES (%s, %s)
    ON CONFLICT (unique_id) DO UPDATE SET (fingerprint, built_at) = (excluded.fingerprint, excluded.built_at)
"""
_RECORD_PART = "INSERT INTO ops.built_part (unique_id, part_by, key, fingerprint) VALUES (%s, %s, %s, %s)"
# Under no key is what all parts share.
_PARTS = """
    SELECT part_by AS by, key, part.built_at AS since FROM ops.built INNER JOIN ops.built_part AS part USING (unique_id)
    WHERE relation = %s::oid AND key <> ''
"""
_SUITE = """
    SELECT
        built.built_at AS passed_at,
        max(part.fingerprint) FILTER (WHERE part_by = 'beside') AS beside,
        coalesce(array_agg(key) FILTER (WHERE part_by = 'warned'), '{}') AS warned
    FROM ops.built INNER JOIN ops.built_part AS part USING (unique_id)
    WHERE unique_id = %s
    GROUP BY built.built_at
"""
_ASK = """
    INSERT INTO ops.unfinished_build (asked_at) VALUES (clock_timestamp())
    ON CONFLICT (is_one) DO UPDATE SET asked_at = excluded.asked_at
"""
_BEGIN = """
    INSERT INTO ops.unfinished_build (begun_at) VALUES (clock_timestamp())
    ON CONFLICT (is_one) DO UPDATE SET begun_at = excluded.begun_at
"""
# What was asked for while the build ran is left to the next one.
_FINISH = "DELETE FROM ops.unfinished_build WHERE asked_at IS NULL OR begun_at >= asked_at"
_COUNT = """
    SELECT
        count(*) FILTER (WHERE unique_id ~ '^(model|seed)[.]' AND built_at >= %(since)s),
        count(*) FILTER (WHERE unique_id ~ '^(model|seed)[.]'),
        count(*) FILTER (WHERE unique_id ~ '^(test|suite)[.]' AND built_at >= %(since)s),
        count(*) FILTER (WHERE unique_id ~ '^(test|suite)[.]')
    FROM ops.built
"""


class Counted(NamedTuple):
    """How many models and seeds were made, of how many; how many checks of them passed, of how many."""

    made: int
    models: int
    passed: int
    checks: int


class Part(NamedTuple):
    """The rows of a mart whose column `by` has this value, and since when they are what they are."""

    by: str
    key: str
    since: datetime


class Suite(NamedTuple):
    """When a suite last passed, a hash of what it looked at besides its mart, and the claims (their words) that warned."""

    passed_at: datetime
    beside: str
    warned: Sequence[str]


def stands(conn: psycopg.Connection, unique_id: str, fingerprint: str) -> bool:
    """Whether that passed, or was made, of just this."""
    asked = "SELECT EXISTS (SELECT FROM ops.built WHERE (unique_id, fingerprint) = (%s, %s))"
    return bool(value(conn, asked, [unique_id, fingerprint]))


def record(conn: psycopg.Connection, unique_id: str, fingerprint: str) -> None:
    """Say of what that was made."""
    conn.execute(_RECORD, [unique_id, fingerprint])


def parts(conn: psycopg.Connection, relation: int) -> list[Part]:
    """When each part of the mart whose table that is became what it is; none where dbt did not make it last, or by parts."""
    with conn.cursor(row_factory=class_row(Part)) as cursor:
        return cursor.execute(_PARTS, [relation]).fetchall()


def suite(conn: psycopg.Connection, mart: str) -> Suite | None:
    """What the suite of a mart looked at when it last passed; None where it did not."""
    with conn.cursor(row_factory=class_row(Suite)) as cursor:
        return cursor.execute(_SUITE, [f"suite.{mart}"]).fetchone()


def record_suite(
    conn: psycopg.Connection, mart: str, fingerprint: str, beside: str, warned: Sequence[str]
) -> None:
    """Say what the suite of a mart looked at when it passed, and of what it warned."""
    suite = f"suite.{mart}"
    record(conn, suite, fingerprint)
    conn.execute("DELETE FROM ops.built_part WHERE unique_id = %s", [suite])
    rows = [(suite, "beside", "", beside), *((suite, "warned", says, "") for says in warned)]
    conn.cursor().executemany(_RECORD_PART, rows)


def forget(conn: psycopg.Connection) -> None:
    """Let nothing stand: a build that makes all and checks all is due, until one is released."""
    conn.execute("DELETE FROM ops.built")
    conn.execute(_ASK)


def begin(conn: psycopg.Connection) -> None:
    """Say that a build begins: it is due until it is released, whatever breaks it off."""
    conn.execute(_BEGIN)


def finish(conn: psycopg.Connection) -> None:
    """Say, in a release's transaction, that its build is done."""
    conn.execute(_FINISH)


def unfinished(conn: psycopg.Connection) -> datetime | None:
    """When the build that is not finished began, or was asked for; None where all are finished."""
    asked = "SELECT max(coalesce(begun_at, asked_at)) FROM ops.unfinished_build"
    since: datetime | None = value(conn, asked)
    return since


def is_empty(conn: psycopg.Connection) -> bool:
    """Whether nothing is known to stand."""
    return not value(conn, "SELECT EXISTS (SELECT FROM ops.built)")


def is_emptied(conn: psycopg.Connection) -> bool:
    """Whether PostgreSQL crashed since the last build, and left dbt's tables without rows."""
    return bool(value(conn, _IS_EMPTIED))


def check_intact(conn: psycopg.Connection) -> None:
    """Raises Emptied when a crash left dbt's tables without rows."""
    if is_emptied(conn):
        raise Emptied(
            "PostgreSQL ended without shutting down and emptied the tables of schema intermediate: "
            "build from the start (make run, or run the DAG again); what readers see stands"
        )


def counted(conn: psycopg.Connection, since: datetime) -> Counted:
    """What was made and passed since then, and what stands in all."""
    found = conn.execute(_COUNT, {"since": since}).fetchone()
    return Counted(*found) if found else Counted(0, 0, 0, 0)
