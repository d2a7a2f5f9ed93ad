"""What dbt's files promise of each mart, and a release of marts made so."""

from functools import cache
from typing import Any

import psycopg
import yaml
from psycopg import sql

from warehouse.settings import PROJECT

MARTS = PROJECT / "dbt_project" / "models" / "marts"


@cache
def contracts() -> dict[str, dict[str, Any]]:
    """Every mart as it is described, by name."""
    described = [yaml.safe_load(path.read_text("utf-8")) for path in sorted(MARTS.glob("_*.yml"))]
    return {model["name"]: model for file in described for model in file.get("models", [])}


def columns_of(mart: str) -> dict[str, str]:
    """Types of a mart's columns, by name."""
    return {column["name"]: column["data_type"] for column in contracts()[mart]["columns"]}


def make_release(db: psycopg.Connection) -> None:
    """A release that stands, of every mart without a row."""
    db.execute(
        "insert into ops.release (fingerprint, schema_name, event, is_current) values ('f', 'release_1', 'release', true)"
    )
    for mart in contracts():
        columns = sql.SQL(", ").join(
            sql.SQL("{} {}").format(sql.Identifier(name), sql.SQL(kind))
            for name, kind in columns_of(mart).items()
        )
        db.execute(sql.SQL("create table {} ({})").format(sql.Identifier("marts", mart), columns))


def put(db: psycopg.Connection, table: str, *rows: dict[str, Any]) -> None:
    """Add rows of the columns named."""
    for row in rows:
        insert = sql.SQL("insert into marts.{} ({}) values ({})").format(
            sql.Identifier(table),
            sql.SQL(", ").join(map(sql.Identifier, row)),
            sql.SQL(", ").join(sql.Placeholder() * len(row)),
        )
        db.execute(insert, list(row.values()))
