"""Processes of real runs killed, stopped or frozen at random moments, while a reader asks in a loop.

`python -m tests.faults.kills --times 20 --seed 1`: one line a fault, what was not held beneath it; 1 when anything was not.
Each run has work to do: a vintage is withdrawn and let come again, and everything is built. The run after it must end well, and
leave the marts as they were.
"""

import argparse
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg
from psycopg import sql

from ingestion import withdraw
from sample.mirror import ensure_mirror
from tests.e2e.job import Job, Reader, job_in
from warehouse import server
from warehouse.connect import connect_url

SCALE = 0.05
SOURCES = "insee_cog,programmes,sirene"
AGAIN = ("insee_cog_commune", "anct_acv_commune", "sirene_etablissement", "sirene_etablissement_historique")
RUN_S = 900
FROZEN_S = 20.0
# Told by what a process is called with; a task is a fork of the scheduler that says so itself.
CALLED = {
    "make run": "-m cli run",
    "supervisor": "cli.supervisor",
    "scheduler": "cli.scheduler scheduler",
    "api server": "api-server",
    "DAG processor": "dag-processor",
    "triggerer": "triggerer",
    "task": "airflow worker",
}
SERVER, BACKEND = "server", "backend"
SIGNALS = ("killed", "stopped", "frozen")
# Hold instants, or numbers of loads and releases: no two runs make the same.
NEVER_THE_SAME = ["dim_peer_search", "mart_quality", "dim_source_vintage", "dim_indicator_year"]


@dataclass
class Fault:
    """What was done to which process, when, and what was not held."""

    what: str
    victim: str
    after_s: float
    status: int | None
    wrong: list[str]

    def __str__(self) -> str:
        held = "held" if not self.wrong else "FAILED: " + "; ".join(self.wrong)
        return f"{self.victim:<14} {self.what:<8} after {self.after_s:5.1f} s, run ended with {self.status}: {held}"


class Campaign:
    """Faults in runs of one job, which has released once."""

    def __init__(self, job: Job, seed: int) -> None:
        self.job, self.chance = job, random.Random(seed)
        began = time.monotonic()
        status, said = job.run(SOURCES=SOURCES)
        self.length_s = time.monotonic() - began
        if status:
            raise SystemExit(f"the first run, which nobody disturbed, failed:\n{said[-3000:]}")
        self.before = marts(job.settings.warehouse_url)

    def fault(self) -> Fault:
        """One run disturbed, the next one not."""
        self._make_work()
        run = self.job.start(SOURCES=SOURCES, FULL="1")
        reader = Reader(self.job.settings.reader_url)
        reader.start()
        after, what = self.chance.uniform(2, self.length_s), self.chance.choice(SIGNALS)
        victim, ended = self._disturb(run, after, what)
        reader.stop()
        wrong = [] if ended is not None else [f"the run did not end within {RUN_S} s"]
        wrong += self._misread(reader, victim)
        return Fault(what, victim, after, ended, wrong + self._unlike(*self.job.run(SOURCES=SOURCES)))

    def _make_work(self) -> None:
        """The run before left the server where it was; a stopped one is started by nobody else."""
        server.start(self.job.settings)
        table = self.chance.choice(AGAIN)
        with connect_url(self.job.settings.warehouse_url, autocommit=True) as db:
            (vintage,) = db.execute(
                "select max(vintage) from ops.load where raw_table = %s and outcome = 'published'", [table]
            ).fetchone()
            withdraw.withdraw(db, table, vintage, "a fault is tried")
            withdraw.forget(db, table, vintage)

    def _disturb(self, run: subprocess.Popen, after: float, what: str) -> tuple[str, int | None]:
        time.sleep(after)
        victim, process = self._victim()
        if process is not None:
            _send(process, what)
        try:
            run.communicate(timeout=RUN_S)
        except subprocess.TimeoutExpired:
            run.kill()
            run.communicate()
            return victim, None
        return victim, run.returncode

    def _victim(self) -> tuple[str, psutil.Process | None]:
        found = sorted(self._processes(), key=lambda one: one[0])
        names = sorted({name for name, _ in found})
        if not names:
            return "none", None
        name = self.chance.choice(names)
        return name, self.chance.choice([process for told, process in found if told == name])

    def _processes(self) -> Iterator[tuple[str, psutil.Process]]:
        home = str(self.job.home)
        postmaster = server.status(self.job.settings).pid
        for process in psutil.process_iter():
            try:
                command = " ".join(process.cmdline())
                if process.pid == postmaster:
                    yield SERVER, process
                elif process.ppid() == postmaster and "127.0.0.1" in command and "bi_reader" not in command:
                    yield BACKEND, process
                elif process.environ().get("ACTE2_HOME") == home:
                    yield from ((name, process) for name, part in CALLED.items() if part in command)
            except psutil.Error:
                continue

    def _misread(self, reader: Reader, victim: str) -> list[str]:
        wrong = []
        # A backend that is killed makes PostgreSQL end all sessions, the reader's among them.
        if reader.errors and victim not in (SERVER, BACKEND):
            wrong.append(f"a reader met {reader.errors[0]}")
        if len(reader.answers) > 1:
            wrong.append(f"readers saw {len(reader.answers)} states")
        return wrong

    def _unlike(self, status: int, said: str) -> list[str]:
        """What the run after it left otherwise than it was."""
        if status:
            return [f"the next run ended with {status}: {' '.join(said.split())[-400:]}"]
        url = self.job.settings.warehouse_url
        return unlike(self.before, marts(url)) + lost(url)


