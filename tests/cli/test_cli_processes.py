"""Airflow's processes: none stays behind, and nobody else's is touched."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from cli import airflow
from cli.errors import CommandError
from cli.places import Places
from cli.processes import in_session, put_down, started_at
from warehouse import secret_files
from warehouse.roles import Role
from warehouse.settings import PROJECT, Settings

# A component that leaves its process group and ignores being asked to end, as Airflow's tasks may.
STUBBORN = (
    "import os, signal, sys, time; os.setpgid(0, 0); signal.signal(signal.SIGTERM, signal.SIG_IGN);"
    "open(sys.argv[1], 'w').write(str(os.getpid())); time.sleep(600)"
)
# The same, with a fork that outlives it.
FORKING = STUBBORN.replace(
    "time.sleep", "os.fork() or open(sys.argv[1] + '.fork', 'w').write(str(os.getpid())); time.sleep"
)
SUPERVISOR = """
import subprocess, sys
from pathlib import Path
from cli import processes, supervisor
processes.PATIENCE_S = supervisor.GRACE_S = 0.5
folder = Path(sys.argv[1])
supervisor.server.keep = lambda settings: (folder / "kept").write_text(str(settings.home)) < 0
supervisor.COMPONENTS = {"one": ("forking", str(folder / "one.pid")), "two": ("stubborn", str(folder / "two.pid"))}
sys.exit(supervisor.Supervisor(folder).serve())
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A warehouse that nothing serves."""
    made = Settings.from_env({"ACTE2_HOME": str(tmp_path / "home"), "MIRROR": str(tmp_path)})
    secret_files.keep(made.server_secret, {"user": "u", "password": "p", "port": 5555})
    for role in (Role.TRANSFORMER, Role.AIRFLOW):
        secret_files.keep(made.secret(role), {"user": made.login(role), "password": f"{role}'s"})
    return made


@pytest.fixture
def supervised(tmp_path: Path):
    """A supervisor of two stubborn components, owned by this process: (process, pids of the components)."""
    (tmp_path / "stubborn.py").write_text(STUBBORN, encoding="utf-8")
    (tmp_path / "forking.py").write_text(FORKING, encoding="utf-8")
    leader = subprocess.Popen(
        [sys.executable, "-c", SUPERVISOR, str(tmp_path)],
        cwd=PROJECT,
        env={
            **os.environ,
            "ACTE2_HOME": str(tmp_path / "home"),
            "PYTHONPATH": os.pathsep.join([str(PROJECT), str(tmp_path)]),
        },
        stdin=subprocess.PIPE,
        start_new_session=True,
    )
    yield leader, [_pid(tmp_path / f"{name}.pid") for name in ("one", "two")]
    put_down(in_session(leader.pid))
    leader.wait()


def _pid(file: Path) -> int:
    _until(lambda: file.exists() and file.read_text(encoding="utf-8"))
    return int(file.read_text(encoding="utf-8"))


def _until(happens, seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not happens():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def _left(pids: list[int]) -> list[int]:
    return [pid for pid in pids if started_at(pid) is not None]


def test_told_to_stop_it_leaves_nothing_behind(supervised):
    leader, components = supervised
    assert {os.getpgid(pid) for pid in components} == set(components)
    leader.send_signal(signal.SIGTERM)
    assert leader.wait(20) == 0
    assert _left(components) == []


def test_when_its_owner_dies_it_leaves_nothing_behind(supervised):
    leader, components = supervised
    leader.stdin.close()
    assert leader.wait(20) == 0
    assert _left(components) == []


def test_a_component_that_ends_is_started_again(supervised, tmp_path: Path):
    _, (one, two) = supervised
    os.kill(one, signal.SIGKILL)
    _until(lambda: _pid(tmp_path / "one.pid") != one)
    assert started_at(_pid(tmp_path / "one.pid"))
    assert _left([two]) == [two]


def test_the_server_of_its_home_is_kept(supervised, tmp_path: Path):
    _until(lambda: (tmp_path / "kept").exists() and (tmp_path / "kept").read_text())
    assert (tmp_path / "kept").read_text() == str(tmp_path / "home")


def test_what_a_component_forked_does_not_outlive_it(supervised, tmp_path: Path):
    """A fork of the scheduler held the scheduler's transaction open, and no other one could go on."""
    _, (one, _) = supervised
    fork = _pid(tmp_path / "one.pid.fork")
    os.kill(one, signal.SIGKILL)
    _until(lambda: _pid(tmp_path / "one.pid") != one)
    assert _left([fork]) == []


def test_what_a_killed_supervisor_left_is_put_down_at_the_next_start(supervised, settings: Settings):
    leader, components = supervised
    _note(settings, leader.pid, psutil.Process(leader.pid).create_time())
    leader.kill()
    leader.wait()
    assert _left(components) == components
    airflow.clear_remains(settings)
    assert _left(components) == []
    assert airflow.known(settings) is None


def test_a_number_that_is_somebody_elses_by_now_is_left_alone(settings: Settings):
    stranger = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], start_new_session=True)
    try:
        _note(settings, stranger.pid, began=1000.0)
        assert airflow.running(settings) is None
        airflow.clear_remains(settings)
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


@pytest.mark.parametrize("session", [0, 1, -1])
def test_sessions_that_are_not_ours_are_refused(session: int):
    with pytest.raises(ValueError, match="no session"):
        list(in_session(session))


def test_airflow_kept_up_is_used_only_for_the_same_warehouse_and_settings(settings: Settings):
    _note(settings, os.getpid(), psutil.Process().create_time())
    assert airflow.usable(settings).pid == os.getpid()
    other = Settings.from_env({**settings.as_env(), "ACTE2_DATABASE": "acte2_other"})
    with pytest.raises(CommandError, match="make down"):
        airflow.usable(other)
    with pytest.raises(CommandError, match="make down"):
        airflow.usable(Settings.from_env({**settings.as_env(), "LANDING_URL": "s3://elsewhere"}))


def test_a_run_under_way_is_not_joined(settings: Settings):
    _note(settings, os.getpid(), psutil.Process().create_time(), attached=True, owner=os.getpid())
    with pytest.raises(CommandError, match="under way"):
        airflow.usable(settings)


def test_what_a_killed_run_left_is_waited_for(settings: Settings):
    leader = subprocess.Popen(["sleep", "1"])
    _note(settings, leader.pid, psutil.Process(leader.pid).create_time(), attached=True)
    assert airflow.usable(settings) is None
    assert leader.wait() == 0


def _note(settings: Settings, pid: int, began: float, attached: bool = False, owner: int = 0) -> None:
    told = airflow.Running(pid, began, 1, settings.database, airflow.digest(settings), attached, owner)
    secret_files.keep(Places(settings).state, json.loads(json.dumps(told.__dict__)))
