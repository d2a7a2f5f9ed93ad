"""The machine and its shell: disks that cannot be written to, no memory of a strict umask, a clock that steps, two runs at once, odd terminals."""

import io
import json
import os
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from unittest.mock import Mock

import psutil
import pytest
import requests
from rich.console import Console

from cli import airflow, board, follow, report, words
from cli.errors import CommandError
from cli.places import Places
from cli.processes import identity
from cli.rest import Run
from ingestion import border, errors, landing, walk
from tests.ingestion.conftest import ACV_URL, acv, keeps
from warehouse import secret_files, terminal
from warehouse.hidden import without_secrets
from warehouse.settings import PROJECT, Settings

MARKUP = "2026[/red]"
ATTEMPT = {
    "source": "programmes", "resource": "acv", "vintage": MARKUP, "outcome": "published", "rows": 3, "rejected": 0, "emptied": 0,
    "seconds": 1.0, "message": None, "remarks": ["[/bold] was left out"], "raw_table": "anct_acv", "evaluated": 0, "failed": 0,
    "severity": None,
}  # fmt: skip


@pytest.fixture
def home(tmp_path: Path) -> Settings:
    """A home that nothing was made in."""
    return Settings.from_env({"ACTE2_HOME": str(tmp_path / "home"), "MIRROR": str(tmp_path)})


@pytest.mark.parametrize(
    ("number", "kind", "says"),
    [
        (
            30,
            errors.MachineFault,
            "Read-only file system: /x. Give a folder on a disk that can be written to",
        ),
        (13, errors.MachineFault, "Permission denied: /x. Give this user the right to it"),
        (24, errors.MachineFault, r"Too many open files: /x. Let a process open more files \(`ulimit -n"),
        (28, errors.NoSpace, "no space left"),
        (122, errors.NoSpace, "no space left"),
        (5, errors.MachineFault, "Input/output error: /x. Look at that disk"),
    ],
)
def test_what_a_disk_says_is_said_with_a_remedy(number: int, kind: type[Exception], says: str):
    with pytest.raises(kind, match=says) as refused, border.border("x.csv"):
        raise OSError(number, os.strerror(number), "/x")
    assert str(refused.value).startswith("x.csv: ")
    assert isinstance(refused.value.__cause__, OSError)


def test_a_landing_area_that_cannot_be_written_to_is_said(mirror, monkeypatch: pytest.MonkeyPatch):
    mirror.put(ACV_URL, acv())

    def full(*_args: object) -> None:
        raise OSError(30, "Read-only file system", "/landing")

    monkeypatch.setattr(landing.Landing, "put", full)
    (missed,) = walk.fetch("programmes", "acv", mirror.settings)
    assert "Read-only file system" in missed["error"] and "LANDING_URL" in missed["error"]
    monkeypatch.undo()
    monkeypatch.setattr(landing.Landing, "scratch", full)
    with pytest.raises(errors.MachineFault, match="programmes acv: OSError: Read-only file system"):
        walk.fetch("programmes", "acv", mirror.settings)
    monkeypatch.undo()
    assert walk.load(missed, mirror.settings, keeps)["rows"] == 200, "the next try recovers by itself"


