"""A command of the project over a home and a mirror of its own, and a reader who asks meanwhile."""

import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from warehouse.settings import PROJECT, Settings

RUN_S = 1500
# Between two questions, each of which keeps a core busy for a third of a second.
PAUSE_S = 1.0
TOTALS = """
select count(*) filter (where indicator_code = 'C01' and territory_level = 'france' and zone = 'all'
                        and value > 0),
       count(distinct territory_code) filter (where territory_level = 'commune')
from marts.fct_indicator_value
"""


@dataclass
class Job:
    """A home, a mirror, and the command over them."""

    home: Path
    mirror: Path
    variables: dict[str, str]

    @property
    def env(self) -> dict[str, str]:
        return {"ACTE2_HOME": str(self.home), "MIRROR": str(self.mirror), **self.variables}

    @property
    def settings(self) -> Settings:
        return Settings.from_env(self.env)

    def start(self, command: str = "run", **variables: str) -> subprocess.Popen:
        env = {**os.environ, **self.env, **variables}
        env.pop("PYTHONDONTWRITEBYTECODE", None)
        return subprocess.Popen(
            [sys.executable, "-m", "cli", command],
            cwd=PROJECT,
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def run(self, **variables: str) -> tuple[int, str]:
        child = self.start(**variables)
        said = child.communicate(timeout=RUN_S)[0]
        return child.returncode, said

    def file(self, name: str) -> Path:
        return next(self.mirror.rglob(name))


class Reader(threading.Thread):
    """Asks the same question in a loop and keeps what went wrong, and every answer; connects again when it was cut off."""

    def __init__(self, url: str) -> None:
        super().__init__(daemon=True)
        self.url, self.over = url, threading.Event()
        self.answers: set[tuple] = set()
        self.errors: list[str] = []

    def run(self) -> None:
        while not self.over.is_set():
            try:
                with psycopg.connect(self.url, autocommit=True) as db:
                    self._ask(db)
            except psycopg.Error as error:
                self.errors.append(str(error))
                time.sleep(PAUSE_S)

    def _ask(self, db: psycopg.Connection) -> None:
        while not self.over.is_set():
            self.answers.add(db.execute(TOTALS).fetchone())
            time.sleep(PAUSE_S)

    def stop(self) -> None:
        self.over.set()
        self.join()


@contextmanager
def job_in(prefix: str, **variables: str) -> Iterator[Job]:
    """A job in a folder that is there for the time of the block; what it started is stopped."""
    folder = Path(tempfile.mkdtemp(prefix=prefix))
    made = Job(folder / "home", folder / "mirror", variables)
    yield made
    made.start("down").communicate(timeout=120)
    shutil.rmtree(folder)
