"""What a run asks of Airflow while it waits."""

from types import SimpleNamespace

import pytest

from cli import follow
from cli.follow import Followed, Follower
from cli.rest import Run, TaskTry

SOURCE, BUILD = Run("sirene", "manual", "queued"), Run("warehouse", "manual", "queued")
BEGUN = [TaskTry("settle", -1, "success", 1), TaskTry("dbt_tests", -1, None, 0)]
CHANGED = [TaskTry("dbt_tests", -1, "success", 1)]


class Airflow:
    """Answers three looks: both runs go on; the source's has ended; the build's too."""

    def __init__(self) -> None:
        self.looks, self.asked = 0, []

    def runs(self, states: tuple[str, ...]) -> list[Run]:
        assert states == ("queued", "running")
        self.looks += 1
        return [[SOURCE, BUILD], [BUILD], []][self.looks - 1]

    def run(self, run: Run) -> Run:
        return Run(run.dag, run.run, "failed" if run.dag == "sirene" else "success")

    def tries(self, run: Run, since: str | None) -> list[TaskTry]:
        assert run.dag == "warehouse"
        self.asked.append(since)
        return CHANGED if since else BEGUN


class Shown:
    """A board that keeps what it was told of the build."""

    def __init__(self) -> None:
        self.build_looks: list[list[TaskTry]] = []

    def loads(self, *_: object) -> None:
        pass

    def build(self, tries: list[TaskTry]) -> None:
        self.build_looks.append(tries)


def test_each_run_is_followed_to_its_end_and_only_changed_tasks_are_asked_again(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(follow, "LOOK_EVERY_S", 0)
    airflow, shown = Airflow(), Shown()
    ledger = SimpleNamespace(loads=list, transfers=list)
    follower, followed = Follower(airflow, ledger, shown), Followed()
    follower._follow([SOURCE, BUILD], followed)
    assert [(run.dag, run.state) for run in followed.runs] == [("sirene", "failed"), ("warehouse", "success")]
    assert airflow.asked[0] is None
    assert all(airflow.asked[1:])
    assert shown.build_looks == [BEGUN, [BEGUN[0], *CHANGED], [BEGUN[0], *CHANGED]]
