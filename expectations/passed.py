"""What the suite of a mart looks at, as one hash: it is not run again on the same."""

import hashlib
import re
from collections.abc import Sequence

import psycopg
from psycopg import sql

from expectations.claim import Claim
from warehouse import views

# Up to this size of another mart its rows are looked at, in the columns that a suite names; else its table.
SMALL_BYTES = 8 * 1024 * 1024
# What a whole row may be read by: then every column counts.
WHOLE_ROW = re.compile(r"\bselect\s+(distinct\s+)?\*|\.\*", re.IGNORECASE)


def looked_at(connection: psycopg.Connection, schema: str, mart: str, claims: Sequence[Claim]) -> str:
    """Hash of a suite, of its mart's table, and of what it may look at of each mart that its claims name."""
    tables, asked = views.tables(connection, schema), repr(claims)
    seen = [
        (name, str(table) if name == mart else _told(connection, schema, name, table, asked))
        for name, table in sorted(tables.items())
        if name == mart or name in asked
    ]
    return hashlib.sha256(f"{asked} {seen}".encode()).hexdigest()


def _told(connection: psycopg.Connection, schema: str, name: str, table: int, asked: str) -> str:
    """The rows of a small mart in the columns that are asked for, else its table."""
    place = sql.Identifier(schema, name)
    ((is_small,),) = connection.execute(
        "SELECT pg_relation_size(%s::oid) <= %s", [table, SMALL_BYTES]
    ).fetchall()
    if not is_small:
        return str(table)
    named = connection.execute(sql.SQL("SELECT * FROM {} LIMIT 0").format(place)).description or []
    columns = [
        sql.Identifier(column.name)
        for column in named
        if WHOLE_ROW.search(asked) or re.search(rf"\b{column.name}\b", asked)
    ]
    rows = sql.SQL("SELECT concat_ws(' ', count(*), sum(hashtextextended(row({})::text, 0))) FROM {}")
    ((told,),) = connection.execute(rows.format(sql.SQL(", ").join(columns), place)).fetchall()
    return str(told)
