"""How long a transaction of ours may keep others waiting.

PostgreSQL holds these bounds, not the process: one that is stopped (a debugger, a full machine, SIGSTOP) keeps its locks for
as long as its session lives, and the server ends that session.
"""

import psycopg
from psycopg import sql

# A release may sleep three seconds between two tries, holding nothing that readers want.
STANDS_STILL_S = 60
# From the locks on what readers read to the commit: readers wait so long at worst.
HOLDS_READERS_S = 5
# What psycopg raises when PostgreSQL ended a session for one of these bounds.
OVERDUE = (
    psycopg.errors.IdleInTransactionSessionTimeout,
    psycopg.errors.TransactionTimeout,
)
_IN_THE_WAY = """
    SELECT DISTINCT format('%%s (pid %%s, %%s, %%s)', usename, pid, application_name, state)
    FROM pg_locks INNER JOIN pg_stat_activity USING (pid) INNER JOIN pg_class ON pg_class.oid = relation
    WHERE relnamespace::regnamespace::text = ANY (%s) AND granted AND pid <> pg_backend_pid()
"""


def in_the_way(conn: psycopg.Connection, *schemas: str) -> str:
    """Sessions that hold something in these schemas: login, process of the server, program, what it is at."""
    return ", ".join(who for (who,) in conn.execute(_IN_THE_WAY, [list(schemas)])) or "gone by now"


def never_stand_still(conn: psycopg.Connection, seconds: float = STANDS_STILL_S) -> None:
    """End the session once this transaction, or a later one of it, waits so long for its own process."""
    _set(conn, "idle_in_transaction_session_timeout", seconds, is_local=False)


def hold_briefly(conn: psycopg.Connection, seconds: float = HOLDS_READERS_S) -> None:
    """From now to its end, this transaction holds what readers want: give it so long, whatever its process does."""
    _set(conn, "idle_in_transaction_session_timeout", seconds)
    _set(conn, "statement_timeout", seconds)
    if conn.info.server_version >= 170000:
        # The two before start anew with each statement.
        _set(conn, "transaction_timeout", seconds)


def _set(conn: psycopg.Connection, name: str, seconds: float, is_local: bool = True) -> None:
    value = sql.Literal(f"{int(seconds * 1000)}ms")
    scope = sql.SQL("LOCAL" if is_local else "SESSION")
    conn.execute(sql.SQL("SET {} {} = {}").format(scope, sql.Identifier(name), value))
