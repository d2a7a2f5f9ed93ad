"""Time the loader and other ways to bring rows into PostgreSQL, on the same simulated establishments, side by side."""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pandas as pd
from psycopg import sql
from rich.console import Console
from rich.table import Table
from sqlalchemy import create_engine

from bench import peers
from bench.loader import VINTAGE
from bench.peers import PEERS, Timed
from ingestion.registry import find
from ingestion.tables import ensure_all, partition_name
from sample.sirene import write_history, write_stock
from warehouse import bootstrap, server
from warehouse.connect import connect, connect_url
from warehouse.programs import psql
from warehouse.settings import Settings

WRITERS = {"etablissement": write_stock, "historique": write_history}


class Bench:
    """A throw-away database and folder in which the peers are timed in turn."""

    def __init__(self, settings: Settings, folder: Path, resource_name: str) -> None:
        self.settings, self.folder = settings, folder
        self.resource = find("sirene", resource_name)[1]
        self.columns = [column.name for column in self.resource.columns]
        self._name = f"{self.resource.raw_table}__bench"

    def compare(self, rows: int, rounds: int) -> dict:
        """Median seconds of the loader and of \\copy over `rounds`, taken in turn, and the loader's peak memory."""
        parquet, csv = self.folder / f"{rows}.parquet", self.folder / f"{rows}.csv"
        WRITERS[self.resource.name](parquet, rows)
        loads, copies = [self._load(parquet)], []
        self._export(csv)
        copies.append(self._copy(csv))
        for _ in range(rounds - 1):
            loads.append(self._load(parquet))
            copies.append(self._copy(csv))
        parquet.unlink()
        csv.unlink()
        return {
            "table": self.resource.raw_table,
            "rows": loads[0]["rows"],
            "load_s": statistics.median(load["seconds"] for load in loads),
            "copy_s": statistics.median(copies),
            "ratio": statistics.median(c / load["seconds"] for load, c in zip(loads, copies, strict=True)),
            "peak_mb": max(load["peak_mb"] for load in loads),
        }

    def peers(self, rows: int) -> list[Timed]:
        """The loader, and other ways to bring the same file's rows into a table, one after the other."""
        parquet, csv = self.folder / "peers.parquet", self.folder / "peers.csv"
        WRITERS[self.resource.name](parquet, rows)
        loader = self._load(parquet)
        self._export(csv)
        found = [
            Timed("loader", loader["rows"] / loader["seconds"], loader["peak_mb"], "whole"),
            self._timed("\\copy", rows, self._copy(csv)),
        ]
        for peer in PEERS:
            told = peers.run(self.settings, peer, parquet, self._fresh(), list(self._headers().items()))
            found.append(self._timed(peer, rows, **told))
        found.append(self._timed("to_sql", rows, self._to_sql(parquet)))
        parquet.unlink()
        csv.unlink()
        return found

    def _timed(self, name: str, rows: int, seconds: float, peak_mb: float | None = None) -> Timed:
        loaded = partition_name(self.resource.raw_table, VINTAGE)
        lost = peers.lost(self.settings, loaded, self._name, self.columns)
        return Timed(name, rows / seconds, peak_mb, lost)

    def _headers(self) -> dict[str, str]:
        return {column.name: column.header for column in self.resource.columns}

    def _to_sql(self, parquet: Path) -> float:
        """Seconds of pandas: read_parquet, then to_sql into the same table."""
        declared = {header: name for name, header in self._headers().items()}
        engine = create_engine(self.settings.warehouse_url)
        candidate = self._fresh()
        started = time.perf_counter()
        frame = pd.read_parquet(parquet, columns=list(declared)).rename(columns=declared)
        frame.to_sql(candidate, engine, schema="raw_candidate", if_exists="append", index=False)
        return time.perf_counter() - started

    def _fresh(self) -> str:
        """An empty unlogged table of the same columns: what the peers are at their best with."""
        name, raw = self._name, sql.Identifier("raw", self.resource.raw_table)
        table = sql.Identifier("raw_candidate", name)
        told = {"table": table, "raw": raw, "vintage": sql.Literal(VINTAGE)}
        with connect(self.settings, autocommit=True) as db:
            db.execute(sql.SQL("drop table if exists {table}").format(**told))
            db.execute(sql.SQL("create unlogged table {table} (like {raw})").format(**told))
            db.execute(
                sql.SQL(
                    "alter table {table} alter vintage set default {vintage}, alter load_id set default 0,"
                    " alter stream set default 0"
                ).format(**told)
            )
        return name

    def _load(self, parquet: Path) -> dict:
        command = [sys.executable, "-m", "bench.loader", str(parquet), self.resource.name]
        env = {**os.environ, **self.settings.as_env()}
        return json.loads(subprocess.run(command, env=env, check=True, capture_output=True, text=True).stdout)

    def _copy(self, csv: Path) -> float:
        columns = ", ".join(self.columns)
        command = f"\\copy raw_candidate.{self._fresh()} ({columns}) from '{csv}' (format csv)"
        started = time.perf_counter()
        self._psql(command)
        return time.perf_counter() - started

    def _export(self, csv: Path) -> None:
        candidate = partition_name(self.resource.raw_table, VINTAGE)
        loaded = f"select {', '.join(self.columns)} from raw_candidate.{candidate}"
        self._psql(f"\\copy ({loaded}) to '{csv}' (format csv)")

    def _psql(self, command: str) -> None:
        env = {**os.environ, "PGOPTIONS": "-c client_min_messages=error"}
        subprocess.run(
            [psql(), self.settings.warehouse_url, "-qX", "-v", "ON_ERROR_STOP=1", "-c", command],
            check=True,
            env=env,
        )


