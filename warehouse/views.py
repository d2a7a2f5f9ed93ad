"""The views of `marts`: compared with a release's tables, locked, and pointed at them together.

A reader holds a light lock on each view it reads until its transaction ends. All views are therefore locked
before any is changed, within a time far below PostgreSQL's deadlock time-out; when a reader is in the way,
everything is let go and tried again. So a reader waits a fraction of a second at worst, never meets an
error, and never sees two releases at once. Should the releasing process stop between its locks and its commit,
PostgreSQL ends its session after five seconds (`warehouse.bounds`), and readers go on with the release they had.
"""

from dataclasses import dataclass

import psycopg
from psycopg import sql
from tenacity import RetryError, Retrying, retry_if_exception_type, stop_after_delay, wait_exponential_jitter

from warehouse import bounds
from warehouse.errors import ReleaseError

LOCK_TIME = "200ms"
BUSY = (psycopg.errors.LockNotAvailable, psycopg.errors.QueryCanceled)

_RELATIONS = """
    SELECT relname FROM pg_class
    WHERE relnamespace = to_regnamespace(%s) AND relkind IN ('r', 'p', 'm', 'v') ORDER BY relname
"""
# A view and what it reads; a mart that stands from an earlier release is a view on its table there.
_READS = """
    SELECT DISTINCT
        seen.relname AS name,
        read.oid AS read,
        read.relnamespace = seen.relnamespace AS is_inside,
        read.relkind = 'r' AND read.relname = seen.relname
        AND read.relnamespace::regnamespace::text ~ '^(release|held)_[0-9]+$' AS is_standing
    FROM pg_class AS seen
    INNER JOIN pg_rewrite ON ev_class = seen.oid
    INNER JOIN pg_depend ON classid = 'pg_rewrite'::regclass AND objid = pg_rewrite.oid
    INNER JOIN pg_class AS read ON refclassid = 'pg_class'::regclass AND read.oid = refobjid AND read.oid <> seen.oid
    WHERE seen.relnamespace = to_regnamespace(%(schema)s) AND seen.relkind = 'v'
"""
_LOOSE = f"""
    SELECT format('%%s reads %%s', name, read::regclass) FROM ({_READS}) AS reads
    WHERE NOT is_inside AND NOT is_standing ORDER BY 1
"""  # noqa: S608 (of the text above)
_TABLES = f"""
    SELECT relname::text, pg_class.oid::bigint FROM pg_class
    WHERE relnamespace = to_regnamespace(%(schema)s) AND relkind IN ('r', 'p')
    UNION ALL
    SELECT name::text, read::bigint FROM ({_READS}) AS reads WHERE NOT is_inside AND is_standing
"""  # noqa: S608 (of the text above)
_COLUMNS = """
    SELECT attname, format_type(atttypid, atttypmod), attcollation
    FROM pg_attribute
    WHERE attrelid = to_regclass(format('%%I.%%I', %s::text, %s::text)) AND attnum > 0 AND NOT attisdropped
    ORDER BY attnum
"""
_COMMENTS = """
    SELECT attname, description
    FROM pg_description
    LEFT JOIN pg_attribute ON attrelid = objoid AND attnum = objsubid AND objsubid > 0
    WHERE objoid = format('%%I.%%I', %s::text, %s::text)::regclass AND classoid = 'pg_class'::regclass
"""


@dataclass(frozen=True)
class Changes:
    """What pointing `marts` at a schema takes: views to lock, views to drop, statements to run."""

    lock: list[str]
    drop: list[str]
    then: sql.Composed


def marts(conn: psycopg.Connection, schema: str) -> list[str]:
    """Names of a schema's tables, and of its views that read nothing but the schema or show one released table as it is.

    Raises ReleaseError for a view that reads anything else: its content could change under readers.
    """
    loose = [told for (told,) in conn.execute(_LOOSE, {"schema": schema}).fetchall()]
    if loose:
        raise ReleaseError(f"{schema}: a mart that is a view may read only marts: {', '.join(loose)}")
    return [name for (name,) in conn.execute(_RELATIONS, [schema]).fetchall()]


