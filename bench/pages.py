"""Time the pages of a thousand towns: the standing release's towns repeated, then nothing, then one source changed."""

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import psycopg
from psycopg import sql

from pages import site
from pages.site import Written
from warehouse import bootstrap, server
from warehouse.connect import connect, connect_url
from warehouse.ops import releases
from warehouse.settings import Settings

# Tables that pages read by town: the column of its code, and which rows are of a town.
TABLES = {
    "mart_town_scorecard": ("code_commune", "true"),
    "mart_centre_periphery": ("code_commune", "true"),
    "fct_establishment_flow": ("code_commune", "true"),
    "fct_pulse": ("code_commune", "true"),
    "mart_early_warning": ("code_commune", "true"),
    "bridge_peer_group": ("code_commune", "true"),
    "mart_centre_shop": ("code_commune", "true"),
    "mart_town_event": ("code_commune", "true"),
    "mart_rank": ("code_commune", "true"),
    "dim_town_centre": ("code_commune", "true"),
    "mart_quality": ("territory_code", "true"),
    "mart_index": ("territory_code", "territory_level = 'commune'"),
    "mart_land_jobs": ("territory_code", "territory_level = 'commune'"),
    "dim_territory": ("territory_code", "territory_level = 'commune'"),
    "fct_indicator_value": ("territory_code", "territory_level = 'commune'"),
    "mart_benchmark": ("group_code", "group_kind = 'peers'"),
}
COPIES = """
create temporary table town_copy as
select territory_code as code, 'Z' || to_char(row_number() over (), 'FM0000') as copy
from marts.dim_territory cross join generate_series(1, 1 + %(towns)s / 10) as repeated (round)
where territory_level = 'commune' and is_in_scope
order by round, territory_code
limit greatest(0, %(towns)s - (select count(*) from marts.dim_territory where territory_level = 'commune' and is_in_scope))
"""
# A new vintage of one source: its figures of every tenth town are others, its name stands on every page that shows it.
ONE_SOURCE = "update {schema}.mart_town_scorecard set value = value + 1 where indicator_code = 'D04' and right(code_commune, 1) = '0'"
NEW_VINTAGE = (
    "update {schema}.dim_source_vintage set vintage = vintage || 'b' where raw_table = 'arcep_commune_techno'",
    "update {schema}.fct_indicator_value set source_vintages = regexp_replace(source_vintages, '(arcep_commune_techno@[^,]+)', '\\1b')"
    " where indicator_code = 'D04'",
)


@contextmanager
def repeated(settings: Settings, towns: int) -> Iterator[Settings]:
    """A copy of the warehouse in which the towns in scope are that many; removed afterwards."""
    copy = replace(settings, database=f"{settings.database}_thousand")
    with connect_url(settings.embedded_url("postgres"), autocommit=True) as db:
        _drop(db, copy)
        names = map(sql.Identifier, (copy.database, settings.database))
        db.execute(sql.SQL("create database {} template {}").format(*names))
    try:
        bootstrap.prepare(copy)
        with connect(copy) as db:
            db.execute("set session_replication_role = replica")
            db.cursor().execute(COPIES, {"towns": towns})
            for table, (column, where) in TABLES.items():
                _repeat(db, _schema(db), table, column, where)
        with connect(copy, autocommit=True) as db:
            db.execute("analyze")
        yield copy
    finally:
        with connect_url(settings.embedded_url("postgres"), autocommit=True) as db:
            _drop(db, copy)


def _drop(db: psycopg.Connection, settings: Settings) -> None:
    for name in (settings.database, f"{settings.database}_airflow"):
        db.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))


def _schema(db: psycopg.Connection) -> str:
    """Schema of the release that readers see."""
    release = releases.current(db)
    if release is None:
        raise SystemExit("nothing is released yet: `make run` first")
    return release.schema_name


def _repeat(db: psycopg.Connection, schema: str, table: str, column: str, where: str) -> None:
    """Add to a table the rows of each town's copies; keys that are no town's (a SIRET) come twice, so none is held."""
    key = sql.Identifier(f"{table}_pkey")
    drop = sql.SQL("alter table {} drop constraint if exists {} cascade")
    db.execute(drop.format(sql.Identifier(schema, table), key))
    asked = "select column_name from information_schema.columns where table_schema = %s and table_name = %s"
    columns = [name for (name,) in db.execute(asked, [schema, table]).fetchall()]
    told = {
        "table": sql.Identifier(schema, table),
        "columns": sql.SQL(", ").join(map(sql.Identifier, columns)),
        "values": sql.SQL(", ").join(
            sql.Identifier("town_copy", "copy") if name == column else sql.Identifier("of", name)
            for name in columns
        ),
        "column": sql.Identifier("of", column),
        "where": sql.SQL(where),
    }
    db.execute(
        sql.SQL(
            "insert into {table} ({columns}) select {values} from {table} as of"
            " inner join town_copy on town_copy.code = {column} where {where}"
        ).format(**told)
    )


def _timed(name: str, build: Callable[[], Written]) -> None:
    began, spent = time.perf_counter(), sum(os.times()[:4])
    made = build()
    pages = list(made.index.parent.rglob("*.html"))
    changed = sum(page.stat().st_mtime >= time.time() - (time.perf_counter() - began) for page in pages)
    sys.stdout.write(
        f"{name}: {time.perf_counter() - began:.0f} s ({sum(os.times()[:4]) - spent:.0f} s of processors, PostgreSQL's aside), "
        f"{made.files} files, {made.written} written, "
        f"{changed} of {len(pages)} pages\n"
    )


def _sizes(root: Path) -> None:
    sizes = {path: path.stat().st_size for path in root.rglob("*") if path.is_file()}
    largest = max((path for path in sizes if path.suffix == ".html"), key=sizes.__getitem__)
    sys.stdout.write(
        f"{sum(sizes.values()) / 1e6:.0f} MB; largest page {largest.relative_to(root)}, {sizes[largest] / 1e3:.0f} kB\n"
    )


def main() -> None:
    """Write the pages of that many towns four times, and print what it took."""
    parser = argparse.ArgumentParser(prog="python -m bench.pages", description=__doc__)
    parser.add_argument("--towns", type=int, default=1000)
    parser.add_argument("--workers", type=int, default=2)
    chosen = parser.parse_args()
    settings = Settings.from_env()
    server.start(settings)
    root = Path(tempfile.mkdtemp(prefix="acte2-bench-pages-"))
    try:
        with repeated(settings, chosen.towns) as copy:
            measure(copy, root, chosen.workers)
    finally:
        shutil.rmtree(root)


def measure(settings: Settings, root: Path, workers: int) -> None:
    """The pages written anew, again, after figures of one source changed, and after its new vintage."""

    def build() -> Written:
        return site.build(settings, root, workers)

    _timed("written", build)
    _sizes(root)
    _timed("again, nothing changed", build)
    for name, statements in (
        ("figures of one source changed in a tenth of the towns", (ONE_SOURCE,)),
        ("new vintage of one source", NEW_VINTAGE),
    ):
        with connect(settings) as db:
            for statement in statements:
                db.execute(sql.SQL(statement).format(schema=sql.Identifier(_schema(db))))
        _timed(name, build)


if __name__ == "__main__":
    main()
