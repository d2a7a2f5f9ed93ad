"""Statements: their text, and the value of those that return one."""

from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Any

import psycopg

Given = Mapping[str, Any] | Sequence[Any] | None


def text(name: str) -> str:
    """Text of `sql/<name>.sql`."""
    return (files("warehouse.ops") / "sql" / f"{name}.sql").read_text(encoding="utf-8")


def value(conn: psycopg.Connection, statement: str, given: Given = None) -> Any:
    """First column of the first row, of a statement that always returns one; LookupError when it does not."""
    row = conn.execute(statement, given).fetchone()
    if row is None:
        raise LookupError(f"no row came back: {statement.strip()}")
    return row[0]
