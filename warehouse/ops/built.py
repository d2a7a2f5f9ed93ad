"""`ops.built`: models, seeds, tests and suites that stand, and what each was made of. dbt writes its own rows, and `ops.built_part`.

`ops.unfinished_build`: the build that was begun, or asked for as a whole, and that no release has finished.
"""

from datetime import datetime
from typing import NamedTuple

import psycopg

from warehouse.ops.statement import value

_RECORD = """
    INSERT INTO ops.built (unique_id, fingerprint) VALUES (%s, %s)
    ON CONFLICT (unique_id) DO UPDATE SET (fingerprint, built_at) = (excluded.fingerprint, excluded.built_at)
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


def stands(conn: psycopg.Connection, unique_id: str, fingerprint: str) -> bool:
    """Whether that passed, or was made, of just this."""
    asked = "SELECT EXISTS (SELECT FROM ops.built WHERE (unique_id, fingerprint) = (%s, %s))"
    return bool(value(conn, asked, [unique_id, fingerprint]))


def record(conn: psycopg.Connection, unique_id: str, fingerprint: str) -> None:
    """Say of what a suite's marts were made when it passed."""
    conn.execute(_RECORD, [unique_id, fingerprint])


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


def counted(conn: psycopg.Connection, since: datetime) -> Counted:
    """What was made and passed since then, and what stands in all."""
    found = conn.execute(_COUNT, {"since": since}).fetchone()
    return Counted(*found) if found else Counted(0, 0, 0, 0)