def tables(conn: psycopg.Connection, schema: str) -> dict[str, int]:
    """Of each mart of a schema that is no view of marts the oid of its table, which may be an earlier release's."""
    return dict(conn.execute(_TABLES, {"schema": schema}).fetchall())


def changes(conn: psycopg.Connection, old: str | None, new: str) -> Changes:
    """Changes from readers seeing schema `old` (None: nothing yet) to their seeing schema `new`."""
    wanted = marts(conn, new)
    seen = {name for (name,) in conn.execute(_RELATIONS, ["marts"]).fetchall()}
    gone = [name for name in (marts(conn, old) if old else []) if name not in wanted and name in seen]
    unlike = [name for name in wanted if name in seen and not _fits(conn, name, new)]
    return Changes(
        lock=sorted({*seen.intersection(wanted), *gone}),
        drop=gone + unlike,
        then=sql.SQL("\n").join([statement for name in wanted for statement in _view(conn, new, name)]),
    )


def apply(conn: psycopg.Connection, planned: Changes, patience_s: float) -> None:
    """Make the changes inside the caller's transaction, waiting for readers up to `patience_s` seconds.

    Raises ReleaseError that names the sessions in the way, or the views that hold on to a changed mart.
    """
    retrying = Retrying(
        retry=retry_if_exception_type(BUSY),
        wait=wait_exponential_jitter(multiplier=0.05, max=3, jitter=0.1),
        stop=stop_after_delay(patience_s),
    )
    try:
        retrying(_apply, conn, planned)
    except RetryError as error:
        raise ReleaseError(
            f"readers held the marts for {patience_s:.0f} s, what they see is unchanged; in the way: "
            f"{bounds.in_the_way(conn, 'marts')}"
        ) from error


def _apply(conn: psycopg.Connection, planned: Changes) -> None:
    with conn.transaction():
        _lock(conn, planned.lock)
        try:
            for name in planned.drop:
                conn.execute(sql.SQL("DROP VIEW {}").format(_mart(name)))
            conn.execute(planned.then)
        except psycopg.errors.DependentObjectsStillExist as error:
            raise ReleaseError(
                f"{error.diag.message_primary}: it disappears or its columns change, and others are built on "
                f"it ({error.diag.message_detail}). Drop or change those first; readers still see the "
                "release they had."
            ) from error
        except (psycopg.errors.WrongObjectType, psycopg.errors.InvalidTableDefinition) as error:
            raise ReleaseError(f"schema marts must hold only views of ours: {error}") from error


def _lock(conn: psycopg.Connection, names: list[str]) -> None:
    """Lock all views, or none: the time is for all of them together, hence a statement's time-out.

    From then on readers wait for the caller's commit, and for no more than `bounds.HOLDS_READERS_S`.
    """
    if not names:
        return
    conn.execute("SELECT set_config('statement_timeout', %s, true)", [LOCK_TIME])
    views = sql.SQL(", ").join(map(_mart, names))
    conn.execute(sql.SQL("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE").format(views))
    bounds.hold_briefly(conn)


def _fits(conn: psycopg.Connection, name: str, new: str) -> bool:
    """True when the view can be replaced in place: same columns in the same order, others only after."""
    shown = conn.execute(_COLUMNS, ["marts", name]).fetchall()
    coming = conn.execute(_COLUMNS, [new, name]).fetchall()
    return coming[: len(shown)] == shown


def _view(conn: psycopg.Connection, schema: str, name: str) -> list[sql.Composed]:
    """Statements that make or replace one view and give it the comments of its table."""
    view, table = _mart(name), sql.Identifier(schema, name)
    made = sql.SQL("CREATE OR REPLACE VIEW {} AS SELECT * FROM {};").format(view, table)
    said = conn.execute(_COMMENTS, [schema, name]).fetchall()
    return [made, *(_comment(view, name, column, text) for column, text in said)]


def _comment(view: sql.Identifier, name: str, column: str | None, text: str) -> sql.Composed:
    if column is None:
        return sql.SQL("COMMENT ON VIEW {} IS {};").format(view, sql.Literal(text))
    return sql.SQL("COMMENT ON COLUMN {} IS {};").format(
        sql.Identifier("marts", name, column), sql.Literal(text)
    )


def _mart(name: str) -> sql.Identifier:
    return sql.Identifier("marts", name)
