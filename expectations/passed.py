"""What the suite of a mart passed on, so that it looks at nothing twice: the mart as it stands, or parts of it (ADR 38)."""

import hashlib
import re
from collections.abc import Sequence
from typing import NamedTuple

import psycopg
from psycopg import sql

from expectations.claim import Claim
from warehouse import views
from warehouse.ops import built

# Up to this size of another mart its rows are looked at, in the columns that a suite names; else its table.
SMALL_BYTES = 8 * 1024 * 1024
# What a whole row may be read by: then every column counts.
WHOLE_ROW = re.compile(r"\bselect\s+(distinct\s+)?\*|\.\*", re.IGNORECASE)


class Parts(NamedTuple):
    """Of a mart's rows by a column those that its suite has not passed on; what its claims warned of (their words) they may again."""

    by: str
    keys: list[str]
    warned: frozenset[str]


class Look(NamedTuple):
    """A hash of all that a suite looks at, one of all but its own mart, and the parts of that to look at; None for all of it."""

    whole: str
    beside: str
    parts: Parts | None


def look(connection: psycopg.Connection, schema: str, mart: str, claims: Sequence[Claim]) -> Look:
    """What the suite of a mart has to look at."""
    tables, asked = views.tables(connection, schema), repr(claims)
    others = [
        (name, _told(connection, schema, name, table, asked))
        for name, table in sorted(tables.items())
        if name != mart and name in asked
    ]
    beside = _hash(asked, others)
    table = tables.get(mart)
    parts = _unseen(connection, mart, table, beside) if table else None
    return Look(_hash(beside, table), beside, parts)


def _unseen(connection: psycopg.Connection, mart: str, table: int, beside: str) -> Parts | None:
    """Parts that became another since the suite passed; None where it may not have passed on the rest."""
    told, last = built.parts(connection, table), built.suite(connection, mart)
    if not told or not last or last.beside != beside:
        return None
    keys = [part.key for part in told if part.since > last.passed_at]
    return Parts(told[0].by, keys, frozenset(last.warned))


def stands(connection: psycopg.Connection, mart: str, looked_at: Look) -> bool:
    """Whether the suite of a mart passed on just that, without a word."""
    return built.stands(connection, f"suite.{mart}", looked_at.whole)


def record(connection: psycopg.Connection, mart: str, looked_at: Look, warned: Sequence[str]) -> None:
    """Say that no critical claim of a suite is broken, and which ones `warned`: these are asked again, of all rows."""
    fingerprint = f"warned on {looked_at.whole}" if warned else looked_at.whole
    built.record_suite(connection, mart, fingerprint, looked_at.beside, warned)


def _hash(*told: object) -> str:
    return hashlib.sha256(repr(told).encode()).hexdigest()


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
