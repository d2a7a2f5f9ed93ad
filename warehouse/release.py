"""Release: what readers see changes in one transaction, is remembered, and can be taken back."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files

import psycopg
from psycopg import sql
from psycopg.rows import class_row

from warehouse import migrate, views
from warehouse.connect import connect
from warehouse.errors import ReleaseError
from warehouse.settings import Settings

CANDIDATE = "marts_candidate"
KEPT = 3
LOCK = 0x0AC7E3
PATIENCE_S = 300.0

_RELEASES = """
    SELECT release_id, released_at, event, schema_name, fingerprint, git_commit, is_current,
        (SELECT count(*) FROM ops.revision WHERE revision.release_id = release.release_id) AS revisions
    FROM ops.release
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


def release(
    settings: Settings, fingerprint: str, git_commit: str | None = None, patience_s: float = PATIENCE_S
) -> Release:
    """Let readers see what dbt built in `marts_candidate`, all of it at once, and leave that schema empty.

    Raises ReleaseError when there is nothing to release, when readers stay in the way for `patience_s`
    seconds, or when somebody's view hangs on a mart that disappears or changes its columns. Whatever
    happens before its end, readers keep the release they had and the candidate stays. Called again for
    what it has just released (a task tried again), it answers with that release.
    """
    with connect(settings, application_name="acte2 release") as conn:
        _one_at_a_time(conn)
        migrate.check(conn)
        before = _current(conn)
        if not views.tables(conn, CANDIDATE):
            if before and before.event == "release" and before.fingerprint == fingerprint:
                return before
            raise ReleaseError(f"nothing to release: {CANDIDATE} is empty; build the marts first")
        release_id = _next_number(conn)
        schema = f"release_{release_id}"
        _set_candidate_apart(conn, schema)
        _record(conn, release_id, "release", schema, fingerprint, git_commit)
        _switch(conn, release_id, before, schema, patience_s)
        made = _current(conn)
        conn.commit()
        _forget_oldest(conn)
    return made


def rollback(settings: Settings, patience_s: float = PATIENCE_S) -> Release:
    """Let readers see the previous kept release again; the same raw data will not bring this one back.

    Raises ReleaseError when none is kept, or as `release` does.
    """
    with connect(settings, application_name="acte2 rollback") as conn:
        _one_at_a_time(conn)
        migrate.check(conn)
        before = _current(conn)
        earlier = [row for row in _kept(conn) if before and row[1] != before.schema_name]
        if before is None or not earlier:
            raise ReleaseError("no earlier release is kept: nothing to go back to")
        release_id, schema = _next_number(conn), earlier[0][1]
        _record(conn, release_id, "rollback", schema, before.fingerprint, _commit_of(conn, schema))
        _switch(conn, release_id, before, schema, patience_s)
        return _current(conn)


def current(settings: Settings) -> Release | None:
    """What readers see now; None before a first release."""
    with connect(settings) as conn:
        return _current(conn)


def releases(settings: Settings) -> list[Release]:
    """Every change of what readers saw, newest first."""
    with connect(settings) as conn, conn.cursor(row_factory=class_row(Release)) as cursor:
        return cursor.execute(f"{_RELEASES} ORDER BY release_id DESC").fetchall()


def _current(conn: psycopg.Connection) -> Release | None:
    with conn.cursor(row_factory=class_row(Release)) as cursor:
        return cursor.execute(f"{_RELEASES} WHERE is_current").fetchone()


def _one_at_a_time(conn: psycopg.Connection) -> None:
    """One release at a time, and on disk when it says so, whatever the server's habit."""
    conn.execute("SELECT pg_advisory_xact_lock(%s), set_config('synchronous_commit', 'on', true)", [LOCK])


def _next_number(conn: psycopg.Connection) -> int:
    """Numbers of failed releases are not used again, so that a schema's name means one release for ever."""
    return conn.execute("SELECT nextval(pg_get_serial_sequence('ops.release', 'release_id'))").fetchone()[0]


def _set_candidate_apart(conn: psycopg.Connection, schema: str) -> None:
    conn.execute(
        sql.SQL("ALTER SCHEMA {} RENAME TO {}").format(sql.Identifier(CANDIDATE), sql.Identifier(schema))
    )
    comment = sql.SQL("COMMENT ON SCHEMA {} IS 'A released set of marts, seen through the views of marts.'")
    conn.execute(comment.format(sql.Identifier(schema)))
    conn.execute((files("warehouse") / "candidate.sql").read_text(encoding="utf-8"))


def _record(
    conn: psycopg.Connection,
    release_id: int,
    event: str,
    schema: str,
    fingerprint: str,
    git_commit: str | None,
) -> None:
    conn.execute("UPDATE ops.release SET is_current = false WHERE is_current")
    conn.execute(
        "INSERT INTO ops.release (release_id, event, schema_name, fingerprint, git_commit, is_current)"
        " OVERRIDING SYSTEM VALUE VALUES (%s, %s, %s, %s, %s, true)",
        [release_id, event, schema, fingerprint, git_commit],
    )


def _switch(
    conn: psycopg.Connection, release_id: int, before: Release | None, new: str, patience_s: float
) -> None:
    """Record what changes, then point the views at schema `new`; the slow part comes before any lock."""
    old = before.schema_name if before else None
    if old and all("fct_indicator_value" in views.tables(conn, schema) for schema in (old, new)):
        text = (files("warehouse") / "revisions.sql").read_text(encoding="utf-8")
        names = {"old": sql.Identifier(old), "new": sql.Identifier(new)}
        conn.execute(sql.SQL(text).format(**names), {"release_id": release_id})
    views.apply(conn, views.changes(conn, old, new), patience_s)


def _kept(conn: psycopg.Connection) -> list[tuple[int, str]]:
    """Number and schema of the releases that can be seen again, newest first."""
    return conn.execute((files("warehouse") / "kept_releases.sql").read_text(encoding="utf-8")).fetchall()


def _commit_of(conn: psycopg.Connection, schema: str) -> str | None:
    return conn.execute(
        "SELECT git_commit FROM ops.release WHERE event = 'release' AND schema_name = %s", [schema]
    ).fetchone()[0]


def _forget_oldest(conn: psycopg.Connection) -> None:
    """Drop the tables of all but the last releases; one that is still being read waits for the next time.

    A transaction of its own: it must neither undo a release nor lengthen the readers' wait.
    """
    keep = [schema for _, schema in _kept(conn)][:KEPT]
    known = conn.execute(
        "SELECT DISTINCT schema_name FROM ops.release"
        " WHERE to_regnamespace(schema_name) IS NOT NULL AND schema_name <> ALL (%s)",
        [keep],
    ).fetchall()
    conn.commit()
    for (schema,) in known:
        with suppress(psycopg.OperationalError), conn.transaction():
            _one_at_a_time(conn)
            conn.execute("SELECT set_config('lock_timeout', %s, true)", [views.LOCK_TIME])
            conn.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(schema)))