@contextmanager
def throw_away() -> Iterator[tuple[Settings, Path]]:
    """A database of its own on the project's server, and a folder, both removed afterwards."""
    settings = replace(Settings.from_env({**os.environ, "ACTE2_DATABASE": "acte2_bench"}), mirror="bench")
    server.start(settings)
    bootstrap.prepare(settings)
    folder = Path(tempfile.mkdtemp(prefix="acte2-bench-"))
    with connect(settings, autocommit=True) as db:
        ensure_all(db)
    try:
        yield settings, folder
    finally:
        shutil.rmtree(folder)
        with connect_url(settings.embedded_url("postgres"), autocommit=True) as db:
            for name in ("acte2_bench", "acte2_bench_airflow"):
                db.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))


def show(results: list[dict]) -> Table:
    """The comparison with \\copy as a table."""
    table = Table("table", "rows", "loader s", "rows/s", "\\copy s", "\\copy ÷ loader", "peak MB")
    for one in results:
        rate = one["rows"] / one["load_s"]
        cells = [f"{one['rows']:,}", f"{one['load_s']:.2f}", f"{rate:,.0f}", f"{one['copy_s']:.2f}"]
        table.add_row(one["table"], *cells, f"{one['ratio']:.2f}", f"{one['peak_mb']:.0f}")
    return table


def show_peers(found: list[Timed]) -> Table:
    """The peers as a table; the loader checks what it loads, the others do not."""
    table = Table("peer", "rows/s", "loader ÷ peer", "peak MB", "not as the loader's")
    for one in found:
        peak = f"{one.peak_mb:.0f}" if one.peak_mb else ""
        table.add_row(one.name, f"{one.rate:,.0f}", f"{found[0].rate / one.rate:.2f}", peak, one.lost)
    return table


def main() -> None:
    """Run the comparison and print it."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "--millions", type=float, nargs="+", default=[1, 4, 16], help="sizes, millions of rows"
    )
    parser.add_argument(
        "--rounds", type=int, default=3, help="rounds at the first two sizes; larger ones once"
    )
    parser.add_argument("--peers", type=float, default=1, help="millions of rows given to each peer")
    parser.add_argument(
        "--resource",
        choices=sorted(WRITERS),
        default="historique",
        help="table: the periods, the largest file of all, or the establishments, the widest",
    )
    chosen = parser.parse_args()
    console = Console()
    with throw_away() as (settings, folder):
        bench = Bench(settings, folder, chosen.resource)
        with console.status("peers"):
            others = bench.peers(int(chosen.peers * 1e6))
        results = []
        for millions in chosen.millions:
            with console.status(f"{millions:g} million rows"):
                results.append(bench.compare(int(millions * 1e6), chosen.rounds if millions <= 4 else 1))
    console.print(show(results))
    console.print(show_peers(others))
    console.print(
        f"peers: {chosen.peers:g} million rows; sling fetches its program when first called and is left out"
    )


if __name__ == "__main__":
    main()
