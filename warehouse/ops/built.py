"""`ops.built`: models, seeds, tests and suites that stand, and what each was made of. dbt writes its own rows."""

from datetime import datetime
from typing import NamedTuple

import psycopg

from warehouse.ops.statement import value

_RECORD = """
    INSERT INTO ops.built (unique_id, fingerprint) VALUES (%s, %s)
    ON CONFLICT (unique_id) DO UPDATE SET (fingerprint, built_at) = (excluded.fingerprint, excluded.built_at)
"""
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
    """Let nothing stand: the next build is due, makes all and checks all."""
    conn.execute("DELETE FROM ops.built")


def is_empty(conn: psycopg.Connection) -> bool:
    """Whether nothing is known to stand."""
    return not value(conn, "SELECT EXISTS (SELECT FROM ops.built)")


def counted(conn: psycopg.Connection, since: datetime) -> Counted:
    """What was made and passed since then, and what stands in all."""
    found = conn.execute(_COUNT, {"since": since}).fetchone()
    return Counted(*found) if found else Counted(0, 0, 0, 0)
