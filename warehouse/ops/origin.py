"""`ops.setting`: which mirror fed this warehouse."""

import psycopg

from warehouse.hidden import without_secrets
from warehouse.ops.statement import value

_FED = """
    SELECT value FROM ops.setting
    WHERE key = 'origin' AND EXISTS (SELECT FROM ops.load WHERE outcome = 'published')
"""
_REMEMBER = """
    INSERT INTO ops.setting VALUES ('origin', %s)
    ON CONFLICT (key) DO UPDATE SET value = excluded.value WHERE setting.value <> excluded.value
"""


def another(conn: psycopg.Connection, origin: str) -> str | None:
    """The mirror that fed this warehouse when it is not `origin`; one that fed nothing yet is no matter."""
    if value(conn, "SELECT to_regclass('ops.setting')") is None:
        return None
    row = conn.execute(_FED).fetchone()
    fed_by = without_secrets(row[0]) if row else origin  # one noted by an older version may hold a login
    return None if fed_by == origin else fed_by


def remember(conn: psycopg.Connection, origin: str) -> None:
    """From now on this mirror feeds the warehouse."""
    conn.execute(_REMEMBER, [origin])
