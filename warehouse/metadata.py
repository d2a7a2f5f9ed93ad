"""Airflow's own database: beside the warehouse's, under a login of its own, and closed to everybody else.

It holds connections, variables and what tasks told one another: nobody who reads or builds the warehouse has any business
there, nor Airflow's login in the warehouse.
"""

from importlib.resources import files
from urllib.parse import SplitResult, unquote, urlsplit, urlunsplit

import psycopg
from psycopg import sql

from warehouse import logins
from warehouse.connect import connect, connect_url
from warehouse.ops.statement import value
from warehouse.roles import Role
from warehouse.settings import Settings


def prepare(settings: Settings) -> None:
    """Make Airflow's database and login, or hand what there is over to that login.

    Nothing is done where Airflow has a server of its own, where its URL has the owner's login, or where the owner is no
    superuser: then whoever administers the server made both.
    """
    if not settings.airflow_connection and settings.is_embedded:
        logins.password(settings, Role.AIRFLOW)
    told, ours = urlsplit(settings.airflow_url), urlsplit(settings.warehouse_url)
    if (told.hostname, told.port) != (ours.hostname, ours.port) or told.username in (ours.username, None):
        return
    with connect(settings, autocommit=True, application_name="acte2 prepare") as conn:
        if not logins.is_superuser(conn):
            return
        _make(conn, told)
    with connect_url(urlunsplit(ours._replace(path=told.path)), autocommit=True) as conn:
        script = (files("warehouse") / "metadata.sql").read_text(encoding="utf-8")
        conn.execute(sql.SQL(script).format(airflow_name=sql.Literal(unquote(told.username or ""))))


def _make(conn: psycopg.Connection, told: SplitResult) -> None:
    login, name = unquote(told.username or ""), unquote(told.path[1:])
    logins.make(conn, login, unquote(told.password or ""))
    database, role = sql.Identifier(name), sql.Identifier(login)
    if not value(conn, "SELECT EXISTS (SELECT FROM pg_database WHERE datname = %s)", [name]):
        conn.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(database, role))
    conn.execute(sql.SQL("ALTER DATABASE {} OWNER TO {}").format(database, role))
    conn.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database))
