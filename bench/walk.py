"""`python -m bench.walk`: the whole walk of a nation's fraction, from files to readers' questions, stage by stage, without Airflow.

Each run is kept as lines of a CSV; processor seconds that grew by a fifth since the last run of the same fraction on the same machine
are marked.
"""

import argparse
import csv
import json
import logging
import os
import platform
import resource
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, fields
from datetime import UTC, datetime
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench import newer
from bench.metered import Cost, Meter
from bench.readers import answers
from centres import draw as centres
from cli import commands
from cli.places import POOLS
from cli.ready import commit, make_tables
from dags.builder.dbt import BEYOND, DRAWN, PREPARED, UNTOLD
from expectations.runner import check_marts, promise
from ingestion import asking, walk
from ingestion.registry import names, source, sources
from peers import draw as peers
from sample.__main__ import fraction
from sample.mirror import ensure_nation
from warehouse import fingerprint, release, server
from warehouse.connect import connect, connect_url
from warehouse.ops import built, vintages
from warehouse.settings import PROJECT, Settings

KEPT = PROJECT / "bench" / "results" / "walk.csv"
SLOWER = 1.2
PUBLISHED_AGAIN = ("urssaf", "sirene")
CONSOLE = Console(width=150)


class Walk:
    """The stages, on a warehouse of its own."""

    def __init__(self, settings: Settings) -> None:
        self.settings, self.meter = settings, Meter(settings)

    def run(self, has_tests: bool = True) -> None:
        """Every stage in its order; what each cost is in `meter.costs`. `has_tests`: dbt's data tests as well."""
        self._stage("loads", self._loads)
        for name, work in self.stages(has_tests):
            self._stage(name, work)
        self._stage("nothing new", self._nothing_new)
        for name in PUBLISHED_AGAIN:
            newer.publish(Path(str(self.settings.mirror)), source(name))
            self._stage(f"{name} again: loads", partial(self._newer_loads, name))
            self._stage(f"{name} again: build", partial(self._newer_build, has_tests))

    def stages(self, has_tests: bool) -> Iterator[tuple[str, Callable[[], int]]]:
        """From the vintages that stand to what readers see."""
        inputs = self._take()
        yield "preparing", partial(self._make, PREPARED, DRAWN)
        yield "peers, centres", self._drawn
        yield "models", partial(self._make, [*BEYOND, *DRAWN])
        if has_tests:
            yield "dbt tests", partial(self._dbt, "test", "--exclude-resource-type", "unit_test")
        yield "marts suite", self._suite
        yield "release", partial(self._release, inputs)

    def _stage(self, name: str, work: Callable[[], int]) -> None:
        self.meter.stage(name, work)
        cost = self.meter.costs[-1]
        CONSOLE.print(f"{name}: {cost.cpu_s:.0f} s of processor in {cost.wall_s:.0f} s")

    def _loads(self) -> int:
        """As the DAGs' pools have it: the large files one after the other, and some small ones at once meanwhile."""
        told = [(source.name, one.name, one.is_large) for source in sources() for one in source.resources]
        slots = json.loads(POOLS.read_text("utf-8"))["loads"]["slots"]
        with ProcessPoolExecutor(slots, get_context("spawn"), initializer=hush) as small:
            loading = [small.submit(_load, self.settings, *name) for *name, is_large in told if not is_large]
            loaded = sum(_load(self.settings, *name) for *name, is_large in told if is_large)
            return loaded + sum(one.result() for one in loading)

    def _take(self) -> str:
        with connect(self.settings) as db:
            vintages.take(db)
            return fingerprint.inputs(db, self.settings, in_use=True)

    def _make(self, select: Sequence[str], exclude: Sequence[str] = ()) -> int:
        kinds = ["--resource-type", "seed", "--resource-type", "model"]
        return self._dbt("build", *kinds, "--select", *select, *(["--exclude", *exclude] if exclude else []))

    def _dbt(self, *arguments: str) -> int:
        before = self._made()
        if commands.dbt(self.settings, ["--quiet", *UNTOLD, "--no-write-json", *arguments]):
            raise SystemExit(f"dbt {' '.join(arguments)} failed: see above")
        return self._made() - before

    def _made(self) -> int:
        with connect(self.settings, autocommit=True) as db:
            counted = built.counted(db, datetime.now(UTC))
            return counted.models + counted.checks

    def _drawn(self) -> int:
        peers.draw(self.settings)
        centres.draw(self.settings)
        return 0

    def _suite(self) -> int:
        check_marts(self.settings)
        return 0

    def _release(self, inputs: str) -> int:
        with connect(self.settings) as db:
            whole = fingerprint.whole(inputs, fingerprint.perimeters(db))
        release.release(self.settings, whole, commit())
        return 0

    def _nothing_new(self) -> int:
        due = asking.due(self.settings, names())
        with connect(self.settings) as db:
            if due or fingerprint.is_due(db, self.settings):
                raise SystemExit(f"something is due right after a release: {', '.join(due) or 'a build'}")
        return 0

    def _newer_loads(self, name: str) -> int:
        """All publishers are asked, and that one has something new."""
        due = asking.due(self.settings, names())
        if due != [name]:
            raise SystemExit(f"{name} was published again; due: {', '.join(due) or 'nothing'}")
        return load_all(self.settings, name)

    def _newer_build(self, has_tests: bool) -> int:
        """Only what hangs on it is made and tested: how many nodes."""
        return sum(work() for _, work in self.stages(has_tests))


