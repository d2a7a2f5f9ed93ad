"""Two Celery workers that share nothing but PostgreSQL, Redis and an object store; one is lost in a load, one in a build.

`python -m tests.faults.workers --seed 1`: each service runs as docker-compose.yml says, as a user with a folder of its own
(`tests.faults.machines`). First a run that nobody disturbs, then the same work again, while whichever worker has the load, and later
the build, is killed with all its processes. Prints a line an event; 1 when anything was not held. It needs root, Debian's
`redis-server`, and an environment that has requirements/workers.txt besides requirements/lock.txt.
"""

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from cli.rest import Client
from ingestion import withdraw
from sample.mirror import ensure_mirror
from tests.e2e.job import Reader
from tests.faults import machines
from tests.faults.kills import lost, marts, unlike
from tests.faults.machines import Machine, Site, at_port, until
from warehouse import server
from warehouse.connect import connect_url
from warehouse.ops import built
from warehouse.settings import Settings
from warehouse.store import Store

WORKERS = ("one", "two")
CONTROL = ("api-server", "scheduler", "dag-processor", "triggerer")
LARGEST = "sirene_etablissement_historique"
SITES = ("", "towns/", "centres/", "quality/", "dbt/")
# Airflow says by itself, where it finds no log, in how many places it looked.
LOGGED = 6
RUN_S = 1800.0
COPYING = """
select client_port from pg_stat_progress_copy inner join pg_stat_activity using (pid)
where usename = 'loader_acte2' and tuples_processed >= %s
"""
BUILDING = """
select client_port from pg_stat_activity
where usename = 'transformer_acte2' and application_name = 'dbt' and state = 'active' and query ilike '%%create %%table%%'
    and (select count(*) from ops.built where unique_id like 'model.%%') >= %s
"""


@dataclass
class Run:
    """The machines, and what happened on them."""

    site: Site
    house: Settings
    control: Machine
    workers: dict[str, Machine]
    chance: random.Random
    client: Client
    sources: list[str]
    began: float = field(default_factory=time.monotonic)
    seen: dict[tuple, tuple] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def say(self, what: str) -> None:
        sys.stdout.write(f"{time.monotonic() - self.began:7.1f} s  {what}\n")
        sys.stdout.flush()

    @property
    def url(self) -> str:
        return self.house.warehouse_url

    def start_worker(self, name: str) -> None:
        machine = self.workers[name]
        self.site.check("worker", machine.folder)
        command = [*self.site.command("worker"), "--celery-hostname", f"{name}@%h"]
        machine.start("worker", command, self.site.environment("worker", machine.folder))
        self.say(f"worker {name} started as {machine.user}")

    def ask(self, path: str, **params: object) -> dict:
        return self.client._ask("GET", path, params=params)

    def look(self) -> None:
        """Tell of each task whose state or try changed since the last look."""
        for one in self.ask("/dags/~/dagRuns/~/taskInstances", limit=100, order_by="-start_date")[
            "task_instances"
        ]:
            key = (one["dag_id"], one["dag_run_id"], one["task_id"], one["map_index"])
            now = (one["state"], one["try_number"], one["unixname"])
            if self.seen.get(key) != now and one["state"]:
                self.seen[key] = now
                index = f"[{one['map_index']}]" if one["map_index"] >= 0 else ""
                where = f" on {one['unixname']}" if one["state"] in ("running", "success", "failed") else ""
                self.say(
                    f"  {one['dag_id']}.{one['task_id']}{index} try {one['try_number']}: {one['state']}{where}"
                )

    def ended(self, dag: str, since: str) -> str | None:
        """State of the last run of a DAG that was asked for since, when it has ended."""
        self.look()
        runs = self.client.runs(dag, since=since)
        return runs[-1].state if runs and all(run.is_finished for run in runs) else None

    def demo(self, disturb: Callable[[str], None] | None = None) -> None:
        """Ask for every source, and wait for the release that follows; `disturb` is called with the moment it began."""
        since = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        for source in self.sources:
            self.client.trigger(source)
        if disturb:
            disturb(since)
        for dag in (*self.sources, "warehouse"):
            state = until(lambda dag=dag: self.ended(dag, since), f"{dag} did not end", RUN_S, 1.0)
            self.say(f"{dag}: {state}")
            if state != "success":
                self.wrong.append(f"{dag} ended as {state}")

    def make_work(self) -> None:
        """Let the registers come again, and nothing stand."""
        with connect_url(self.url, autocommit=True) as db:
            tables = db.execute(
                "select distinct raw_table, vintage from ops.load where outcome = 'published' and raw_table ~ '^sirene|^insee_cog_commune$'"
            ).fetchall()
            for table, vintage in tables:
                withdraw.withdraw(db, table, vintage, "a fault is tried")
                withdraw.forget(db, table, vintage)
            built.forget(db)

    def lose(self, what: str, question: str, least: int) -> str:
        """Kill the machine whose session answers the question, while it does; its name."""
        with connect_url(self.url, autocommit=True) as db:
            name = str(until(lambda: self._busy(db, question, least), f"nobody was {what}", RUN_S, 0.005))
        count = self.workers[name].lose()
        self.say(f"KILLED worker {name} while {what} ({count} processes, at {least:,} or more)")
        return name

    def _busy(self, db: psycopg.Connection, question: str, least: int) -> str | None:
        for (port,) in db.execute(question, [least]).fetchall():
            process = at_port(port)
            for name, machine in self.workers.items():
                if process and process.username() == machine.user:
                    return name
        return None

    def disturb(self, rows: int, models: int, since: str) -> None:
        """Lose a worker in the largest load, let it come back when that load is done, and lose one in the build."""
        known = set(self.seen)
        gone = self.lose("loading", COPYING, int(rows * self.chance.uniform(0.1, 0.7)))
        fell = time.monotonic()
        until(lambda: self.ended("sirene", since), "the load did not end", RUN_S, 1.0)
        self.say(f"the other ended the load, {time.monotonic() - fell:.0f} s after the kill")
        self.start_worker(gone)
        gone = self.lose("building", BUILDING, int(models * self.chance.uniform(0.2, 0.8)))
        with connect_url(self.url) as db:
            made, when = db.execute(
                "select count(*), clock_timestamp() from ops.built where unique_id like 'model.%'"
            ).fetchone()
        fell = time.monotonic()
        until(lambda: self.ended("warehouse", since), "the build did not end", RUN_S, 1.0)
        self.say(f"the other ended the build, {time.monotonic() - fell:.0f} s after the kill")
        with connect_url(self.url) as db:
            (kept,) = db.execute(
                "select count(*) from ops.built where unique_id like 'model.%%' and built_at <= %s", [when]
            ).fetchone()
        new = {key: told for key, told in self.seen.items() if key not in known}
        again = {key[0] for key, (state, tries, _) in new.items() if state == "success" and tries > 1}
        self.wrong += [f"no task of {dag} was tried again" for dag in {"sirene", "warehouse"} - again]
        self.say(f"of {made} models made before the kill, {kept} were left standing")
        if kept < made:
            self.wrong.append(f"{made - kept} models were made twice")


