"""What one pass over a table tells of all claims that look at a row by itself: how many rows are otherwise.

Great Expectations asks for each query of its own, and counts columns once more: a dozen passes over a fact of 40 million rows.
"""

from collections.abc import Sequence
from typing import Any

import psycopg
from psycopg import sql

from expectations.claim import Claim
from expectations.passed import Parts
from expectations.told import BETWEEN, FOUND, NO_SUCH_ROWS, NULL, NULLS, ROW_COUNT, ROWS, SET


class Counted:
    """The rows of a table, or of some parts of it, and which of its claims all of them keep."""

    def __init__(self, rows: int, kept: Sequence[Claim], is_whole: bool = True) -> None:
        self.rows = rows
        self._kept, self._is_whole = {id(claim) for claim in kept}, is_whole

    def metrics(self, claim: Claim) -> dict[str, Any] | None:
        """What Great Expectations would have asked the table for this claim; None for what a pass cannot tell, or a row breaks."""
        if claim.type == ROW_COUNT:
            return {ROWS: self.rows} if self._is_whole else None
        if id(claim) not in self._kept:
            return None
        if claim.type == NO_SUCH_ROWS:
            return {"unexpected_rows_query.table": []}
        return {ROWS: self.rows, NULLS: 0, FOUND[claim.type]: 0}


def counted(
    connection: psycopg.Connection,
    schema: str,
    table: str,
    claims: Sequence[Claim],
    parts: Parts | None = None,
) -> Counted | None:
    """Passes once over `schema.table`. None where it cannot be asked so (no such table or column): others say why.

    With `parts`, over these alone, for the rest passed before; and queries that a part answers by itself are asked of them.
    """
    read = _read(schema, table, parts)
    claims = [claim for claim in claims if not parts or claim.says not in parts.warned]
    try:
        with connection.transaction():
            rows, kept = _row_by_row(connection, read, claims)
            if parts:
                kept += _of_parts(connection, schema, read, claims)
    except psycopg.ProgrammingError:
        return None
    return Counted(rows, kept, is_whole=not parts)


def _read(schema: str, table: str, parts: Parts | None) -> sql.Composable:
    """The table, or its rows of some parts, to read from."""
    place = sql.Identifier(schema, table)
    if not parts:
        return place
    some = sql.SQL("(SELECT * FROM {} WHERE {} = ANY ({}))")
    return some.format(place, sql.Identifier(parts.by), sql.Literal(parts.keys))


def _row_by_row(
    connection: psycopg.Connection, read: sql.Composable, claims: Sequence[Claim]
) -> tuple[int, list[Claim]]:
    """How many rows there are, and the claims that each of them keeps."""
    asked = [(claim, where) for claim in claims if (where := _otherwise(claim))]
    counts = [
        sql.SQL("count(*)"),
        *(sql.SQL("count(*) FILTER (WHERE {})").format(where) for _, where in asked),
    ]
    statement = sql.SQL("SELECT {} FROM {}").format(sql.SQL(", ").join(counts), read)
    ((rows, *found),) = connection.execute(statement).fetchall()
    return rows, [claim for (claim, _), broken in zip(asked, found, strict=True) if not broken]


def _of_parts(
    connection: psycopg.Connection, schema: str, read: sql.Composable, claims: Sequence[Claim]
) -> list[Claim]:
    """Claims whose query finds no row in these parts. Other marts are found in the schema, as by Great Expectations."""
    connection.execute("SELECT set_config('search_path', %s, true)", [schema])
    batch = read.as_string(connection)
    # Queries of our suites, on a table and values that the database told.
    asked = [
        (claim, str(claim.arguments["unexpected_rows_query"]).format(batch=batch))
        for claim in claims
        if claim.type == NO_SUCH_ROWS and not claim.where and not claim.is_of_whole
    ]
    return [claim for claim, query in asked if not connection.execute(query.encode()).fetchone()]


def _otherwise(claim: Claim) -> sql.Composable | None:
    """Condition of rows that are otherwise than claimed; None for a claim that needs more than a row."""
    if claim.where:
        return sql.SQL(claim.where)  # of our suites
    if claim.type not in (NULL, SET, BETWEEN):
        return None
    column = sql.Identifier(claim.arguments["column"])
    if claim.type == NULL:
        return sql.SQL("{} IS NULL").format(column)
    if claim.type == SET:
        return sql.SQL("{} <> ALL ({})").format(column, sql.Literal(claim.arguments["value_set"]))
    bounds = [("<", claim.arguments["min_value"]), (">", claim.arguments["max_value"])]
    told = [
        sql.SQL("{} {} {}").format(column, sql.SQL(sign), sql.Literal(bound))
        for sign, bound in bounds
        if bound is not None
    ]
    return sql.SQL(" OR ").join(told) if told else None
