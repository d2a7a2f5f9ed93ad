"""Odd homes: the same small load in each, and the next fetch finds nothing new; what cannot work is refused with what to do."""

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ingestion import days, vintage
from ingestion.errors import VintageRefused
from ingestion.registry import find, source
from tests.ingestion.conftest import ACV_URL, acv
from warehouse import programs
from warehouse.errors import ServerError
from warehouse.settings import PROJECT

PARIS = "Europe/Paris"
SITE = next(path for path in sys.path if path.endswith("site-packages"))
PLAIN_USER = 33  # www-data, where there is one
LOADED = {"rows": [200], "again": 0, "name": ["Ambérieu"], "seconds": [0], "release": None}


class Homes:
    """A folder for homes that others than root may walk through, a mirror in it, and processes that load from that."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.mirror = folder, folder / "un miroir à côté"
        place = self.mirror / ACV_URL.split("://")[1]
        place.parent.mkdir(parents=True)
        place.write_bytes(acv().replace(b"Ville 0,", "Ambérieu,".encode()))

    def load(self, home: str, *before: str, python: str = sys.executable, **given: object) -> dict | str:
        """What a load in that home tells, or the end of what it says when it fails; `before` is a command that runs it."""
        env = {
            "PATH": os.environ["PATH"],
            "ACTE2_HOME": str(self.folder / home),
            "MIRROR": str(self.mirror),
            "PYTHONPATH": f"{PROJECT}:{SITE}",
        }
        preexec = given.pop("preexec", None)
        done = subprocess.run(
            [*before, python, "-m", "tests.faults.homing"], cwd=PROJECT, env={**env, **given}, capture_output=True, text=True,
            encoding="utf-8", check=False, preexec_fn=preexec,
        )  # fmt: skip
        if done.returncode:
            return done.stderr[-2000:]
        told = json.loads(done.stdout)
        assert told.pop("reader")[0].startswith("bi_reader_")
        assert told["seconds"][0] < 60
        return {**told, "seconds": [0]}


@pytest.fixture
def homes():
    """Outside of pytest's private folder, which a plain user may not enter."""
    folder = Path(tempfile.mkdtemp(prefix="acte2-homes-"))
    folder.chmod(0o755)
    yield Homes(folder)
    shutil.rmtree(folder)


def test_a_path_with_blanks_and_accents_no_home_and_no_language(homes: Homes):
    """Three at once, for each server that starts takes seconds: HOME is not set, LANG is C."""
    assert homes.load("chez l'été 100 % [x]; $HOME", LANG="C", LC_ALL="C") == LOADED


@pytest.mark.faults
@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/Anchorage", "Europe/Paris", "Nowhere/Land"])
def test_another_time_zone(homes: Homes, zone: str):
    assert homes.load("home", TZ=zone, HOME="/nonexistent") == LOADED


@pytest.mark.faults
def test_a_latin_1_shell(homes: Homes):
    assert homes.load("maison", PYTHONIOENCODING="latin-1", PYTHONUTF8="0", LANG="fr_FR.ISO-8859-1") == LOADED


def _few(soft: int, hard: int) -> Callable[[], None]:
    return lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.mark.faults
def test_few_descriptors_that_may_be_more(homes: Homes):
    assert homes.load("home", preexec=_few(40, 4096)) == LOADED


@pytest.mark.faults
def test_few_descriptors_that_may_not(homes: Homes):
    said = homes.load("home", preexec=_few(40, 40))
    assert isinstance(said, str) and "Let a process open more files: ulimit -n 4096" in said
    assert homes.load("home") == LOADED, "the next start recovers by itself"


@pytest.mark.faults
@pytest.mark.skipif(
    os.geteuid() != 0 or shutil.which("unshare") is None, reason="only root mounts a folder read-only"
)
def test_a_project_that_cannot_be_written_to(homes: Homes):
    read_only = f"mount --bind '{PROJECT}' '{PROJECT}' && mount -o remount,ro,bind '{PROJECT}' && cd '{PROJECT}' && ! touch x 2>/dev/null && exec \"$@\""
    assert homes.load("home", "unshare", "-m", "sh", "-c", read_only, "sh") == LOADED


@pytest.mark.faults
@pytest.mark.skipif(
    os.geteuid() != 0 or shutil.which("setpriv") is None, reason="only root runs as somebody else"
)
@pytest.mark.parametrize("user", [PLAIN_USER, 54_321])
def test_a_plain_user_and_one_without_a_name(homes: Homes, user: int):
    homes.folder.chmod(0o777)
    others = ("setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups")
    python = "/usr/bin/python3"
    if subprocess.run(
        [*others, python, "-c", "import sys; assert sys.version_info[:2] == (3, 11)"], check=False
    ).returncode:
        pytest.skip("no Python of this version that another user may run")
    found = homes.load("home", *others, python=python)
    if user == PLAIN_USER:
        assert found == LOADED
    else:
        assert "PostgreSQL does not run as user 54321, who has no name on this machine" in str(found)


def test_who_has_no_name_is_told_before_anything_is_made(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setattr(os, "geteuid", lambda: 54_321)
    with pytest.raises(ServerError, match="user 54321, who has no name"):
        programs.account_for(tmp_path / "home")
    assert list(tmp_path.iterdir()) == []


NIGHTS = [datetime(2026, 10, 24, 21, 30, tzinfo=UTC) + timedelta(minutes=20 * step) for step in range(24)] + [
    datetime(2027, 3, 27, 22, 30, tzinfo=UTC) + timedelta(minutes=20 * step) for step in range(24)
]


@pytest.mark.parametrize("when", NIGHTS, ids=lambda when: when.isoformat())
def test_the_nights_on_which_clocks_change(when: datetime):
    """Every moment of them is of one day in Paris, whichever zone tells it, and a file dated then is of no day to come."""
    day = days.paris_day(when)
    assert day in (when.date(), when.date() + timedelta(days=1))
    assert days.day_told(when.isoformat()) == days.day_told(when.strftime("%a, %d %b %Y %H:%M:%S GMT")) == day
    resource = find("programmes", "acv")[1]
    assert vintage.admit(resource, day.isoformat(), today=day) == day.isoformat()
    with pytest.raises(VintageRefused, match="in the future"):
        vintage.admit(resource, (day + timedelta(days=2)).isoformat(), today=day)


@pytest.mark.faults
@pytest.mark.parametrize("first", [datetime(2026, 10, 24), datetime(2027, 3, 27)], ids=["twice", "never"])
def test_the_hour_that_comes_twice_or_not_at_all_has_one_run(
    first: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Sirene is asked for in that hour, every day: as Airflow counts its hours, once on such a night too."""
    monkeypatch.setenv("AIRFLOW_HOME", str(tmp_path))
    import pendulum
    from airflow.timetables.trigger import CronTriggerTimetable

    schedule = source("sirene").schedule
    assert schedule.split()[1] == "2"
    table, when = CronTriggerTimetable(schedule, timezone=PARIS), pendulum.instance(first, tz=PARIS)
    found = []
    for _ in range(3):
        when = table._get_next(when)
        found.append(when.in_timezone(PARIS).date())
    assert found == [first.date() + timedelta(days=day) for day in range(3)]
