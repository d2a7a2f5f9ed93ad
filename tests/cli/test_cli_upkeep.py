"""What is old of Airflow's own goes once a day."""

import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from cli import upkeep

NOW = datetime(2026, 11, 26, tzinfo=UTC)
DAY_S = 86_400


def aged(path: Path, days: int) -> Path:
    then = NOW.timestamp() - days * DAY_S
    os.utime(path, (then, then))
    return path


def test_it_is_due_once_a_day_and_not_where_all_is_new(tmp_path, monkeypatch):
    monkeypatch.setattr(upkeep.time, "time", lambda: (tmp_path / ".pruned").stat().st_mtime + 2 * DAY_S)
    assert not upkeep.is_due(tmp_path), "the folder is new"
    assert upkeep.is_due(tmp_path)
    monkeypatch.undo()
    assert not upkeep.is_due(tmp_path), "done just now"


@pytest.fixture
def asked(monkeypatch) -> list[list[str]]:
    """What was asked of Airflow."""
    commands: list[list[str]] = []

    def run(command: list[str], check: bool) -> SimpleNamespace:
        commands.append(command)
        return SimpleNamespace(returncode=0)

    monkeypatch.setattr(subprocess, "run", run)
    return commands


def test_rows_and_logs_older_than_three_months_go(tmp_path, asked):
    task = tmp_path / "dag_id=sirene" / "run_id=old"
    task.mkdir(parents=True)
    old, recent, kept = task / "attempt=1.log", tmp_path / "scheduler.log", tmp_path / "running.json"
    for path in (old, recent, kept):
        path.write_text("said", encoding="utf-8")
    aged(old, 91), aged(recent, 89), aged(kept, 400)
    aged(task, 91)
    assert upkeep.prune(tmp_path, NOW) == 0
    assert asked[0][1:] == [
        *("-m", "airflow", "db", "clean", "--clean-before-timestamp", "2026-08-28T00:00:00+00:00"),
        *("--skip-archive", "--yes"),
    ]
    assert not old.exists() and recent.exists() and kept.exists()
