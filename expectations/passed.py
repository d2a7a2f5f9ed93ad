"""What the suite of a mart passed on, so that it looks at nothing twice: tables of a mart, some of earlier releases."""

import hashlib
import re
from collections.abc import Sequence
from typing import NamedTuple

import psycopg
from psycopg import sql

from expectations.claim import Claim
from warehouse import views
from warehouse.ops import built

# Up to this size of another mart its rows are looked at, in the columns that a suite names; else its tables.
SMALL_BYTES = 8 * 1024 * 1024
# What a whole row may be read by: then every column counts.
WHOLE_ROW = re.compile(r"\bselect\s+(distinct\s+)?\*|\.\*", re.IGNORECASE)


class Look(NamedTuple):
    """A mart's tables, those its suite has not passed on, a hash of all it looks at beside them; the table of parts made anew."""

    tables: list[int]
    unseen: list[int]
    beside: str
    part: int | None

    @property
    def is_of_part(self) -> bool:
        """Whether only the parts that were made anew are unseen."""
        return self.unseen == [self.part]


def look(connection: psycopg.Connection, schema: str, mart: str, claims: Sequence[Claim]) -> Look:
    """What the suite of a mart has to look at."""
    tables = views.tables(connection, schema)
    mine, asked = tables.get(mart, []), repr(claims)
    named = [name for name in sorted(tables) if name != mart and name in asked]
    seen = [(name, _told(connection, schema, name, tables[name], asked)) for name in named]
    beside = hashlib.sha256(f"{asked} {seen}".encode()).hexdigest()
    passed = built.parts(connection, _suite(mart))
    unseen = [table for table in mine if passed.get(str(table)) != beside]
    ((part,),) = connection.execute(
        "SELECT to_regclass(format('%%I.%%I', %s::text, %s::text))::oid::bigint", [schema, f"{mart}__part"]
    ).fetchall()
    return Look(mine, unseen, beside, part)


def record(connection: psycopg.Connection, mart: str, looked_at: Look) -> None:
    """Say that the suite of a mart passed on these tables."""
    tables = {str(table): looked_at.beside for table in looked_at.tables}
    built.record(connection, _suite(mart), looked_at.beside, tables)


def _suite(mart: str) -> str:
    return f"suite.{mart}"


def _told(connection: psycopg.Connection, schema: str, name: str, tables: list[int], asked: str) -> str:
    """The rows of a small mart in the columns that are asked for, else its tables."""
    size = "SELECT sum(pg_relation_size(relation::oid)) FROM unnest(%s::bigint []) AS relation"
    ((held,),) = connection.execute(size, [tables]).fetchall()
    place = sql.Identifier(schema, name)
    columns = [
        column.name
        for column in connection.execute(sql.SQL("SELECT * FROM {} LIMIT 0").format(place)).description or []
        if WHOLE_ROW.search(asked) or re.search(rf"\b{column.name}\b", asked)
    ]
    if held is None or held > SMALL_BYTES:
        return str(tables)
    rows = sql.SQL("SELECT concat_ws(' ', count(*), sum(hashtextextended(row({})::text, 0))) FROM {}")
    ((told,),) = connection.execute(
        rows.format(sql.SQL(", ").join(map(sql.Identifier, columns)), place)
    ).fetchall()
    return str(told)