def prepare(folder: Path, sources: list[str], scale: float, seed: int, stack: ExitStack) -> Run:
    """Everything up to two workers that wait; what was made is put away with `stack`."""
    mirror, mirror_port = folder / "mirror", machines.free_port()
    ensure_mirror(mirror, scale=scale)
    house = Settings.from_env(
        {"ACTE2_HOME": str(folder / "house"), "ACTE2_DATABASE": "acte2", "MIRROR": str(mirror)}
    )
    stack.callback(server.stop, house)
    server.start(house)
    with connect_url(house.embedded_url("postgres"), autocommit=True) as db:
        db.execute("create database acte2")
    site = Site.planned(server.status(house).port, mirror_port, folder)
    fleet = {
        name: Machine(name, folder / name) for name in ("publisher", "redis", "store", "control", *WORKERS)
    }
    for machine in fleet.values():
        stack.callback(machine.remove)
        machine.make()
    serving = [
        sys.executable,
        "-m",
        "http.server",
        str(mirror_port),
        "--bind",
        "127.0.0.1",
        "--directory",
        str(mirror),
    ]
    fleet["publisher"].start("http", serving, {})
    machines.redis(site, fleet["redis"], stack)
    machines.store(site, fleet["store"])
    control = fleet["control"]
    _init(site, control, house)
    for service in CONTROL:
        site.check(service, control.folder)
        control.start(service, site.command(service), site.environment(service, control.folder))
    client = Client(site.env_file["AIRFLOW_BASE_URL"], "admin", site.env_file["AIRFLOW_ADMIN_PASSWORD"])
    return Run(site, house, control, {n: fleet[n] for n in WORKERS}, random.Random(seed), client, sources)


