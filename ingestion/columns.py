"""Columns of a raw table that stands, compared with its declaration: added, widened, left, or refused."""

from psycopg import Connection, errors, sql

from ingestion.declaration import Column, Resource
from ingestion.errors import TypeMismatch
from warehouse.ops import vintages

# From one type to another that holds each of its values as it is. Nothing becomes text: what the publisher wrote
# ("01", "1.0") cannot be had back from what was made of it.
WIDER = {("integer", "bigint"), ("integer", "numeric"), ("bigint", "numeric")}
OURS = ("vintage", "load_id", "stream")

_PRESENT = """
select attname, format_type(atttypid, null) from pg_attribute
where attrelid = to_regclass(%s) and attnum > 0 and not attisdropped
"""
_DECLARED = "select name, format_type(to_regtype(type), null) from unnest(%s::text [], %s::text []) as declared (name, type)"
_HAS_VINTAGE = "select exists (select from pg_inherits where inhparent = to_regclass(%s))"
# Views of dbt's on the table, and on those; the last ones first.
_VIEWS = """
with recursive hanging (view, depth) as (
    select ev_class, 1 from pg_rewrite inner join pg_depend on pg_depend.objid = pg_rewrite.oid
    where refobjid = to_regclass(%s) and classid = 'pg_rewrite'::regclass and ev_class <> refobjid
    union
    select ev_class, depth + 1 from hanging inner join pg_depend on refobjid = view
    inner join pg_rewrite on pg_depend.objid = pg_rewrite.oid
    where classid = 'pg_rewrite'::regclass and ev_class <> refobjid
)
select relnamespace::regnamespace::text, relname from hanging inner join pg_class on pg_class.oid = view
where relnamespace in (to_regnamespace('staging'), to_regnamespace('intermediate')) and relkind = 'v'
group by relnamespace, relname order by max(depth) desc
"""


def follow(db: Connection, resource: Resource) -> list[str]:
    """Bring a table's columns, in all its vintages, to the declaration; what was done and found, in sentences.

    A column that is no longer declared stays with its values, empty in vintages to come. Raises TypeMismatch.
    """
    table = sql.Identifier("raw", resource.raw_table)
    present: dict[str, str] = dict(db.execute(_PRESENT, (f"raw.{resource.raw_table}",)).fetchall())
    if "stream" not in present:  # a table of before loads were written by stream
        db.execute(sql.SQL("alter table {} add column stream smallint not null default 0").format(table))
    said = [
        f"raw.{resource.raw_table}.{name} is no longer declared: its values stay, new vintages leave it empty"
        for name in present
        if name not in {*OURS, *(column.name for column in resource.columns)}
    ]
    kinds = {column.name: column.kind.pg_type for column in resource.columns}
    types: dict[str, str] = dict(db.execute(_DECLARED, (list(kinds), list(kinds.values()))).fetchall())
    for column in resource.columns:
        declared = types[column.name]
        if column.name not in present:
            _alter(db, resource, sql.SQL("add column {} {}"), column)
            said.append(
                f"raw.{resource.raw_table}.{column.name} {declared}: added, empty in vintages that stand"
            )
        elif present[column.name] != declared:
            _change(db, resource, column, present[column.name], declared)
            said.append(f"raw.{resource.raw_table}.{column.name}: {present[column.name]} became {declared}")
    return said


def _change(db: Connection, resource: Resource, column: Column, present: str, declared: str) -> None:
    """The declared type in place of the present one, where no value is lost; a table without vintage has none."""
    name = f"raw.{resource.raw_table}"
    is_empty = not _scalar(db, _HAS_VINTAGE, name)
    if not is_empty and (present, declared) not in WIDER:
        raise TypeMismatch(
            f"{name}.{column.name} is {present}, declared is {declared}: the vintages that stand would lose what "
            f"they hold. Declare it {present} again, or under another name (these vintages leave that one empty). "
            f"Or give the vintages up, to be loaded again: drop table {name} cascade; "
            f"{vintages.giving_up(resource.raw_table)};"
        )
    changed = sql.SQL("alter column {} type {} using null" if is_empty else "alter column {} type {}")
    try:
        # dbt makes its views again at the next build; anybody else's is not ours to drop.
        for schema, view in db.execute(_VIEWS, (name,)).fetchall():
            db.execute(sql.SQL("drop view {}").format(sql.Identifier(schema, view)))
        _alter(db, resource, changed, column)
    except errors.InsufficientPrivilege as error:
        raise TypeMismatch(
            f"{name}.{column.name} is {present}, declared is {declared}: views of dbt's hang on it, which a load may not "
            "drop. `python -m ingestion tables`, as `make run` at its start, does that as the owner."
        ) from error
    except (errors.FeatureNotSupported, errors.DependentObjectsStillExist) as error:
        raise TypeMismatch(
            f"{name}.{column.name} is {present}, declared is {declared}: {error.diag.message_primary} "
            f"({error.diag.message_detail}). Drop what hangs on it, run again, then make it anew."
        ) from error


def _alter(db: Connection, resource: Resource, action: sql.SQL, column: Column) -> None:
    """Alter the parent; its partitions follow."""
    told = action.format(sql.Identifier(column.name), sql.SQL(column.kind.pg_type))
    table = sql.Identifier("raw", resource.raw_table)
    db.execute(sql.SQL("alter table {} {}").format(table, told))


def _scalar(db: Connection, query: str, value: str) -> object:
    found = db.execute(query, (value,)).fetchone()
    return found[0] if found else None
