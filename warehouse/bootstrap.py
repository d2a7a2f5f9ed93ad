"""Make a database ready: migrations, roles, rights, and the memory of which mirror feeds it."""

from collections.abc import Callable
from importlib.resources import files
from secrets import token_urlsafe

import psycopg
from psycopg import sql
from tenacity import Retrying, retry_if_exception_type, stop_after_attempt, wait_random

from warehouse import migrate, secret_files
from warehouse.connect import connect, connect_url
from warehouse.errors import OriginMismatch
from warehouse.ops import origin
from warehouse.settings import Settings

# Run every time, after the migrations: each says how things are, not how they change.
REPEATED = ("quality.sql", "grants.sql")
READABLE = ("marts", "quality")
READER_SETTINGS = {
    "default_transaction_read_only": "on",
    "statement_timeout": "2min",
    # A release waits for readers: a forgotten transaction must not hold it up for ever.
    "idle_in_transaction_session_timeout": "1min",
    "search_path": "marts",
}
# Roles and databases belong to the whole server: two `prepare` of different databases can meet there.
COLLISIONS = (
    psycopg.errors.DuplicateDatabase,
    psycopg.errors.DuplicateObject,
    psycopg.errors.UniqueViolation,
    psycopg.errors.ObjectInUse,
    psycopg.errors.InternalError_,
)


def prepare(settings: Settings) -> None:
    """Make or complete everything this project needs in its database; safe to call twice, or at once.

    Raises OriginMismatch when another mirror fed this warehouse, MigrationError when it cannot be brought to this
    code's version or is beyond it, psycopg.Error when the owner lacks rights.
    """
    if settings.is_embedded:
        _patiently(_make_databases, settings)
    complete(settings)


def complete(settings: Settings) -> None:
    """`prepare` for a database that exists: migrations, roles, rights, and the memory of its mirror."""
    _patiently(_complete, settings)


def _patiently(step: Callable[[Settings], None], settings: Settings) -> None:
    retrying = Retrying(
        retry=retry_if_exception_type(COLLISIONS),
        wait=wait_random(0.05, 0.5),
        stop=stop_after_attempt(10),
        reraise=True,
    )
    retrying(step, settings)


def _make_databases(settings: Settings) -> None:
    with connect_url(settings.embedded_url("postgres"), autocommit=True) as server:
        _make_database(server, settings.database)
        if not settings.airflow_connection:
            _make_database(server, f"{settings.database}_airflow")


def _complete(settings: Settings) -> None:
    with (
        connect(settings, application_name="acte2 prepare") as beside,
        connect(settings, autocommit=True, application_name="acte2 prepare") as conn,
        migrate.one_at_a_time(beside),
    ):
        migrate.check(conn)
        _check_origin(conn, settings)
        migrate.upgrade(conn)
        with conn.transaction():
            for script in REPEATED:
                conn.execute((files("warehouse") / script).read_text(encoding="utf-8"))
            origin.remember(conn, settings.origin)
            _make_reader(conn, settings)


def _make_database(server: psycopg.Connection, name: str) -> None:
    """One of our databases, closed to all but those let in by name: readers of another one, for a start."""
    if server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is None:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    server.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(sql.Identifier(name)))


def _check_origin(conn: psycopg.Connection, settings: Settings) -> None:
    """Refuse another mirror than the one that fed this warehouse; one that fed nothing yet is no matter."""
    fed_by = None if settings.adopt else origin.another(conn, settings.origin)
    if fed_by:
        raise OriginMismatch(
            f"warehouse {settings.database} was fed by {fed_by}, and now {settings.origin} is asked for. "
            "To mix them in it on purpose: ADOPT=1. To keep them apart: ACTE2_DATABASE=<another name>."
        )


def _make_reader(conn: psycopg.Connection, settings: Settings) -> None:
    """Readers' login: marts and quality, those of today and those to come, and nothing else."""
    role = sql.Identifier(settings.reader_role)
    if conn.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [settings.reader_role]).fetchone() is None:
        conn.execute(sql.SQL("CREATE ROLE {}").format(role))
    conn.execute(
        sql.SQL("ALTER ROLE {} LOGIN PASSWORD {}").format(role, sql.Literal(_verifier(conn, settings)))
    )
    for name, value in READER_SETTINGS.items():
        conn.execute(sql.SQL("ALTER ROLE {} SET {} = {}").format(role, sql.SQL(name), sql.Literal(value)))
    database = sql.Identifier(settings.database)
    conn.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(database, role))
    for schema in map(sql.Identifier, READABLE):
        names = {"schema": schema, "role": role}
        conn.execute(sql.SQL("GRANT USAGE ON SCHEMA {schema} TO {role}").format(**names))
        conn.execute(sql.SQL("GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {role}").format(**names))
        conn.execute(
            sql.SQL("ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} GRANT SELECT ON TABLES TO {role}").format(
                **names
            )
        )


def _verifier(conn: psycopg.Connection, settings: Settings) -> str:
    """What the server keeps instead of the readers' password, which so never travels nor reaches a log."""
    password = settings.chosen_reader_password
    if password is None:
        password = secret_files.remember(
            settings.reader_secret, lambda: {"user": settings.reader_role, "password": token_urlsafe(24)}
        )["password"]
    role = settings.reader_role.encode()
    return conn.pgconn.encrypt_password(password.encode(), role, b"scram-sha-256").decode()
