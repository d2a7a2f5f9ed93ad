"""Other ways to bring the same rows into the same database: how fast, and whether they arrive as they were."""

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from warehouse import tools
from warehouse.connect import connect
from warehouse.settings import PROJECT, Settings

LOCK = PROJECT / "requirements" / "bench.txt"
PEERS = ("duckdb", "adbc")
SCHEMA = "raw_candidate"


@dataclass(frozen=True)
class Timed:
    """One way: rows per second, peak memory where it is told, and columns that did not arrive as the loader's."""

    name: str
    rate: float
    peak_mb: float | None
    lost: str


def run(settings: Settings, peer: str, parquet: Path, table: str, columns: list[tuple[str, str]]) -> dict:
    """Let a peer write a file into a table of `raw_candidate`; its seconds and peak memory. Raises ToolError, CalledProcessError."""
    python = tools.environment(settings.home / "bench" / "venv", LOCK)
    command = [str(python), str(PROJECT / "bench" / "writers.py"), peer, str(parquet), table]
    env = {**os.environ, "BENCH_URL": settings.warehouse_url}
    done = subprocess.run(
        command, env=env, input=json.dumps(columns), check=True, capture_output=True, text=True
    )
    told: dict = json.loads(done.stdout)
    return told


def lost(settings: Settings, loaded: str, table: str, columns: list[str]) -> str:
    """Columns of `table` that have another type or other values than the loader's, in words; both in `raw_candidate`."""
    with connect(settings) as db:
        ours, theirs = (_types(db, name) for name in (loaded, table))
        retyped = [column for column in columns if ours[column] != theirs[column]]
        before, after = (_digests(db, name, columns) for name in (loaded, table))
    changed = [column for column, a, b in zip(columns, before, after, strict=True) if a != b]
    said = [
        f"{what}: {', '.join(found)}" for what, found in (("values", changed), ("types", retyped)) if found
    ]
    return "; ".join(said) or "whole"


def _types(db: psycopg.Connection, table: str) -> dict[str, str]:
    asked = (
        "select attname, format_type(atttypid, atttypmod) from pg_attribute"
        " where attrelid = to_regclass(%s) and attnum > 0 and not attisdropped"
    )
    return dict(db.execute(asked, [f"{SCHEMA}.{table}"]).fetchall())


def _digests(db: psycopg.Connection, table: str, columns: list[str]) -> tuple:
    """One number a column, the same for the same values in any order; nulls count as themselves."""
    sums = sql.SQL(", ").join(
        sql.SQL("sum(hashtextextended(coalesce({0}::text, '\\N'), 0)::numeric)").format(
            sql.Identifier(column)
        )
        for column in columns
    )
    found = db.execute(sql.SQL("select {}, count(*) from {}").format(sums, sql.Identifier(SCHEMA, table)))
    return tuple(found.fetchone() or ())[:-1]
