"""Release: what readers see changes in one transaction, is remembered, and can be taken back."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.resources import files

import psycopg
from psycopg import sql

from warehouse import bounds, migrate, views
from warehouse.connect import connect
from warehouse.errors import ReleaseError
from warehouse.ops import built, locks
from warehouse.ops import releases as book
from warehouse.ops.releases import Release
from warehouse.roles import Role
from warehouse.settings import Settings

CANDIDATE = "marts_candidate"
VALUES = "fct_indicator_value"
KEPT = 3
PATIENCE_S = 300.0
# Schema of a release that nobody can go back to, for the tables that a later one shows.
HELD = "held_"

_NOT_OURS = """
    SELECT relname FROM pg_class
    WHERE relnamespace = to_regnamespace(%s) AND relkind IN ('r', 'p', 'v', 'm') AND pg_get_userbyid(relowner) <> CURRENT_USER
"""
# What is left of forgotten releases and no kept release, candidate or model shows, views first.
_SHOWN_BY_NOBODY = """
    SELECT relnamespace::regnamespace::text, relname::text, CASE relkind WHEN 'v' THEN 'VIEW' ELSE 'TABLE' END
    FROM pg_class AS held
    WHERE relnamespace::regnamespace::text ~ '^held_[0-9]+$' AND relkind IN ('r', 'v')
        AND NOT EXISTS (
            SELECT FROM pg_depend INNER JOIN pg_rewrite ON pg_rewrite.oid = objid INNER JOIN pg_class AS seen ON seen.oid = ev_class
            WHERE classid = 'pg_rewrite'::regclass AND refclassid = 'pg_class'::regclass AND refobjid = held.oid
                AND seen.relnamespace::regnamespace::text ~ '^(release_[0-9]+|marts_candidate|intermediate)$'
        )
    ORDER BY relkind DESC, 1, 2
"""
_EMPTY = """
    SELECT nspname::text FROM pg_namespace
    WHERE nspname ~ '^held_[0-9]+$' AND NOT EXISTS (SELECT FROM pg_class WHERE relnamespace = pg_namespace.oid)
"""
# Foreign keys of these tables to a table that is not among them while another one of its name is.
_STALE_REFERENCES = """
    SELECT DISTINCT format(
        'ALTER TABLE %%s ADD FOREIGN KEY (%%s) REFERENCES %%s (%%s) NOT VALID', conrelid::regclass, columns, now.oid::regclass, keys
    )
    FROM pg_constraint
    INNER JOIN pg_class AS past ON past.oid = confrelid
    INNER JOIN pg_class AS now ON now.relname = past.relname AND now.oid = ANY (%s::bigint [])
    CROSS JOIN LATERAL (
        SELECT string_agg(quote_ident(attname), ', ' ORDER BY place) AS columns
        FROM unnest(conkey) WITH ORDINALITY AS key (attnum, place) INNER JOIN pg_attribute USING (attnum) WHERE attrelid = conrelid
    ) AS referring
    CROSS JOIN LATERAL (
        SELECT string_agg(quote_ident(attname), ', ' ORDER BY place) AS keys
        FROM unnest(confkey) WITH ORDINALITY AS key (attnum, place) INNER JOIN pg_attribute USING (attnum) WHERE attrelid = confrelid
    ) AS referred
    WHERE contype = 'f' AND conrelid = ANY (%s::bigint [])
        AND NOT EXISTS (
            SELECT FROM pg_constraint AS other
            WHERE other.conrelid = pg_constraint.conrelid AND other.conkey = pg_constraint.conkey AND other.confrelid = now.oid
        )
"""


def release(
    settings: Settings, fingerprint: str, git_commit: str | None = None, patience_s: float = PATIENCE_S
) -> Release:
    """Let readers see what dbt built in `marts_candidate`, all of it at once, and leave that schema empty.

    Raises ReleaseError when there is nothing to release, when readers stay in the way for `patience_s`
    seconds, or when somebody's view hangs on a mart that disappears or changes its columns. Whatever
    happens before its end, readers keep the release they had and the candidate stays. Called again for
    what it has just released (a task tried again), it answers with that release.
    """
    with _session(settings, "acte2 release") as conn:
        _one_at_a_time(conn)
        migrate.check(conn)
        before = book.current(conn)
        if not views.marts(conn, CANDIDATE):
            if before and before.event == "release" and before.fingerprint == fingerprint:
                built.finish(conn)
                return before
            raise ReleaseError(f"nothing to release: {CANDIDATE} is empty; build the marts first")
        release_id = book.next_number(conn)
        schema = f"release_{release_id}"
        _set_candidate_apart(conn, settings, schema)
        _refer(conn, schema)
        book.record(conn, release_id, "release", schema, fingerprint, git_commit)
        _switch(conn, release_id, before, schema, patience_s)
        built.finish(conn)
        made = _now_current(conn)
        conn.commit()
        _forget_oldest(conn)
    return made


def rollback(settings: Settings, patience_s: float = PATIENCE_S) -> Release:
    """Let readers see the previous kept release again; the same raw data will not bring this one back.

    Raises ReleaseError when none is kept, or as `release` does.
    """
    with _session(settings, "acte2 rollback") as conn:
        _one_at_a_time(conn)
        migrate.check(conn)
        before = book.current(conn)
        earlier = [schema for schema in book.kept(conn) if before and schema != before.schema_name]
        if before is None or not earlier:
            raise ReleaseError("no earlier release is kept: nothing to go back to")
        release_id, schema = book.next_number(conn), earlier[0]
        book.record(conn, release_id, "rollback", schema, before.fingerprint, book.commit_of(conn, schema))
        _switch(conn, release_id, before, schema, patience_s)
        return _now_current(conn)


def current(settings: Settings) -> Release | None:
    """What readers see now; None before a first release."""
    with connect(settings, Role.RELEASER) as conn:
        return book.current(conn)


def releases(settings: Settings) -> list[Release]:
    """Every change of what readers saw, newest first."""
    with connect(settings, Role.RELEASER) as conn:
        return book.every(conn)


@contextmanager
def _session(settings: Settings, name: str) -> Iterator[psycopg.Connection]:
    """A session that PostgreSQL ends when this process stops in a transaction, so that nobody waits for it for ever.

    Raises ReleaseError when it was ended for that.
    """
    with connect(settings, Role.RELEASER, application_name=name) as conn:
        bounds.never_stand_still(conn)
        try:
            yield conn
        except bounds.OVERDUE as error:
            raise ReleaseError(
                f"{name}: this process stood still while others waited for it, and PostgreSQL ended its session "
                "(the machine slept, or is overloaded?). Readers see one whole release; run it again: what was done "
                "is not done twice."
            ) from error


def _now_current(conn: psycopg.Connection) -> Release:
    made = book.current(conn)
    if made is None:
        raise ReleaseError("the release just recorded is not there: something else wrote to ops.release")
    return made


def _one_at_a_time(conn: psycopg.Connection, patience_s: float = locks.PATIENCE_S) -> None:
    """One release at a time, and on disk when it says so, whatever the server's habit."""
    locks.take(conn, "release", patience_s)
    conn.execute("SELECT set_config('synchronous_commit', 'on', true)")


