"""`ops.release` and `ops.revision`: each change of what readers see, and the values it changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import psycopg
from psycopg import sql
from psycopg.rows import class_row

from warehouse.ops import built
from warehouse.ops.statement import text, value

_RELEASES = """
    SELECT release_id, released_at, event, schema_name, fingerprint, git_commit, is_current,
        (SELECT count(*) FROM ops.revision WHERE revision.release_id = release.release_id) AS revisions
    FROM ops.release
"""
_RECORD = """
    INSERT INTO ops.release (release_id, event, schema_name, fingerprint, git_commit, is_current)
    OVERRIDING SYSTEM VALUE VALUES (%s, %s, %s, %s, %s, true)
"""
_RELEASED_AT = "SELECT max(released_at) FROM ops.release WHERE event = 'release' AND schema_name = %s"
_BEYOND = """
    SELECT DISTINCT schema_name FROM ops.release
    WHERE to_regnamespace(schema_name) IS NOT NULL AND schema_name <> ALL (%s)
"""


@dataclass(frozen=True)
class Release:
    """One change of what readers see; `revisions` counts the published values it changed or withdrew."""

    release_id: int
    released_at: datetime
    event: str
    schema_name: str
    fingerprint: str
    git_commit: str | None
    is_current: bool
    revisions: int


def current(conn: psycopg.Connection) -> Release | None:
    """What readers see now; None before a first release."""
    with conn.cursor(row_factory=class_row(Release)) as cursor:
        return cursor.execute(f"{_RELEASES} WHERE is_current").fetchone()


def every(conn: psycopg.Connection) -> list[Release]:
    """Every change of what readers saw, newest first."""
    with conn.cursor(row_factory=class_row(Release)) as cursor:
        return cursor.execute(f"{_RELEASES} ORDER BY release_id DESC").fetchall()


def next_number(conn: psycopg.Connection) -> int:
    """Numbers of failed releases are not used again, so that a schema's name means one release for ever."""
    return int(value(conn, "SELECT nextval(pg_get_serial_sequence('ops.release', 'release_id'))"))


def record(
    conn: psycopg.Connection,
    release_id: int,
    event: str,
    schema: str,
    fingerprint: str,
    git_commit: str | None,
) -> None:
    """A line for a `release` or a `rollback`, the current one from now on."""
    conn.execute("UPDATE ops.release SET is_current = false WHERE is_current")
    conn.execute(_RECORD, [release_id, event, schema, fingerprint, git_commit])


def changed(conn: psycopg.Connection, old: str | None, new: str, facts: int) -> list[str]:
    """Indicators whose rows in schema `new`, whose table of them is `facts`, may be others than schema `old` released."""
    told = {code for schema in (old, new) if schema for code in _indicators(conn, schema)}
    released_at = value(conn, _RELEASED_AT, [old])
    counted = {code for (code,) in conn.execute("SELECT DISTINCT indicator_code FROM ops.revision_triangle")}
    same = {part.key for part in built.parts(conn, facts) if released_at and part.since < released_at}
    return sorted(told - (same & counted))


def _indicators(conn: psycopg.Connection, schema: str) -> list[str]:
    statement = sql.SQL(text("indicators")).format(schema=sql.Identifier(schema))
    return [code for (code,) in conn.execute(statement)]


def revise(conn: psycopg.Connection, release_id: int, old: str, new: str, codes: Sequence[str]) -> None:
    """Record the values of these indicators that readers saw in schema `old` and that `new` changes or no longer publishes."""
    names = {"old": sql.Identifier(old), "new": sql.Identifier(new)}
    conn.execute(sql.SQL(text("revise")).format(**names), {"release_id": release_id, "changed": list(codes)})


def triangulate(conn: psycopg.Connection, release_id: int, new: str, codes: Sequence[str]) -> None:
    """Count what schema `new` publishes of these indicators, and of the others take what was counted before.

    Add up how far its values are from their first figures.
    """
    statement = sql.SQL(text("triangle")).format(new=sql.Identifier(new))
    conn.execute(statement, {"release_id": release_id, "changed": list(codes)})


def kept(conn: psycopg.Connection) -> list[str]:
    """Schemas of the releases that can be seen again, newest first."""
    return [schema for _, schema in conn.execute(text("kept_releases"))]


def beyond(conn: psycopg.Connection, keep: Sequence[str]) -> list[str]:
    """Schemas of releases that are still there, but for these."""
    return [schema for (schema,) in conn.execute(_BEYOND, [list(keep)])]


def commit_of(conn: psycopg.Connection, schema: str) -> str | None:
    """Commit of the code that built a release, when known."""
    made_by = "SELECT git_commit FROM ops.release WHERE event = 'release' AND schema_name = %s"
    found: str | None = value(conn, made_by, [schema])
    return found
