"""`ops.lock`: what only one process may do at a time.

Rows, not PostgreSQL's advisory locks: these any session of the database can take and keep, a reader's too, and whoever
waits for one is not told who that is.
"""

import time

import psycopg
from psycopg.pq import TransactionStatus

from warehouse.errors import Held
from warehouse.ops.statement import value

PATIENCE_S = 600.0
_AGAIN_S = 0.25
_KNOW = "INSERT INTO ops.lock (name) VALUES (%s) ON CONFLICT DO NOTHING"
_IS_KNOWN = "SELECT EXISTS (SELECT FROM ops.lock WHERE name = %s)"
# Asked for again and again: a wait in PostgreSQL that ends for its time takes the caller's transaction with it.
_TAKE = "SELECT FROM ops.lock WHERE name = %s FOR UPDATE SKIP LOCKED"
_HOLDER = """
    SELECT format('%%s (pid %%s, %%s, since %%s)', usename, pid, application_name, to_char(xact_start, 'YYYY-MM-DD HH24:MI:SS TZ'))
    FROM ops.lock
    INNER JOIN pg_locks ON pg_locks.transactionid = lock.xmax AND granted
    INNER JOIN pg_stat_activity USING (pid)
    WHERE name = %s
"""


def know(conn: psycopg.Connection, name: str) -> None:
    """Make a lock of that name, which is nobody's, if there is none; the caller commits before it is taken."""
    conn.execute(_KNOW, [name])


def take(conn: psycopg.Connection, name: str, patience_s: float = PATIENCE_S) -> None:
    """Hold `name` until the caller's transaction ends, once whoever holds it lets go.

    Raises Held, which says who that is, after `patience_s` seconds; the transaction then goes on as it was. Raises
    LookupError for a name that nobody made known, ValueError without a transaction.
    """
    if not value(conn, _IS_KNOWN, [name]):
        raise LookupError(f"no lock of the name {name}")
    if conn.info.transaction_status != TransactionStatus.INTRANS:
        raise ValueError(f"the lock {name} needs a transaction that holds it")
    until = time.monotonic() + patience_s
    while not conn.execute(_TAKE, [name]).rowcount:
        if time.monotonic() > until:
            waited = f", waited for {patience_s:.0f} s" if patience_s else ""
            raise Held(f"{name}: held by {holder(conn, name)}{waited}")
        time.sleep(_AGAIN_S)


def holder(conn: psycopg.Connection, name: str) -> str:
    """Who holds `name`, in words: login, process of the server, program, since when."""
    row = conn.execute(_HOLDER, [name]).fetchone()
    return str(row[0]) if row else "somebody who is gone by now"
