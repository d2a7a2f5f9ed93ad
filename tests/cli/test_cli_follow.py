"""What a run asks of Airflow while it waits."""

from datetime import datetime
from types import SimpleNamespace

import pytest

from cli import follow
from cli.follow import Followed, Follower, wanted
from cli.rest import Run, TaskTry
from ingestion.registry import sources
from warehouse.ops.built import Counted

SOURCE, BUILD = Run("sirene", "manual", "queued"), Run("warehouse", "manual", "queued")
TRIES = [TaskTry("settle", -1, "success", 1), TaskTry("dbt_tests", -1, None, 0)]
COUNTED = Counted(1, 2, 3, 4)
BEFORE, NOW = "2026-11-27T00:34:34+00:00", "2026-11-27T00:36:47+00:00"


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


class Forgetful:
    """Airflow that read its files and lost what it was to note of one, until it is asked to read that again."""

    def __init__(self) -> None:
        self.read = {"warehouse": NOW, "watch": BEFORE}

    def dags(self) -> list[dict]:
        return [{"dag_id": dag, "last_parsed_time": read} for dag, read in self.read.items()]

    def read_again(self, dag: dict) -> None:
        assert dag["dag_id"] == "watch"
        self.read["watch"] = NOW

    def import_errors(self) -> list[str]:
        return []


def test_a_file_whose_reading_was_lost_is_read_again(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(follow, "LOOK_EVERY_S", 0)
    monkeypatch.setattr(follow, "READ_AGAIN_S", 0)
    monkeypatch.setattr(follow, "sources", list)
    flow = SimpleNamespace(began=datetime.fromisoformat(NOW).timestamp())
    assert {dag["dag_id"] for dag in follow._await_dags(Forgetful(), flow)} == {"warehouse", "watch"}


class Opened(Forgetful):
    """Airflow whose files are read, of which an earlier run left some DAGs running on their schedules."""

    def __init__(self) -> None:
        self.paused = {"warehouse": False, "watch": True, **dict.fromkeys(wanted({}), False), "sirene": True}
        self.read = dict.fromkeys(self.paused, NOW)

    def dags(self) -> list[dict]:
        return [{**dag, "is_paused": self.paused[dag["dag_id"]]} for dag in super().dags()]

    def pause(self, dag: str) -> None:
        self.paused[dag] = True

    def unpause(self, dag: str) -> None:
        self.paused[dag] = False

    def set_pools(self, pools: dict) -> None:
        assert pools == {"loads": {}}

    def runs(self, states: tuple[str, ...]) -> list[Run]:
        return []


@pytest.mark.parametrize("only", [None, [], ["sirene"]])
def test_the_hour_of_a_source_that_nobody_asked_for_does_not_come(
    monkeypatch: pytest.MonkeyPatch, only: list[str] | None
):
    monkeypatch.setattr(follow, "sources", lambda: [source for source in sources() if source.name != "local"])
    flow = SimpleNamespace(began=datetime.fromisoformat(BEFORE).timestamp() + 60)
    opened = Opened()
    follow.open_up(opened, flow, {"loads": {}}, only)
    running = {dag for dag, is_paused in opened.paused.items() if not is_paused}
    assert running == ({*opened.paused} if only is None else {"warehouse", "watch", *only})
