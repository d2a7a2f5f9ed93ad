"""What a release holds: its marts with columns, words and keys, as PostgreSQL's catalogue tells them."""

from dataclasses import dataclass

import psycopg
from psycopg import sql

from exports import own
from warehouse import views

# Repeats the words of the dimensions on each row of the facts: whoever takes files joins those.
LEFT_OUT = {"mart_indicator"}

_MARTS = """
    SELECT relname::text, coalesce(obj_description(oid), '') FROM pg_class
    WHERE relnamespace = to_regnamespace(%s) AND relname = ANY (%s) ORDER BY relname
"""
# Descriptions are the mart's, all else its table's, which may be an earlier release's.
_COLUMNS = """
    SELECT held.attname::text, format_type(held.atttypid, held.atttypmod),
        coalesce(col_description(shown.attrelid, shown.attnum), ''), held.attnotnull
    FROM pg_attribute AS held
    INNER JOIN pg_attribute AS shown
        ON shown.attrelid = to_regclass(format('%%I.%%I', %s::text, %s::text)) AND shown.attname = held.attname
    WHERE held.attrelid = %s::bigint AND held.attnum > 0 AND NOT held.attisdropped
    ORDER BY held.attnum
"""
_KEYS = """
    SELECT DISTINCT contype::text, confrelname.relname::text,
        ARRAY(SELECT attname::text FROM unnest(conkey) WITH ORDINALITY AS k (n, place)
            INNER JOIN pg_attribute ON attrelid = conrelid AND attnum = n ORDER BY place),
        ARRAY(SELECT attname::text FROM unnest(confkey) WITH ORDINALITY AS k (n, place)
            INNER JOIN pg_attribute ON attrelid = confrelid AND attnum = n ORDER BY place)
    FROM pg_constraint LEFT JOIN pg_class AS confrelname ON confrelname.oid = confrelid
    WHERE conrelid = %s::bigint AND contype IN ('p', 'f') ORDER BY 1 DESC, 3, 2
"""


@dataclass(frozen=True)
class Column:
    """A column: PostgreSQL's name of its type, its description, whether it is always filled."""

    name: str
    type: str
    description: str
    is_filled: bool


@dataclass(frozen=True)
class Reference:
    """Columns that name a row of another mart by its columns."""

    columns: list[str]
    mart: str
    to: list[str]


@dataclass(frozen=True)
class Mart:
    """A released mart; `key` is empty where no column or set of columns tells one row."""

    schema: str
    name: str
    description: str
    columns: list[Column]
    key: list[str]
    references: list[Reference]
    read_as: sql.Composable | None = None

    @property
    def table(self) -> sql.Composable:
        """Its table, or what is read in its place."""
        return self.read_as or sql.Identifier(self.schema, self.name)

    @property
    def order(self) -> sql.Composed:
        """What its rows are sorted by, so that two exports are alike: the key, else every column."""
        names = self.key or [column.name for column in self.columns]
        return sql.SQL(", ").join(map(sql.Identifier, names))


def marts(conn: psycopg.Connection, schema: str, publish_local: bool = False) -> list[Mart]:
    """The marts of a release's schema that are exported, by name; towns' own data in them only when they publish it."""
    tables = views.tables(conn, schema)
    found = conn.execute(_MARTS, [schema, list(tables)]).fetchall()
    names = {name for name, _ in found}
    kept = [
        (name, said) for name, said in found if name not in LEFT_OUT and own.is_shown(name, publish_local)
    ]
    read_as = {} if publish_local else own.without(schema, names)
    return [_mart(conn, schema, name, said, tables[name], read_as.get(name)) for name, said in kept]


def _mart(
    conn: psycopg.Connection, schema: str, name: str, said: str, table: int, read_as: sql.Composable | None
) -> Mart:
    filled = [Column(*row) for row in conn.execute(_COLUMNS, [schema, name, table]).fetchall()]
    keys = conn.execute(_KEYS, [table]).fetchall()
    key: list[str] = next((columns for kind, _, columns, _ in keys if kind == "p"), [])
    references = [Reference(columns, to, names) for kind, to, columns, names in keys if kind == "f"]
    return Mart(schema, name, said, filled, key, references, read_as)
