"""Who reads: what each may read, how long and how many at once, and what becomes of those that stay beyond that."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import psycopg
from psycopg import sql

from warehouse import logins
from warehouse.connect import connect
from warehouse.roles import Role
from warehouse.settings import Settings

WATCH_EVERY_S = 20.0
_OVERDUE = """
    SELECT
        format('%%s (pid %%s, %%s, for %%s s)', usename, pid, application_name, extract(EPOCH FROM now() - xact_start)::integer),
        pg_terminate_backend(pid, 5000)
    FROM pg_stat_activity
    WHERE usename = %s AND xact_start < now() - make_interval(secs => %s)
"""


@dataclass(frozen=True)
class Reader:
    """One kind of reader. Times are in seconds; a session may set its own otherwise, and still ends after `most_s`."""

    schemas: tuple[str, ...]
    statement_s: int
    idle_s: int
    most_s: int
    connections: int
    temp_files: str

    @property
    def settings(self) -> dict[str, str]:
        """What its sessions begin with."""
        return {
            "default_transaction_read_only": "on",
            "statement_timeout": f"{self.statement_s}s",
            # A release waits for readers: a forgotten transaction must not hold it up for ever.
            "idle_in_transaction_session_timeout": f"{self.idle_s}s",
            "search_path": "marts",
            # What is asked for again and again is in memory: to seek rows costs little more than to read all.
            "random_page_cost": "1.1",
        }


BI_READER = Reader(
    ("marts", "quality"), statement_s=120, idle_s=60, most_s=600, connections=40, temp_files="4GB"
)
ANALYST = Reader(
    ("marts", "quality", "staging", "intermediate"),
    statement_s=600,
    idle_s=60,
    most_s=1800,
    connections=10,
    temp_files="16GB",
)


KINDS = {Role.READER: BI_READER, Role.ANALYST: ANALYST}


def limit(conn: psycopg.Connection, login: str, kind: Reader, is_superuser: bool) -> None:
    """Say to PostgreSQL what bounds the sessions of a login; the room for its sorts only a superuser may bound."""
    most = sql.SQL("ALTER ROLE {} CONNECTION LIMIT {}")
    conn.execute(most.format(sql.Identifier(login), sql.Literal(kind.connections)))
    bounds = {"temp_file_limit": kind.temp_files} if is_superuser else {}
    logins.begin_with(conn, login, kind.settings | bounds)


def end_overdue(conn: psycopg.Connection, settings: Settings) -> list[str]:
    """End the sessions of readers whose transaction is older than any of theirs may be, and see them gone; who they were.

    PostgreSQL lets a session lift its own time-outs, so that these bind only those who leave them.
    """
    return [
        who
        for role, kind in KINDS.items()
        for who, was_ended in conn.execute(_OVERDUE, [settings.login(role), kind.most_s]).fetchall()
        if was_ended
    ]


def watch(settings: Settings, say: Callable[[str], None], every_s: float = WATCH_EVERY_S) -> None:
    """End overdue readers for ever, and `say` who they were; a server that is away is waited for."""
    while True:
        try:
            with connect(settings, Role.RELEASER, True, "acte2 readers", patience_s=3600) as conn:
                _watch(conn, settings, say, every_s)
        except psycopg.OperationalError as error:
            say(f"the server is away: {error}")
            time.sleep(every_s)


def _watch(conn: psycopg.Connection, settings: Settings, say: Callable[[str], None], every_s: float) -> None:
    while True:
        for who in end_overdue(conn, settings):
            say(f"ended a reader beyond its time: {who}")
        time.sleep(every_s)
