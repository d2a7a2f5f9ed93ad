"""Raw tables made from the declarations: a parent partitioned by vintage, a candidate per load."""

from psycopg import Connection, sql

from ingestion.columns import follow
from ingestion.declaration import Column, Resource, Source
from ingestion.registry import sources
from ingestion.vintage import Vintage
from warehouse import migrate
from warehouse.ops import locks

_OURS = "vintage text not null, load_id bigint not null, stream smallint not null default 0"
# By column, and of the table itself under null.
_SAID = """
select attname, description from pg_description left join pg_attribute on attrelid = objoid and attnum = objsubid and objsubid > 0
where classoid = 'pg_class'::regclass and objoid = to_regclass(%s)
"""


def ensure_all(db: Connection) -> list[str]:
    """Make every declared raw table that is missing, and bring those that stand to their declaration.

    Columns declared since are added; a type is widened where no value can be lost. Returns what was changed, and
    the columns that are no longer declared, in sentences. Raises TypeMismatch for what would lose something, and
    then nothing is changed; MigrationError in a warehouse that a newer code has upgraded.
    """
    return _ensure_these(db, [(source, resource) for source in sources() for resource in source.resources])


def ensure(db: Connection, source: Source, resource: Resource) -> list[str]:
    """The same for the table of one resource: a fetch has no business with those of seventy others."""
    return _ensure_these(db, [(source, resource)])


def _ensure_these(db: Connection, declared: list[tuple[Source, Resource]]) -> list[str]:
    migrate.check(db)
    with db.transaction():
        locks.take(db, "raw tables")
        return [said for source, resource in declared for said in _ensure(db, source, resource)]


def _ensure(db: Connection, source: Source, resource: Resource) -> list[str]:
    table = sql.Identifier("raw", resource.raw_table)
    db.execute(
        sql.SQL("create table if not exists {} ({}, {}) partition by list (vintage)").format(
            table, _columns(resource), sql.SQL(_OURS)
        )
    )
    said = follow(db, resource)
    _comment(db, table, source, resource)
    return said


def _comment(db: Connection, table: sql.Identifier, source: Source, resource: Resource) -> None:
    """Says what the table and its columns are, where that is not what is said already."""
    said: dict[str | None, str] = dict(db.execute(_SAID, (f"raw.{resource.raw_table}",)).fetchall())
    about = f"{source.producer}, {resource.title}. Grain: {resource.grain}. Licence: {source.licence}."
    columns = {column.name: f"{column.doc} (published as {column.header})" for column in resource.columns}
    due = [
        sql.SQL("comment on column {}.{} is {}").format(table, sql.Identifier(name), sql.Literal(text))
        for name, text in columns.items()
        if said.get(name) != text
    ]
    if said.get(None) != about:
        due.append(sql.SQL("comment on table {} is {}").format(table, sql.Literal(about)))
    if due:
        db.execute(sql.SQL("; ").join(due))


def _columns(resource: Resource) -> sql.Composable:
    return sql.SQL(", ").join(_column(column) for column in resource.columns)


def _column(column: Column) -> sql.Composable:
    return sql.SQL("{} {}").format(sql.Identifier(column.name), sql.SQL(column.kind.pg_type))


def partition_name(raw_table: str, vintage: str) -> str:
    """Name of a vintage's partition, and of its candidate: `sirene_etablissement__2026_09`.

    No two vintages share one. Raises VintageRefused for what is none.
    """
    return f"{raw_table}__{Vintage(vintage).lower().replace('-', '_')}"