def _set_candidate_apart(conn: psycopg.Connection, settings: Settings, schema: str) -> None:
    """Take over what was built: from now on whoever builds may read it and refer to it, and change nothing of it."""
    names = {
        "candidate": sql.Identifier(CANDIDATE),
        "schema": sql.Identifier(schema),
        "transformer": sql.Identifier(settings.login(Role.TRANSFORMER)),
    }
    for (name,) in conn.execute(_NOT_OURS, [CANDIDATE]).fetchall():
        _take_over(conn, name)
    conn.execute(sql.SQL((files("warehouse") / "set_apart.sql").read_text(encoding="utf-8")).format(**names))
    conn.execute(sql.SQL((files("warehouse") / "candidate.sql").read_text(encoding="utf-8")).format(**names))


def _take_over(conn: psycopg.Connection, name: str) -> None:
    statement = sql.SQL("ALTER TABLE {} OWNER TO CURRENT_USER")
    try:
        conn.execute(statement.format(sql.Identifier(CANDIDATE, name)))
    except psycopg.errors.InsufficientPrivilege as error:
        raise ReleaseError(
            f"{CANDIDATE}.{name} is not the transformer's: somebody else made it ({error.diag.message_primary}). "
            "`python -m warehouse prepare` hands over what the owner made; anything else, drop it and build again."
        ) from error


def _switch(
    conn: psycopg.Connection, release_id: int, before: Release | None, new: str, patience_s: float
) -> None:
    """Record what changes, then point the views at schema `new`; the slow part comes before any lock."""
    old = before.schema_name if before else None
    now, past = (views.tables(conn, schema).get(VALUES) if schema else None for schema in (new, old))
    codes = book.changed(conn, old if past else None, new, now) if now else []
    if old and now and past and now != past:
        book.revise(conn, release_id, old, new, codes)
    if now:
        book.triangulate(conn, release_id, new, codes)
    views.apply(conn, views.changes(conn, old, new), patience_s)


def _refer(conn: psycopg.Connection, schema: str) -> None:
    """Let marts that stand from an earlier release refer to the dimensions of this one, where those were made anew."""
    for (statement,) in conn.execute(
        _STALE_REFERENCES, [list(views.tables(conn, schema).values())] * 2
    ).fetchall():
        conn.execute(statement.encode())


def _forget_oldest(conn: psycopg.Connection) -> None:
    """Drop the tables of all but the last releases; one that is still being read waits for the next time.

    A table that a later release shows stays, in a schema that says so. Transactions of their own: they must
    neither undo a release nor lengthen the readers' wait.
    """
    _one_at_a_time(conn)
    forgotten = book.beyond(conn, book.kept(conn)[:KEPT])
    for schema in forgotten:
        held = sql.Identifier(schema.replace("release_", HELD, 1))
        conn.execute(sql.SQL("ALTER SCHEMA {} RENAME TO {}").format(sql.Identifier(schema), held))
    conn.commit()
    for schema, name, kind in conn.execute(_SHOWN_BY_NOBODY).fetchall():
        _drop(
            conn, sql.SQL("DROP {} IF EXISTS {} CASCADE").format(sql.SQL(kind), sql.Identifier(schema, name))
        )
    for (schema,) in conn.execute(_EMPTY).fetchall():
        _drop(conn, sql.SQL("DROP SCHEMA {}").format(sql.Identifier(schema)))


def _drop(conn: psycopg.Connection, statement: sql.Composed) -> None:
    with suppress(psycopg.OperationalError), conn.transaction():
        _one_at_a_time(conn)
        conn.execute("SELECT set_config('lock_timeout', %s, true)", [views.LOCK_TIME])
        bounds.hold_briefly(conn)  # a foreign key that goes locks the dimension, which readers may see
        conn.execute(statement)
