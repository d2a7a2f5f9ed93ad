"""The whole job as its user runs it: Airflow's scheduler and executor, every source, dbt, the release."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from sample import write_mirror
from warehouse.settings import PROJECT, Settings

SCALE = 0.05
SOURCES = "insee_cog,insee_population,dgcl_epci,programmes,sirene"
RUN_S = 900
TOTALS = """
select count(*) filter (where indicator_code = 'C01' and territory_level = 'france' and zone = 'all'
                        and value > 0),
       count(distinct territory_code) filter (where territory_level = 'commune')
from marts.fct_indicator_value
"""

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(1200)]


@dataclass
class Job:
    """A home, a mirror, and the command over them."""

    home: Path
    mirror: Path

    @property
    def settings(self) -> Settings:
        return Settings.from_env({"ACTE2_HOME": str(self.home), "MIRROR": str(self.mirror)})

    def start(self, command: str = "run") -> subprocess.Popen:
        env = {**os.environ, "ACTE2_HOME": str(self.home), "MIRROR": str(self.mirror), "SOURCES": SOURCES}
        env.pop("PYTHONDONTWRITEBYTECODE", None)
        return subprocess.Popen(
            [sys.executable, "-m", "cli", command],
            cwd=PROJECT,
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def run(self) -> tuple[int, str]:
        child = self.start()
        said = child.communicate(timeout=RUN_S)[0]
        return child.returncode, said

    def file(self, name: str) -> Path:
        return next(self.mirror.rglob(name))


class Reader(threading.Thread):
    """Asks the same question in a loop and keeps what went wrong, and every answer."""

    def __init__(self, url: str) -> None:
        super().__init__(daemon=True)
        self.url, self.over = url, threading.Event()
        self.answers: set[tuple] = set()
        self.errors: list[str] = []

    def run(self) -> None:
        with psycopg.connect(self.url, autocommit=True) as db:
            while not self.over.is_set():
                try:
                    self.answers.add(db.execute(TOTALS).fetchone())
                except psycopg.Error as error:
                    self.errors.append(str(error))
                time.sleep(0.25)

    def stop(self) -> None:
        self.over.set()
        self.join()


@pytest.fixture(scope="module")
def job() -> Iterator[Job]:
    folder = Path(tempfile.mkdtemp(prefix="acte2-e2e-"))
    made = Job(folder / "home", folder / "mirror")
    write_mirror(made.mirror, scale=SCALE)
    yield made
    made.start("down").communicate(timeout=120)
    shutil.rmtree(folder)


def test_a_run_releases_what_it_can_and_says_what_it_could_not(job):
    job.file("liste-pvd-com2025-20260427.csv").write_bytes(b"<!doctype html><title>404</title>")
    status, said = job.run()
    assert status == 1, said
    assert "a web page came in place of the file" in " ".join(said.split())
    assert "Released release 1" in said, "the rest goes on"
    assert job.settings.reader_url not in said
    with psycopg.connect(job.settings.reader_url) as db:
        france, communes = db.execute(TOTALS).fetchone()
    assert france == 9
    assert communes > 1000
    assert (job.home / "site" / job.settings.database / "dbt" / "index.html").stat().st_size > 100_000


def test_killed_in_the_middle_of_a_build_readers_see_the_release_that_stands(job):
    reader = Reader(job.settings.reader_url)
    reader.start()
    acv = job.file("liste-acv-com2025-20250704.csv")
    acv.write_bytes(acv.read_bytes().replace(b"ACV", b"acv"))
    child = job.start()
    for line in child.stdout:
        if "dbt: begun" in line:
            break
    time.sleep(5)
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()
    time.sleep(2)
    reader.stop()
    assert not reader.errors
    assert len(reader.answers) == 1
