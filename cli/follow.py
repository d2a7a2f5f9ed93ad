"""A whole run on Airflow: every source, then the build that their assets ask for."""

import os
import time
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

import requests

from cli.airflow import Running
from cli.board import Board
from cli.errors import CommandError
from cli.ledger import Ledger
from cli.rest import UNFINISHED, Client, Run
from ingestion import gather
from ingestion.registry import sources
from warehouse.settings import Settings

WAREHOUSE, WATCH = "warehouse", "watch"
OWN = "local"
# A look costs the API server processor time that loads and models want as well.
LOOK_EVERY_S = 2.0
PARSE_S = 600.0
# Airflow reads a file every five minutes; what it was about to note of one may be lost with a process that dies.
READ_AGAIN_S = 30.0
PAGES_LEFT = 20
ASSET_S = 15.0


@dataclass
class Followed:
    """What became of a run: DAG runs that ended, and those that failed."""

    runs: list[Run] = field(default_factory=list)

    @property
    def failed(self) -> list[Run]:
        """DAG runs that did not succeed."""
        return [run for run in self.runs if run.state == "failed"]


class Follower:
    """Starts DAGs and follows what comes of them, showing it on the board."""

    def __init__(self, client: Client, ledger: Ledger, board: Board) -> None:
        self.client, self.ledger, self.board = client, ledger, board

    def run(self, due: Iterable[str]) -> Followed:
        """These sources, then the build if one is due. Raises requests.RequestException when Airflow does not answer."""
        followed = Followed()
        self._follow([self.client.trigger(dag) for dag in due], followed)
        self._build(followed)
        return followed

    def _follow(self, runs: list[Run], followed: Followed) -> None:
        waiting = {(run.dag, run.run): run for run in runs}
        while waiting:
            time.sleep(LOOK_EVERY_S)
            self._look(waiting, followed)

    def _look(self, waiting: dict[tuple[str, str], Run], followed: Followed) -> None:
        self.board.loads(self.ledger.loads(), self.ledger.transfers())
        unfinished = self.client.runs(states=UNFINISHED)
        going = {(one.dag, one.run) for one in unfinished}
        for key, run in list(waiting.items()):
            now = run if key in going else self.client.run(run)
            if run.dag == WAREHOUSE:
                self.board.build(self.client.tries(run), self.ledger.built())
            if now.is_finished:
                followed.runs.append(now)
                del waiting[key]
        self.board.loads(self.ledger.loads(), self.ledger.transfers())

    def _build(self, followed: Followed) -> None:
        """Builds until a release took everything into account that stands, or a build failed."""
        while self.ledger.is_build_due():
            # Where nothing was loaded no asset asks for one.
            self._follow([self._next_build() if followed.runs else self.client.trigger(WAREHOUSE)], followed)
            if followed.runs[-1].state == "failed":
                break
        for run in self._waiting_builds():  # asked for by assets that the build took into account already
            self.client.finish(run, "success")

    def _next_build(self) -> Run:
        """The build that an asset asked for; when none comes (it failed earlier), one asked for here."""
        deadline = time.monotonic() + ASSET_S
        while time.monotonic() < deadline:
            waiting = self._waiting_builds()
            if waiting:
                return waiting[0]
            time.sleep(LOOK_EVERY_S)
        return self.client.trigger(WAREHOUSE)

    def _waiting_builds(self) -> list[Run]:
        return self.client.runs(WAREHOUSE, states=UNFINISHED)


def wanted(env: Mapping[str, str] = os.environ) -> list[str]:
    """Sources to ask: all, or those SOURCES names; towns' own where there are any. Raises CommandError for one nobody declared."""
    known = [source.name for source in sources()]
    chosen = [name.strip() for name in env.get("SOURCES", "").split(",") if name.strip()]
    if strangers := set(chosen) - set(known):
        raise CommandError(f"SOURCES names {', '.join(sorted(strangers))}; known: {', '.join(known)}")
    return chosen or [name for name in known if name != OWN or gather.is_due(Settings.from_env(env))]


def open_up(client: Client, flow: Running, pools: dict, only: Collection[str] | None = None) -> None:
    """Pools made, DAGs read and let run, runs that an earlier crash left open declared failed.

    `only`: of the sources none but these, though the hour of another may come meanwhile.
    """

    def may_run(dag: dict) -> bool:
        return only is None or dag["dag_id"] in {*only, WAREHOUSE, WATCH}

    client.set_pools(pools)
    for dag in client.dags():
        if not dag["is_paused"] and not may_run(dag):
            client.pause(dag["dag_id"])
    _close_left_over(client)
    for dag in _await_dags(client, flow):
        if dag["is_paused"] and may_run(dag):
            client.unpause(dag["dag_id"])


def _close_left_over(client: Client) -> None:
    """Declare failed whatever is unfinished, page by page; a run that Airflow ends at that moment, or drops, needs nothing more."""
    for _ in range(PAGES_LEFT):
        left = client.runs(states=UNFINISHED)
        for run in left:
            try:
                client.finish(run, "failed")
            except requests.HTTPError:
                if _is_unfinished(client, run):
                    raise
        if not left:
            return


def _is_unfinished(client: Client, run: Run) -> bool:
    return any((one.dag, one.run) == (run.dag, run.run) for one in client.runs(run.dag, states=UNFINISHED))


def _await_dags(client: Client, flow: Running) -> list[dict]:
    expected = {WAREHOUSE, WATCH, *(source.name for source in sources())}
    began, asked = time.monotonic(), 1
    while (passed := time.monotonic() - began) < PARSE_S:
        ours = [dag for dag in client.dags() if dag["dag_id"] in expected]
        late = [dag for dag in ours if not _is_fresh(dag, flow)]
        if len(ours) == len(expected) and not late:
            return ours
        if passed > asked * READ_AGAIN_S:
            asked += 1
            for dag in late:
                client.read_again(dag)
        errors = client.import_errors()
        if errors:
            raise CommandError("DAG files cannot be read:\n" + "\n".join(errors))
        time.sleep(LOOK_EVERY_S / 2)
    raise CommandError(f"Airflow did not read the DAG files in {PARSE_S:.0f} s")


def _is_fresh(dag: dict, flow: Running) -> bool:
    read = dag.get("last_parsed_time")
    return bool(read) and datetime.fromisoformat(read) >= datetime.fromtimestamp(flow.began, UTC)
