"""`python -m bench.parts <source>…`: whether what is made part by part is what a whole build makes.

On the warehouse of $ACTE2_DATABASE, which stands already: each source is published again with other values, its build made part by part and
released; then all is made anew, and every mart held against what readers saw. A simulated mirror only: its files are changed.
"""

import argparse
import sys
from pathlib import Path

import psycopg
from psycopg import sql

from bench import newer, same
from bench.walk import CONSOLE, Walk, hush, load_all
from cli.ready import make_tables
from ingestion.registry import source
from warehouse import server
from warehouse.connect import connect
from warehouse.ops import built
from warehouse.settings import Settings

# They hold the moment at which they were made.
OF_THE_MOMENT = ("dim_peer_search", "mart_quality")
SHIFTED = 3
NUMBERS = """
    SELECT attname::text FROM pg_attribute
    WHERE attrelid = to_regclass(%s) AND attnum > 0 AND atttypid::regtype::text IN ('bigint', 'double precision', 'numeric')
        AND attname !~ 'load_id|annee|year|code|lon|lat|^x$|^y$'
"""


def main() -> None:
    """Say that all are the same, or exit with the marts that differ."""
    hush()
    parser = argparse.ArgumentParser(prog="python -m bench.parts", description=__doc__)
    parser.add_argument("sources", nargs="+", help="in the order in which they are published again")
    chosen, settings = parser.parse_args(), Settings.from_env()
    if not settings.is_simulated:
        sys.exit(f"{settings.mirror}: no simulated mirror; its files are not to be changed")
    server.start(settings)
    make_tables(settings)
    walk = Walk(settings)
    for name in chosen.sources:
        try:
            newer.publish(Path(str(settings.mirror)), source(name))
        except ValueError as refused:
            CONSOLE.print(f"{name} is left out: {refused}")
            continue
        rows = load_all(settings, name)
        with connect(settings) as db:
            CONSOLE.print(f"{name}: {rows} rows, {_disturb(db, name)} numbers are others")
        _build(walk)
    with connect(settings) as db:
        by_parts = same.marts(db, OF_THE_MOMENT)
        built.forget(db)
    _build(walk)
    with connect(settings) as db:
        whole = same.marts(db, OF_THE_MOMENT)
    unlike = sorted(name for name in by_parts.keys() | whole.keys() if by_parts.get(name) != whole.get(name))
    if unlike:
        sys.exit(f"otherwise than a whole build makes them: {', '.join(unlike)}")
    CONSOLE.print(f"{len(whole)} marts are what a whole build makes")


def _build(walk: Walk) -> None:
    for stage, work in walk.stages(has_tests=False):
        if stage != "marts suite":
            work()


def _disturb(db: psycopg.Connection, name: str) -> int:
    """Other numbers in a seventh of the rows of the newest vintage; returns how many."""
    changed = 0
    for resource in source(name).resources:
        table = sql.Identifier("raw", resource.raw_table)
        for (column,) in db.execute(NUMBERS, [f"raw.{resource.raw_table}"]).fetchall():
            statement = sql.SQL(
                "UPDATE {0} AS held SET {1} = {1} + {2}"
                " WHERE vintage = (SELECT max(vintage) FROM {0}) AND hashtextextended(held::text, 0) % 7 = 0"
            ).format(table, sql.Identifier(column), SHIFTED)
            changed += db.execute(statement).rowcount
    return changed


if __name__ == "__main__":
    main()