def hush() -> None:
    """Airflow, which the DAGs' selections bring along, lets every library talk."""
    logging.disable(logging.INFO)


def load_all(settings: Settings, name: str) -> int:
    """Rows of all that a source has now."""
    return sum(_load(settings, name, one.name) for one in source(name).resources)


def _load(settings: Settings, source: str, resource: str) -> int:
    """Rows of all vintages of a resource."""
    landed = walk.fetch(source, resource, settings)
    return sum(int(walk.load(one, settings, promise)["rows"]) for one in landed)


def last(kept: Path, machine: str, share: str) -> dict[str, float]:
    """Processor seconds of each stage in the last run of that fraction on that machine; empty before one."""
    if not kept.exists():
        return {}
    with kept.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if (row["machine"], row["fraction"]) == (machine, share)]
    return {row["stage"]: float(row["cpu_s"]) for row in rows if row["at"] == rows[-1]["at"]}


def keep(kept: Path, machine: str, share: str, costs: list[Cost]) -> None:
    """Add a run to the file."""
    about = {
        "at": f"{datetime.now(UTC):%Y-%m-%dT%H:%MZ}",
        "commit": commit()[:12],
        "machine": machine,
        "fraction": share,
    }
    kept.parent.mkdir(parents=True, exist_ok=True)
    is_new = not kept.exists()
    with kept.open("a", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, [*about, *(field.name for field in fields(Cost))], lineterminator="\n")
        if is_new:
            writer.writeheader()
        for cost in costs:
            rounded = {
                name: round(value, 1) if isinstance(value, float) else value
                for name, value in asdict(cost).items()
            }
            writer.writerow({**about, **rounded})


def show(costs: list[Cost], before: dict[str, float]) -> Table:
    """The stages as a table; `before` are processor seconds to compare with."""
    table = Table(
        "stage", "rows", "wall s", "rows/s", "cpu s", "÷ last", "peak MB", "temp MB", "log MB", "disk MB"
    )
    for cost in costs:
        ratio = cost.cpu_s / before[cost.stage] if before.get(cost.stage) else None
        told = f"{ratio:.2f}" if ratio else ""
        style = "bold red" if ratio and ratio > SLOWER and cost.cpu_s > 1 else None
        rate = f"{cost.rows / cost.wall_s:,.0f}" if cost.rows else ""
        numbers = (cost.peak_mb, cost.temporary_mb, cost.log_mb, cost.disk_mb)
        cells = [
            f"{cost.rows:,}",
            f"{cost.wall_s:.1f}",
            rate,
            f"{cost.cpu_s:.1f}",
            told,
            *(f"{n:,.0f}" for n in numbers),
        ]
        table.add_row(cost.stage, *cells, style=style)
    return table


def machine() -> str:
    """Cores and kind of this machine: what makes two runs comparable."""
    return f"{os.cpu_count()} x {platform.machine()}"


def main() -> None:
    """Write the nation's fraction, walk it in a home of its own, show and keep what it cost; the home is removed by hand."""
    hush()
    parser = argparse.ArgumentParser(prog="python -m bench.walk", description=__doc__)
    parser.add_argument(
        "--fraction", default="1/64", help="of the nation's establishments; communes are all of them (1/64)"
    )
    parser.add_argument("--home", type=Path, help="where all of it lies (default: $ACTE2_HOME/bench/walk)")
    parser.add_argument("--results", type=Path, default=KEPT, help="file that keeps the runs")
    parser.add_argument("--no-tests", action="store_true", help="leave out dbt's data tests")
    chosen = parser.parse_args()
    home = (chosen.home or Settings.from_env().home / "bench" / "walk").resolve()
    mirror = home / f"nation-{chosen.fraction.replace('/', '-of-')}"
    _files(mirror, fraction(chosen.fraction))
    published = newer.linked(mirror, home / "published")
    settings = Settings.from_env(
        {"ACTE2_HOME": str(home), "MIRROR": str(published), "ACTE2_DATABASE": "acte2_walk"}
    )
    server.start(settings)
    try:
        _fresh(settings)
        _walk(settings, chosen.results, chosen.fraction, not chosen.no_tests)
        for name, milliseconds in answers(settings).items():
            CONSOLE.print(f"readers, {name}: {milliseconds:.0f} ms (p95)")
    finally:
        server.stop(settings)


def _walk(settings: Settings, results: Path, share: str, has_tests: bool) -> None:
    """Walk, show and keep; of a walk that breaks off, the stages that ended."""
    walked = Walk(settings)
    try:
        walked.run(has_tests)
    finally:
        costs = walked.meter.costs
        CONSOLE.print(show(costs, last(results, machine(), share)))
        keep(results, machine(), share, costs)


def _files(mirror: Path, share: float) -> None:
    """The publishers' files, unless they are there: by a process of its own, so that what it holds is no stage's memory."""
    with ProcessPoolExecutor(1, get_context("spawn")) as alone:
        is_written = alone.submit(ensure_nation, mirror, share).result()
    if is_written:
        spent = resource.getrusage(resource.RUSAGE_CHILDREN)
        CONSOLE.print(
            f"files: {spent.ru_utime + spent.ru_stime:.0f} s of processor, {spent.ru_maxrss / 1024:.0f} MB at most"
        )


def _fresh(settings: Settings) -> None:
    """An empty warehouse: the first walk is measured."""
    with connect_url(settings.embedded_url("postgres"), autocommit=True) as server_db:
        server_db.execute("drop database if exists acte2_walk with (force)")
    make_tables(settings)


if __name__ == "__main__":
    main()
