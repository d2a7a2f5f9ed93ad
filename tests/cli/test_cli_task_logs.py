"""Logs of tasks in the store that machines share: brought there whole, whichever machine wrote which part."""

from importlib import reload
from pathlib import Path

import pytest

from cli import task_logs
from cli.task_logs import StoredLogs

NAME = "dag_id=sirene/run_id=asked__2026-11-26T20:00:00+00:00/task_id=x.load/map_index=0/attempt=1.log"


@pytest.fixture
def machines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[StoredLogs]:
    """Two machines that share a store."""
    monkeypatch.setenv("ACTE2_HOME", str(tmp_path))
    monkeypatch.setenv("STORE_URL", f"memory://{tmp_path.name}")
    for name in ("one", "two"):
        (tmp_path / name / NAME).parent.mkdir(parents=True)
    return [StoredLogs(tmp_path / name) for name in ("one", "two")]


def test_a_log_is_read_elsewhere_with_what_its_trigger_wrote(machines, tmp_path):
    one, two = machines
    assert two.read(NAME, None) == ([], None)
    (tmp_path / "one" / NAME).write_text("began\n")
    one.upload(NAME)
    (tmp_path / "one" / f"{NAME}.trigger.1.log").write_text("waited\n")
    one.upload(f"{NAME}.trigger.1.log")
    assert two.read(NAME, None) == ([NAME, f"{NAME}.trigger.1.log"], ["began\n", "waited\n"])


def test_a_try_that_goes_on_elsewhere_keeps_its_beginning_and_tells_nothing_twice(machines, tmp_path):
    one, two = machines
    (tmp_path / "one" / NAME).write_text("began\n")
    one.upload(NAME)
    (tmp_path / "two" / NAME).write_text("went on\n")
    two.upload(NAME)
    two.upload(NAME)
    assert one.read(NAME, None)[1] == ["began\nwent on\n"]
    (tmp_path / "one" / NAME).write_text("began\nwent on\nended\n")
    one.upload(NAME)
    assert one.read(NAME, None)[1] == ["began\nwent on\nended\n"]


def test_on_one_machine_airflow_does_it_by_itself(monkeypatch, tmp_path):
    monkeypatch.delenv("STORE_URL", raising=False)
    assert reload(task_logs).REMOTE_TASK_LOG is None
    monkeypatch.setenv("STORE_URL", f"memory://{tmp_path.name}")
    assert type(reload(task_logs).REMOTE_TASK_LOG).__name__ == "StoredLogs"
