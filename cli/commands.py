"""The commands themselves. Each returns its exit status."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import closing

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from cli import airflow, dbt_project, report, standing
from cli.board import Board
from cli.environment import USER
from cli.follow import Followed, Follower, open_up, wanted
from cli.ledger import Ledger
from cli.places import POOLS, Places
from cli.ready import ready
from ingestion import asking
from ingestion.registry import sources
from warehouse import server
from warehouse.connect import connect
from warehouse.ops import built
from warehouse.release import CANDIDATE
from warehouse.roles import Role
from warehouse.settings import Settings, flag

WIDTH = 120
STOPPED = 3


def run(settings: Settings) -> int:
    """Load every source that changed, build and release; 1 when anything failed."""
    _end_on_sigterm()
    with airflow.alone(settings):
        return _run(settings, _console(), time.monotonic())


def _run(settings: Settings, console: Console, began: float) -> int:
    flow = airflow.usable(settings)
    console.print(
        f"Warehouse [bold]{settings.database}[/], fed by: {escape(settings.origin)}", soft_wrap=True
    )
    ready(settings)
    if flag(os.environ, "FULL"):
        with connect(settings, Role.TRANSFORMER) as conn:
            built.forget(conn)
    with closing(Ledger(settings)) as ledger:
        due = _due(settings, console, ledger)
        if not due and not ledger.is_build_due():
            return _told(settings, console, ledger, flow, Followed(), began)
        if flow:
            return _run_on(settings, flow, console, ledger, due, began)
        try:
            started = _started(settings, console, due)
            return _run_on(settings, started, console, ledger, due, began)
        finally:
            airflow.stop(settings)


def up(settings: Settings) -> int:
    """Keep Airflow running in the background, its DAGs on schedule."""
    console = _console()
    with airflow.alone(settings):
        flow = airflow.usable(settings)
        if flow is None:
            ready(settings)
            flow = _started(settings, console)
    places = Places(settings)
    console.print(f"Airflow is up at {flow.url} (warehouse {flow.database})", soft_wrap=True)
    console.print(
        f"User {USER}, password in {escape(str(places.password))}; stop it with: make down", soft_wrap=True
    )
    return 0


def down(settings: Settings) -> int:
    """Stop Airflow, then the embedded server."""
    console = _console()
    with airflow.exclusively(settings):
        console.print("Airflow stopped" if airflow.stop(settings) else "Airflow was not running")
    console.print("PostgreSQL stopped" if server.stop(settings) else "PostgreSQL was not running")
    return 0


def status(settings: Settings) -> int:
    """What runs, what readers see, what failed or is late; 3 when Airflow does not run."""
    console = _console()
    for line in standing.lines(settings):
        console.print(line, markup=False, highlight=False, soft_wrap=True)
    return 0 if airflow.running(settings) else STOPPED


def sources_list(settings: Settings) -> int:
    """The declared sources."""
    table = Table()
    for name in ("source", "title", "published", "tables"):
        table.add_column(name)
    for source in sources():
        tables = "\n".join(f"raw.{resource.raw_table}" for resource in source.resources)
        table.add_row(source.name, source.title, source.frequency, tables)
    _console().print(table)
    return 0


def dbt(settings: Settings, arguments: list[str]) -> int:
    """Run dbt on this warehouse as a build does; its own exit status. Its files stay under the home."""
    folder = settings.home / "dbt" / "by_hand"
    places = {"DBT_TARGET_PATH": str(folder), "DBT_LOG_PATH": str(folder), "ACTE2_MARTS_SCHEMA": CANDIDATE}
    env = {**os.environ, **settings.dbt_env(), **places}
    return subprocess.run(dbt_project.dbt(*arguments), env=env, check=False).returncode


def _started(settings: Settings, console: Console, only: list[str] | None = None) -> airflow.Running:
    """Airflow for a run of `only` these sources, with which it ends; else for all of them, on their schedules."""
    with airflow.exclusively(settings), console.status("Airflow is starting"):
        began = time.monotonic()
        flow = airflow.start(settings, attached=only is not None)
        open_up(airflow.client(settings, flow), flow, json.loads(POOLS.read_text(encoding="utf-8")), only)
    console.print(f"Airflow started in {time.monotonic() - began:.0f} s")
    return flow


def _due(settings: Settings, console: Console, ledger: Ledger) -> list[str]:
    """Sources at which there is something to do; a line on each file of the others."""
    with Board(console) as board, console.status("Asking the publishers"):
        due = asking.due(settings, wanted())
        board.loads(ledger.loads(), ledger.transfers())
    return due


def _run_on(
    settings: Settings, flow: airflow.Running, console: Console, ledger: Ledger, due: list[str], began: float
) -> int:
    client = airflow.client(settings, flow)
    with Board(console) as board:
        followed = Follower(client, ledger, board).run(due)
    status = _told(settings, console, ledger, flow, followed, began)
    report.failures(console, client, followed, Places(settings))
    return status


def _told(
    settings: Settings,
    console: Console,
    ledger: Ledger,
    flow: airflow.Running | None,
    followed: Followed,
    began: float,
) -> int:
    report.tell(console, ledger, followed, time.monotonic() - began)
    report.where(console, Places(settings), flow)
    return 1 if followed.failed else 0


def _end_on_sigterm() -> None:
    def end(*_: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, end)


def _console() -> Console:
    return Console() if sys.stdout.isatty() else Console(width=WIDTH)
