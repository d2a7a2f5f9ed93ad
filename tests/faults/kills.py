"""Processes of real runs killed, stopped or frozen at random moments, while a reader asks in a loop.

`python -m tests.faults.kills --times 20 --seed 1`: a line a round, with what was done to it and what did not hold; 1 when anything
did not. A round is up to twelve faults in as many runs as they take (one that dies is followed by another, disturbed as well), which
have work to do: a vintage is withdrawn and let come again, and now and then all is built. The run after them, which nobody
disturbs, must end well and leave the marts as they were.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import psutil
import psycopg

from bench import same
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
APART_S = (1.0, 20.0)
# Share of runs that build everything, whatever stands.
WHOLE = 0.25
# Told by what a process is called with, or calls itself: a task and the executor's own are forks of the scheduler.
CALLED = {
    "make run": "-m cli run",
    "supervisor": "cli.supervisor",
    "scheduler": "cli.scheduler scheduler",
    "api server": "api-server",
    "DAG processor": "dag-processor",
    "triggerer": "triggerer",
    "executor": "LocalExecutor",
    "task": "airflow worker",
}
SERVER, BACKEND = "server", "backend"
SIGNALS = ("killed", "stopped", "frozen")
# Hold instants, or numbers of loads and releases: no two runs make the same.
NEVER_THE_SAME = ["dim_peer_search", "mart_quality", "dim_source_vintage", "dim_indicator_year"]


@dataclass
class Fault:
    """What was done to which process, how many seconds after a run began."""

    what: str
    victim: str
    after_s: float

    def __str__(self) -> str:
        return f"{self.victim} {self.what} at {self.after_s:.0f} s"


@dataclass
class Round:
    """Faults, what the runs that met them ended with, and what was not held."""

    faults: list[Fault]
    statuses: list[int]
    wrong: list[str]

    def __str__(self) -> str:
        held = "held" if not self.wrong else "FAILED: " + "; ".join(self.wrong)
        ended = ", ".join(map(str, self.statuses))
        return f"{', '.join(map(str, self.faults))}; runs ended with {ended}: {held}"


class Campaign:
    """Faults in runs of one job, which has released once."""

    def __init__(self, job: Job, seed: int, only: str | None = None) -> None:
        self.job, self.chance, self.only = job, random.Random(seed), only
        status, said = job.run(SOURCES=SOURCES)
        if status:
            raise SystemExit(f"the first run, which nobody disturbed, failed:\n{said[-3000:]}")
        self.before = marts(job.settings.warehouse_url)

    def round(self, most: int) -> Round:
        """Runs disturbed, one after the other, until up to `most` faults were met; then one that is not."""
        wanted, met = self.chance.randint(1, most), Round([], [], [])
        self._make_work()
        reader = Reader(self.job.settings.reader_url)
        reader.start()
        while len(met.faults) < wanted and not met.wrong:
            self._disturbed(met, wanted - len(met.faults))
        reader.stop()
        met.wrong += self._misread(reader, {fault.victim for fault in met.faults})
        met.wrong += self._unlike(*self.job.run(SOURCES=SOURCES))
        return met

    def _disturbed(self, met: Round, times: int) -> None:
        """One run, which has work to do: what one before it left undone, or made anew."""
        if met.statuses[-1:] == [0]:
            self._make_work()
        run = self.job.start(SOURCES=SOURCES, FULL="1" if self.chance.random() < WHOLE else "")
        # Nobody reads what it says; its pipe must not fill.
        threading.Thread(target=run.communicate, daemon=True).start()
        met.faults += self._disturb(run, times)
        try:
            met.statuses.append(run.wait(RUN_S))
        except subprocess.TimeoutExpired:
            run.kill()
            met.wrong.append(f"the run did not end within {RUN_S} s")

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

    def _disturb(self, run: subprocess.Popen, times: int) -> Iterator[Fault]:
        """At most so many faults, some seconds apart; none once the run is over."""
        began = time.monotonic()
        left = times
        while left and run.poll() is None:
            time.sleep(self.chance.uniform(*APART_S))
            victim = self._victim()
            if victim and run.poll() is None:
                name, process = victim
                fault = Fault(self.chance.choice(SIGNALS), name, time.monotonic() - began)
                _send(process, fault.what)
                left -= 1
                yield fault

    def _victim(self) -> tuple[str, psutil.Process] | None:
        """Any kind of process that runs now, and one of that kind."""
        found = [one for one in self._processes() if self.only in (None, one[0])]
        if not found:
            return None
        kind = self.chance.choice(sorted({name for name, _ in found}))
        return self.chance.choice([one for one in found if one[0] == kind])

    def _processes(self) -> Iterator[tuple[str, psutil.Process]]:
        """Processes of the job that may be disturbed, each with what it is."""
        postmaster, sessions = server.status(self.job.settings).pid, set(self._sessions())
        for process in psutil.process_iter():
            try:
                command = " ".join(process.cmdline())
                if process.pid == postmaster:
                    yield SERVER, process
                elif process.ppid() == postmaster and "127.0.0.1" in command and "bi_reader" not in command:
                    yield BACKEND, process
                elif os.getsid(process.pid) in sessions:
                    yield from [(name, process) for name, part in CALLED.items() if part in command][:1]
            except (psutil.Error, ProcessLookupError):
                continue

    def _sessions(self) -> Iterator[int]:
        """Those of `make run` and of its supervisor. What gave itself a name has no environment any more."""
        for process in psutil.process_iter():
            with suppress(psutil.Error, ProcessLookupError):
                if process.environ().get("ACTE2_HOME") == str(self.job.home):
                    yield os.getsid(process.pid)

    def _misread(self, reader: Reader, victims: set[str]) -> list[str]:
        wrong = []
        # A backend that is killed makes PostgreSQL end all sessions, the reader's among them.
        if reader.errors and not victims & {SERVER, BACKEND}:
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
        return same.marts(db, NEVER_THE_SAME)


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
    """Rounds one after the other until as many faults were tried as asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.kills", description=__doc__)
    parser.add_argument("--times", type=int, default=20, help="faults to try (20)")
    parser.add_argument("--most", type=int, default=12, help="faults that one round meets at most (12)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--only", choices=[SERVER, BACKEND, *CALLED], help="what alone is disturbed (anything)"
    )
    chosen = parser.parse_args()
    rounds: list[Round] = []
    with job_in("acte2-kills-", ACTE2_DATABASE="acte2_demo") as job:
        ensure_mirror(Path(job.mirror), scale=SCALE)
        campaign = Campaign(job, chosen.seed, chosen.only)
        while sum(len(one.faults) for one in rounds) < chosen.times:
            rounds.append(campaign.round(chosen.most))
            sys.stdout.write(f"{len(rounds):>3} {datetime.now():%H:%M:%S} {rounds[-1]}\n")
            sys.stdout.flush()
    tried, runs = sum(len(one.faults) for one in rounds), sum(len(one.statuses) for one in rounds)
    failed = sum(bool(one.wrong) for one in rounds)
    sys.stdout.write(
        f"seed {chosen.seed}: {tried} faults in {runs} runs of {len(rounds)} rounds, {failed} of which did not hold\n"
    )
    return int(failed > 0)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except psycopg.Error as error:
        sys.exit(str(error))
