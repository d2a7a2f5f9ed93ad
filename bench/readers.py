"""Readers' questions, asked by PostgreSQL's `pgbench`, which leaves the processor to the server: a town, a map, a ranking."""

import os
import statistics
import subprocess
from importlib.resources import as_file, files
from pathlib import Path
from tempfile import TemporaryDirectory

from warehouse import dump, programs
from warehouse.settings import Settings

QUESTIONS = ("scorecard", "map", "ranking")
ASKED = 40
AT_ONCE = 20
CORES = 2
PAUSE_S = 2


def answers(settings: Settings) -> dict[str, float]:
    """Milliseconds within which 95 of 100 questions of a reader are answered, of one and of twenty (all kinds).

    The twenty ask one every other second each, by chance; then without a pause, which the cores' number bounds alone.
    """
    alone = {name: _p95(settings, 1, (name,)) for name in QUESTIONS}
    paced = _p95(settings, AT_ONCE, QUESTIONS, f"--rate={AT_ONCE / PAUSE_S}")
    return {
        **alone,
        f"{AT_ONCE}, a question in {PAUSE_S} s each": paced,
        f"{AT_ONCE} without a pause": _p95(settings, AT_ONCE, QUESTIONS),
    }


def _p95(settings: Settings, readers: int, questions: tuple[str, ...], *pace: str) -> float:
    with TemporaryDirectory() as folder, as_file(files("bench") / "sql") as written:
        asked = [f"--file={written / name}.sql" for name in questions]
        many = [f"--client={readers}", f"--jobs={min(readers, CORES)}", f"--transactions={ASKED}", *pace]
        told = ["--log", f"--log-prefix={folder}/answers", "--no-vacuum"]
        subprocess.run(
            [programs.program("pgbench"), *many, *told, *asked],
            env={**os.environ, **dump.environment(settings.reader_url)},
            check=True,
            capture_output=True,
        )
        # A line an answer: who asked, how many before, microseconds.
        lines = [line for log in Path(folder).iterdir() for line in log.read_text("utf-8").splitlines()]
    return statistics.quantiles([int(line.split()[2]) / 1000 for line in lines], n=20)[-1]
