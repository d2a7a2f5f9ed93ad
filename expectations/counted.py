"""What one pass over a table tells of all claims that look at a row by itself: how many rows are otherwise.

Great Expectations asks for each query of its own, and counts columns once more: a dozen passes over a fact of 40 million rows.
"""

from collections.abc import Sequence
from typing import Any

import psycopg
from psycopg import sql

from expectations.claim import Claim
from expectations.told import BETWEEN, FOUND, NO_SUCH_ROWS, NULL, NULLS, ROW_COUNT, ROWS, SET


class Counted:
    """The rows of a table, and which of its claims all of them keep."""

    def __init__(self, rows: int, kept: Sequence[Claim]) -> None:
        self.rows = rows
        self._kept = {id(claim) for claim in kept}

    def metrics(self, claim: Claim) -> dict[str, Any] | None:
        """What Great Expectations would have asked the table for this claim; None for what a pass cannot tell, or a row breaks."""
        if claim.type == ROW_COUNT:
            return {ROWS: self.rows}
        if id(claim) not in self._kept:
            return None
        if claim.type == NO_SUCH_ROWS:
            return {"unexpected_rows_query.table": []}
        return {ROWS: self.rows, NULLS: 0, FOUND[claim.type]: 0}


def counted(
    connection: psycopg.Connection, schema: str, table: str, claims: Sequence[Claim]
) -> Counted | None:
    """Passes once over `schema.table`. None where it cannot be asked so (no such table or column): others say why."""
    asked = [(claim, where) for claim in claims if (where := _otherwise(claim))]
    counts = [
        sql.SQL("count(*)"),
        *(sql.SQL("count(*) FILTER (WHERE {})").format(where) for _, where in asked),
    ]
    statement = sql.SQL("SELECT {} FROM {}").format(sql.SQL(", ").join(counts), sql.Identifier(schema, table))
    try:
        with connection.transaction():
            ((rows, *found),) = connection.execute(statement).fetchall()
    except psycopg.ProgrammingError:
        return None
    return Counted(rows, [claim for (claim, _), broken in zip(asked, found, strict=True) if not broken])


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