def _init(site: Site, control: Machine, house: Settings) -> None:
    """As compose's service `init`, with the owner's login of the server."""
    env = {**site.environment("init", control.folder), "WAREHOUSE_URL": house.warehouse_url}
    status = control.start("init", site.command("init"), env).wait(300)
    if status:
        raise SystemExit(f"init ended with {status}: {control.folder.parent / 'control-init.log'}")


def campaign(run: Run) -> None:
    """One run that nobody disturbs, one that loses two workers; `run.wrong` says what was not held."""
    until(lambda: _is_ready(run), "Airflow did not become healthy", 600, 1.0)
    for name in WORKERS:
        run.start_worker(name)
    for dag in (*run.sources, "warehouse"):
        run.client.unpause(dag)
    run.say("a run that nobody disturbs")
    run.demo()
    before = marts(run.url)
    with connect_url(run.url) as db:
        (rows,) = db.execute("select max(rows_read) from ops.load where raw_table = %s", [LARGEST]).fetchone()
        (models,) = db.execute("select count(*) from ops.built where unique_id like 'model.%'").fetchone()
    run.say(f"{len(before)} marts released; the largest load has {rows:,} rows, the build {models} models")
    run.make_work()
    reader = Reader(_reader(run))
    reader.start()
    run.demo(lambda since: run.disturb(rows, models, since))
    reader.stop()
    run.wrong += _unseen(run)
    run.wrong += unlike(before, marts(run.url)) + lost(run.url)
    run.wrong += [f"a reader met {error}" for error in reader.errors[:1]]
    if len(reader.answers) > 1:
        run.wrong.append(f"readers saw {len(reader.answers)} states")
    run.say(f"{len(before)} marts compared by rows and hash, and loads counted")
    run.say(f"a reader asked all the while: {len(reader.errors)} errors, {len(reader.answers)} answers")


def _unseen(run: Run) -> list[str]:
    """What is not in the object store though another machine wrote it: sites, and logs as the API server shows them."""
    os.environ.update({name: value for name, value in run.site.env_file.items() if name.startswith("AWS_")})
    sites = Store(f"{run.site.env_file['STORE_URL']}/site/acte2")
    wrong = [f"no {part} in the store" for part in SITES if not sites.has(f"{part}index.html")]
    one = run.ask(
        "/dags/warehouse/dagRuns/~/taskInstances",
        task_id=["release"],
        state=["success"],
        order_by="-start_date",
    )["task_instances"][0]
    path = f"/dags/warehouse/dagRuns/{one['dag_run_id']}/taskInstances/release/logs/{one['try_number']}"
    lines = [line["event"] for line in run.ask(path)["content"]]
    run.say(
        f"{len(SITES)} sites looked for in the store; the log of the release, read by the API server, has {len(lines)} lines"
    )
    return wrong if len(lines) > LOGGED else [*wrong, f"the log of the release is {lines}"]


def _is_ready(run: Run) -> bool:
    """Airflow is well, and has read every DAG that is asked for."""
    try:
        well = all((part or {}).get("status") == "healthy" for part in run.client.health().values())
        return well and {*run.sources, "warehouse"} <= {dag["dag_id"] for dag in run.client.dags()}
    except OSError:
        return False


def _reader(run: Run) -> str:
    address = run.url.rpartition("@")[2]
    return f"postgresql://bi_reader_acte2:{run.site.env_file['BI_READER_PASSWORD']}@{address}"


def main() -> int:
    """Make the machines, try, put them away."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.workers", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--scale", type=float, default=0.05, help="of the simulated publishers")
    parser.add_argument("--sources", default="insee_cog,programmes,sirene")
    parser.add_argument("--keep", action="store_true", help="leave the folders where they are")
    chosen = parser.parse_args()
    if why := machines.missing():
        sys.stdout.write(f"skipped: {why}\n")
        return 0
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("told to stop"))  # what was made is put away
    folder = Path(tempfile.mkdtemp(prefix="acte2-workers-"))
    folder.chmod(0o755)
    with ExitStack() as stack:
        if not chosen.keep:
            stack.callback(shutil.rmtree, folder)
        run = prepare(folder, chosen.sources.split(","), chosen.scale, chosen.seed, stack)
        campaign(run)
        for what in run.wrong:
            run.say(f"NOT HELD: {what}")
    told = "held" if not run.wrong else "FAILED: " + "; ".join(run.wrong)
    sys.stdout.write(f"seed {chosen.seed}: {told}\n")
    return int(bool(run.wrong))


if __name__ == "__main__":
    sys.exit(main())
