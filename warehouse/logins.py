"""Logins on the server, and their passwords: given, or made once and kept in the home."""

from collections.abc import Mapping
from secrets import token_urlsafe

import psycopg
from psycopg import sql

from warehouse import secret_files
from warehouse.ops.statement import value
from warehouse.roles import Role
from warehouse.settings import Settings

_EXISTS = "SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = %s)"
_IS_SUPERUSER = "SELECT rolsuper FROM pg_roles WHERE rolname = CURRENT_USER"


def make(conn: psycopg.Connection, name: str, password: str) -> None:
    """Make a login, or give it this password; the server gets a verifier, so that no password reaches a log."""
    role = sql.Identifier(name)
    verifier = conn.pgconn.encrypt_password(password.encode(), name.encode(), b"scram-sha-256").decode()
    if not value(conn, _EXISTS, [name]):
        conn.execute(sql.SQL("CREATE ROLE {}").format(role))
    conn.execute(sql.SQL("ALTER ROLE {} LOGIN PASSWORD {}").format(role, sql.Literal(verifier)))


def begin_with(conn: psycopg.Connection, name: str, told: Mapping[str, str]) -> None:
    """Settings that sessions of a login begin with."""
    for setting, text in told.items():
        statement = sql.SQL("ALTER ROLE {} SET {} = {}")
        conn.execute(statement.format(sql.Identifier(name), sql.Identifier(setting), sql.Literal(text)))


def password(settings: Settings, role: Role) -> str:
    """A role's password: the one that was given, else one that is made once and kept in the home."""
    if role in settings.chosen_passwords:
        return settings.chosen_passwords[role]
    made = secret_files.remember(
        settings.secret(role), lambda: {"user": settings.login(role), "password": token_urlsafe(24)}
    )
    return str(made["password"])


def is_superuser(conn: psycopg.Connection) -> bool:
    """Whether this session may do anything on its server."""
    return bool(value(conn, _IS_SUPERUSER))