def test_a_command_on_a_read_only_disk_ends_with_advice(tmp_path: Path):
    (tmp_path / "file").write_text("")
    env = {**os.environ, "ACTE2_HOME": str(tmp_path / "file" / "home")}
    done = subprocess.run(
        [sys.executable, "-m", "cli", "run"],
        cwd=PROJECT,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr and "make run: NotADirectoryError" in done.stderr


def test_a_bug_is_a_bug_and_its_traceback_is_in_the_log(caplog: pytest.LogCaptureFixture):
    with (
        pytest.raises(errors.Unforeseen, match=r"^x\.csv: AttributeError: .*no_such"),
        border.border("x.csv", reads=True),
    ):
        _ = (3).no_such  # type: ignore[attr-defined]
    assert "Traceback" in caplog.text and "test_fault_machine.py" in caplog.text


@pytest.mark.parametrize("passing", [KeyboardInterrupt, SystemExit])
def test_interruptions_pass(passing: type[BaseException]):
    with pytest.raises(passing), border.border("x.csv"):
        raise passing


def test_no_memory_is_told(tmp_path: Path):
    with pytest.raises(errors.TooLarge, match="takes more memory than there is"), border.border("x.csv"):
        raise MemoryError("malloc of size 2 failed")


def test_what_is_made_is_the_owner_s_alone_to_write_whatever_the_umask(tmp_path: Path):
    code = (
        "import os, pathlib; os.umask(0); from warehouse import terminal, secret_files; from warehouse.settings import Settings;"
        "from cli import airflow; terminal.ready(); s = Settings.from_env();"
        "exec('with airflow.alone(s): pass'); secret_files.keep(s.server_secret, {'password': 'p'}); (s.home / 'log').write_text('x')"
    )
    env = {**os.environ, "ACTE2_HOME": str(tmp_path / "home"), "PYTHONPATH": str(PROJECT)}
    subprocess.run([sys.executable, "-c", code], cwd=PROJECT, env=env, check=True)
    modes = {
        path.relative_to(tmp_path).as_posix(): stat.S_IMODE(path.stat().st_mode)
        for path in tmp_path.rglob("*")
    }
    assert [name for name, mode in modes.items() if mode & 0o022] == []
    assert modes["home/secrets"] == 0o700 and modes["home/secrets/postgres.json"] == 0o600


def test_a_home_that_all_may_write_to_is_closed(home: Settings):
    home.home.mkdir()
    home.home.chmod(0o777)
    home.make_home()
    assert stat.S_IMODE(home.home.stat().st_mode) == 0o755


def test_of_two_runs_in_a_fresh_home_one_waits_for_nobody(home: Settings):
    with (
        airflow.alone(home),
        pytest.raises(CommandError, match=rf"under way in .*home \(pid {os.getpid()}\): wait for it"),
        airflow.alone(home),
    ):
        raise AssertionError("both began")
    with airflow.alone(home):
        pass


def test_a_run_that_was_killed_bars_nobody(home: Settings):
    code = "import os; from cli import airflow; from warehouse.settings import Settings; held = airflow.alone(Settings.from_env()); held.__enter__(); os.kill(os.getpid(), 9)"
    env = {**os.environ, "ACTE2_HOME": str(home.home), "PYTHONPATH": str(PROJECT)}
    assert subprocess.run([sys.executable, "-c", code], cwd=PROJECT, env=env, check=False).returncode == -9
    with airflow.alone(home):
        pass


def test_a_clock_that_steps_makes_no_running_airflow_forgotten(home: Settings):
    """A step of an hour moves the time at which every process seems to have begun."""
    began = psutil.Process().create_time() - 3600
    told = airflow.Running(
        os.getpid(),
        began,
        1,
        home.database,
        "x",
        True,
        os.getpid(),
        identity(os.getpid()),
        identity(os.getpid()),
    )
    secret_files.keep(Places(home).state, json.loads(json.dumps(told.__dict__)))
    assert airflow.running(home) == told and told.is_owned
    assert not replace(told, identity="another boot 12").is_alive
    assert identity(2**22 + 1) == ""


def test_runs_left_over_by_a_restart_are_closed_though_airflow_ends_one_meanwhile():
    left = [Run("a", "1", "running"), Run("b", "2", "queued")]
    client = Mock()

    def finish(run: Run, _state: str) -> None:
        left.remove(run)
        if run.dag == "a":
            raise requests.HTTPError("409 conflict")

    client.runs.side_effect = lambda dag="~", states=(): [run for run in left if dag in ("~", run.dag)]
    client.finish.side_effect = finish
    follow._close_left_over(client)
    assert left == [] and client.finish.call_count == 2


def test_a_run_that_cannot_be_closed_is_told():
    client = Mock()
    client.runs.return_value = [Run("a", "1", "running")]
    client.finish.side_effect = requests.HTTPError("500 deadlock detected")
    with pytest.raises(requests.HTTPError, match="deadlock"):
        follow._close_left_over(client)


def shown(encoding: str) -> tuple[Console, io.BytesIO]:
    """A console whose stream knows this encoding only."""
    out = io.BytesIO()
    return Console(file=io.TextIOWrapper(out, encoding=encoding, write_through=True), width=150), out


def test_words_in_brackets_are_no_markup():
    console, out = shown("utf-8")
    with board.Board(console) as made:
        made.loads([ATTEMPT], [{**ATTEMPT, "stage": "load", "done": 1, "total": 2}])
        made.loads([{**ATTEMPT, "outcome": "failed", "message": "[/] of [red]"}], [])
    console.print(report._table([ATTEMPT]))
    report.lost(console, [ATTEMPT])
    told = out.getvalue().decode()
    assert told.count(MARKUP) >= 5 and "[/] of [red]" in told and "[/bold] was left out" in told


@pytest.mark.parametrize("encoding", ["latin-1", "ascii", "utf-8"])
def test_a_terminal_without_the_sign_shows_another(encoding: str):
    code = (
        "from warehouse import terminal; terminal.ready(); from rich.console import Console; from cli.board import Board;"
        f"one = {ATTEMPT!r}; Board(Console(width=120)).loads([one, dict(one, source='sœur', outcome='failed', message='’…✗')], [])"
    )
    env = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONPATH": str(PROJECT)}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, env=env, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    first, second = done.stdout.decode(encoding).splitlines()[:2]
    assert first.startswith("✓ " if encoding == "utf-8" else "+ ") and MARKUP in first
    assert second.startswith("✗ " if encoding == "utf-8" else "x ")
    assert terminal.can_show("a")


REASONS = {
    "sqlalchemy.exc.OperationalError: (psycopg2.OperationalError) server closed\n(Background on this error at: https://sqlalche.me/e/20/e3q8)": "server closed",
    "AirflowTaskTimeout: DagBag import timeout for x.py after 30.0s.\nPlease take a look at these docs to improve your DAG import time:\n"
    "* https://airflow.apache.org/docs/best-practices.html#top-level-python-code": "to improve your DAG import time:",
    "1 validation error\n  value is wrong\n    For further information visit https://errors.pydantic.dev/2.12/v/missing": "value is wrong",
    "only a line": "only a line",
    "https://example.org/only": "https://example.org/only",
    "": "",
}


@pytest.mark.parametrize("text", REASONS)
def test_a_reason_is_no_address(text: str):
    assert words.said(text).endswith(REASONS[text])
    assert words.first_said(f"https://example.org/docs\n{text}") == (
        text.splitlines()[0]
        if (text and "\n" in text) or text == "only a line"
        else "https://example.org/docs"
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("http://u:p@h/x", "http://***@h/x"),
        ("cannot read 's3://key:a%2Fb+c@bucket/x' (no)", "cannot read 's3://***@bucket/x' (no)"),
        (
            "https://h/x?sig=abc&y=1, https://h/?X-Amz-Signature=ff",
            "https://h/x?sig=***&y=1, https://h/?X-Amz-Signature=***",
        ),
        ("mail a@b.fr", "mail a@b.fr"),
    ],
)
def test_logins_and_keys_of_addresses_are_not_told(text: str, told: str):
    assert without_secrets(text) == told
