"""What a run asks of Airflow while it waits."""

from types import SimpleNamespace

import pytest

from cli import follow
from cli.follow import Followed, Follower
from cli.rest import Run, TaskTry
from warehouse.ops.built import Counted

SOURCE, BUILD = Run("sirene", "manual", "queued"), Run("warehouse", "manual", "queued")
TRIES = [TaskTry("settle", -1, "success", 1), TaskTry("dbt_tests", -1, None, 0)]
COUNTED = Counted(1, 2, 3, 4)


class Airflow:
    """Answers three looks: both runs go on; the source's has ended; the build's too."""

    def __init__(self) -> None:
        self.looks = 0

    def runs(self, states: tuple[str, ...]) -> list[Run]:
        assert states == ("queued", "running")
        self.looks += 1
        return [[SOURCE, BUILD], [BUILD], []][self.looks - 1]

    def run(self, run: Run) -> Run:
        return Run(run.dag, run.run, "failed" if run.dag == "sirene" else "success")

    def tries(self, run: Run) -> list[TaskTry]:
        assert run.dag == "warehouse"
        return TRIES


class Shown:
    """A board that keeps what it was told of the build."""

    def __init__(self) -> None:
        self.build_looks: list[tuple] = []

    def loads(self, *_: object) -> None:
        pass

    def build(self, *told: object) -> None:
        self.build_looks.append(told)


def test_each_run_is_followed_to_its_end(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(follow, "LOOK_EVERY_S", 0)
    airflow, shown = Airflow(), Shown()
    ledger = SimpleNamespace(loads=list, transfers=list, built=lambda: COUNTED)
    follower, followed = Follower(airflow, ledger, shown), Followed()
    follower._follow([SOURCE, BUILD], followed)
    assert [(run.dag, run.state) for run in followed.runs] == [("sirene", "failed"), ("warehouse", "success")]
    assert shown.build_looks == [(TRIES, COUNTED)] * 3
