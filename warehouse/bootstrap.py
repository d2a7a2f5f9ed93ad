"""Make a database ready: migrations, roles, rights, and the memory of which mirror feeds it."""

from collections.abc import Callable
from importlib.resources import files

import psycopg
from psycopg import sql
from tenacity import (
    RetryError,
    Retrying,
    retry_if_exception_type,
    stop_after_attempt,
    stop_after_delay,
    wait_random,
)

from warehouse import bounds, logins, metadata, migrate, readers
from warehouse.connect import connect, connect_url
from warehouse.errors import Held, OriginMismatch
from warehouse.ops import origin
from warehouse.roles import LOGINS, Role
from warehouse.settings import Settings

# Run every time, after the migrations: each says how things are, not how they change.
REPEATED = ("quality.sql", "grants.sql", "handed_over.sql")
# Readers may be at what these change: they are made to wait for so long, and asked again until patience ends.
LOCK_TIME = "2s"
PATIENCE_S = 150.0
# A build or a load that waits longer for a table somebody holds fails, and is tried again.
# A machine that is lost says no goodbye: its session, and the locks that it holds, end within two minutes, not hours (ADR 35).
JOB_SETTINGS = {
    "lock_timeout": "15min",
    "tcp_keepalives_idle": "60",
    "tcp_keepalives_interval": "10",
    "tcp_keepalives_count": "6",
    "tcp_user_timeout": "120s",
}
# Roles and databases belong to the whole server: two `prepare` of different databases can meet there.
COLLISIONS = (
    psycopg.errors.DuplicateDatabase,
    psycopg.errors.DuplicateObject,
    psycopg.errors.UniqueViolation,
    psycopg.errors.ObjectInUse,
    psycopg.errors.InternalError_,
    # A build that goes on meanwhile drops tables, a release renames a schema.
    psycopg.errors.UndefinedTable,
    psycopg.errors.InvalidSchemaName,
)


def prepare(settings: Settings) -> None:
    """Make or complete everything this project needs in its database; safe to call twice, or at once.

    Raises OriginMismatch when another mirror fed this warehouse, MigrationError when it cannot be brought to this
    code's version or is beyond it, psycopg.Error when the owner lacks rights.
    """
    make_databases(settings)
    complete(settings)


def make_databases(settings: Settings) -> None:
    """The warehouse's and Airflow's databases on the embedded server, empty where they are new; Airflow's login anywhere."""
    if settings.is_embedded:
        _patiently(_make_database, settings)
    _patiently(metadata.prepare, settings)


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


def hand_over(conn: psycopg.Connection, settings: Settings) -> None:
    """Give each role what belongs to it of what the owner made; `conn` is the owner's."""
    conn.execute(_script("handed_over.sql", settings))


def for_an_administrator(settings: Settings) -> str:
    """SQL by which a superuser closes to readers what the database's owner cannot; run in the database itself."""
    limits = (
        f"ALTER ROLE \"{settings.login(role)}\" SET temp_file_limit = '{kind.temp_files}';"
        for role, kind in readers.KINDS.items()
    )
    return "\n".join([(files("warehouse") / "closed.sql").read_text(encoding="utf-8").strip(), *limits])


def close_server(settings: Settings) -> None:
    """Of a server that is the warehouse's alone, close the databases that it was made with, as a superuser."""
    with connect(settings, autocommit=True, application_name="acte2 prepare") as conn:
        conn.execute((files("warehouse") / "closed_server.sql").read_text(encoding="utf-8").encode())


def _make_database(settings: Settings) -> None:
    with connect_url(settings.embedded_url("postgres"), autocommit=True) as server:
        if (
            server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [settings.database]).fetchone()
            is None
        ):
            server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(settings.database)))
        server.execute(
            sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(sql.Identifier(settings.database))
        )
    close_server(settings)


def _complete(settings: Settings) -> None:
    with (
        connect(settings, application_name="acte2 prepare") as beside,
        connect(settings, autocommit=True, application_name="acte2 prepare") as conn,
        migrate.one_at_a_time(beside),
    ):
        migrate.check(conn)
        _check_origin(conn, settings)
        migrate.upgrade(conn)
        _make_roles(conn, settings)
        _repeat(conn, settings)


def _repeat(conn: psycopg.Connection, settings: Settings) -> None:
    """How things are, in one transaction. Raises Held with the readers that do not let go of what it changes."""
    retrying = Retrying(
        retry=retry_if_exception_type(psycopg.errors.LockNotAvailable),
        wait=wait_random(0.5, 2),
        stop=stop_after_delay(PATIENCE_S),
    )
    try:
        retrying(_say_how_things_are, conn, settings)
    except RetryError as error:
        who = bounds.in_the_way(conn, "marts", "quality")
        raise Held(f"prepare: waited {PATIENCE_S:.0f} s for what readers hold; in the way: {who}") from error


def _say_how_things_are(conn: psycopg.Connection, settings: Settings) -> None:
    with conn.transaction():
        conn.execute("SELECT set_config('lock_timeout', %s, true)", [LOCK_TIME])
        for script in REPEATED:
            conn.execute(_script(script, settings))
        if logins.is_superuser(conn):
            conn.execute(_script("closed.sql", settings))
        origin.remember(conn, settings.origin)


def _script(name: str, settings: Settings) -> sql.Composed:
    """Text of a script, with the database's name and its logins': `{loader}`, and as text `{loader_name}`."""
    text = sql.SQL((files("warehouse") / name).read_text(encoding="utf-8"))
    logins = {role.value: settings.login(role) for role in LOGINS}
    names: dict[str, sql.Composable] = {
        "database": sql.Identifier(settings.database),
        "owner": sql.Identifier(settings.login(Role.OWNER)),
    }
    for role, login in logins.items():
        names |= {role: sql.Identifier(login), f"{role}_name": sql.Literal(login)}
    return text.format(**names)


def _check_origin(conn: psycopg.Connection, settings: Settings) -> None:
    """Refuse another mirror than the one that fed this warehouse; one that fed nothing yet is no matter."""
    fed_by = None if settings.adopt else origin.another(conn, settings.origin)
    if fed_by:
        raise OriginMismatch(
            f"warehouse {settings.database} was fed by {fed_by}, and now {settings.origin} is asked for. "
            "To mix them in it on purpose: ADOPT=1. To keep them apart: ACTE2_DATABASE=<another name>."
        )


def _make_roles(conn: psycopg.Connection, settings: Settings) -> None:
    """A login for each job and each kind of reader, into this database and no other, with its bounds."""
    database, is_superuser = sql.Identifier(settings.database), logins.is_superuser(conn)
    conn.execute(sql.SQL("REVOKE TEMPORARY ON DATABASE {} FROM PUBLIC").format(database))
    for role in LOGINS:
        name = settings.login(role)
        logins.make(conn, name, logins.password(settings, role))
        conn.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(database, sql.Identifier(name)))
        if role in readers.KINDS:
            readers.limit(conn, name, readers.KINDS[role], is_superuser)
        else:
            logins.begin_with(conn, name, JOB_SETTINGS)