def unlike(before: dict[str, tuple], now: dict[str, tuple]) -> list[str]:
    """Marts that are not what they were."""
    return [f"{mart} is another" for mart in sorted(before) if now.get(mart) != before[mart]]


def lost(url: str) -> list[str]:
    """Whether a load lost rows."""
    with connect_url(url) as db:
        (count,) = db.execute(
            "select count(*) from ops.load where outcome = 'published' and rows_read <> rows_loaded + rows_rejected"
        ).fetchone()
    return [f"{count} loads lost rows"] if count else []


def marts(url: str) -> dict[str, tuple]:
    """Rows and a hash of each mart that readers see."""
    with connect_url(url) as db:
        found = db.execute(
            "select relname from pg_class where relnamespace = 'marts'::regnamespace and relkind = 'v' and relname <> all (%s)",
            [NEVER_THE_SAME],
        ).fetchall()
        told = sql.SQL("select count(*), sum(hashtextextended(mart::text, 0)::numeric) from {} as mart")
        return {name: db.execute(told.format(sql.Identifier("marts", name))).fetchone() for (name,) in found}


def _send(process: psutil.Process, what: str) -> None:
    """Killed; stopped as a system that shuts down does it; or frozen for a while."""
    try:
        if what == "killed":
            process.kill()
        elif what == "stopped":
            process.send_signal(signal.SIGTERM)
        else:
            process.suspend()
            time.sleep(FROZEN_S)
            process.resume()
    except psutil.NoSuchProcess:  # it ended meanwhile
        return


def main() -> int:
    """Try as many faults as asked for, one after the other."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.kills", description=__doc__)
    parser.add_argument("--times", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    chosen, failed = parser.parse_args(), 0
    with job_in("acte2-kills-", ACTE2_DATABASE="acte2_demo") as job:
        ensure_mirror(Path(job.mirror), scale=SCALE)
        campaign = Campaign(job, chosen.seed)
        sys.stdout.write(f"a run that nobody disturbs takes {campaign.length_s:.0f} s\n")
        for number in range(1, chosen.times + 1):
            fault = campaign.fault()
            failed += bool(fault.wrong)
            sys.stdout.write(f"{number:>3} {fault}\n")
            sys.stdout.flush()
    sys.stdout.write(
        f"seed {chosen.seed}: {chosen.times} tried, {chosen.times - failed} held, {failed} failed\n"
    )
    return int(failed > 0)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except psycopg.Error as error:
        sys.exit(str(error))
