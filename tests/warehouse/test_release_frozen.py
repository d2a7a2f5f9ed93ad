"""A releasing process that is stopped (SIGSTOP) at a bad moment: whoever waits for it waits a bounded time."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest

from tests.handing import hand_over
from tests.warehouse.test_release_under_way import BOTH, build, readers, release
from warehouse import bounds
from warehouse import release as releasing
from warehouse.settings import PROJECT, Settings

pytestmark = pytest.mark.integration

# `{step}` of the release does its work, then the process stops itself.
FREEZE = """
import os, signal, sys
from warehouse import __main__, bounds, release
bounds.never_stand_still.__defaults__ = (3,)
step = release.{step}
def stopped(*given):
    done = step(*given)
    os.kill(os.getpid(), signal.SIGSTOP)
    return done
release.{step} = stopped
sys.exit(__main__.main(["release", "--fingerprint", "1"]))
"""
WAITING_FOR = (
    "SELECT wait_event FROM pg_stat_activity WHERE application_name = 'acte2 release' AND datname = %s"
)


@contextmanager
def frozen(settings: Settings, db: psycopg.Connection, step: str) -> Iterator[subprocess.Popen]:
    """A process whose release is stopped once it has done `step`."""
    hand_over(settings)
    process = subprocess.Popen(
        [sys.executable, "-c", FREEZE.format(step=step)],
        env={**os.environ, **settings.as_env()},
        cwd=PROJECT,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        while not is_stopped(process):
            assert process.poll() is None, process.stderr.read()
            time.sleep(0.02)
        assert db.execute(WAITING_FOR, [settings.database]).fetchone() == ("ClientRead",)
        yield process
    finally:
        process.kill()
        process.wait()


def is_stopped(process: subprocess.Popen) -> bool:
    with open(f"/proc/{process.pid}/stat", encoding="utf-8") as told:
        return told.read().rpartition(")")[2].split()[0] == "T"


def resumed(process: subprocess.Popen) -> str:
    """What a stopped process says once it goes on; it must fail."""
    process.send_signal(signal.SIGCONT)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 1
    return said


def test_readers_wait_a_bounded_time_for_a_release_frozen_before_its_commit(warehouse_settings, db):
    build(db, 0)
    release(warehouse_settings, 0)
    build(db, 2)
    with frozen(warehouse_settings, db, "_now_current") as process:
        with readers(warehouse_settings) as asking:
            time.sleep(bounds.HOLDS_READERS_S + 2)
        assert {number for reader in asking for number in reader.seen} == {0}
        waited = max(reader.longest for reader in asking)
        assert 1 < waited < bounds.HOLDS_READERS_S + 2, "they did wait, and no longer"
        assert "stood still" in resumed(process)
    assert db.execute(BOTH).fetchone()[:2] == (0, 0)
    assert release(warehouse_settings, 1).fingerprint == "1"
    assert db.execute(BOTH).fetchone()[:2] == (2, 2)


def test_the_next_release_waits_a_bounded_time_for_one_frozen_before_its_locks(warehouse_settings, db):
    build(db, 0)
    release(warehouse_settings, 0)
    build(db, 2)
    with frozen(warehouse_settings, db, "_refer") as process:
        with readers(warehouse_settings) as asking:
            began = time.monotonic()
            assert release(warehouse_settings, 2).fingerprint == "2"
            assert time.monotonic() - began < 10
        assert max(reader.longest for reader in asking) < 3, "nobody reads what it holds"
        assert "stood still" in resumed(process)
    assert releasing.current(warehouse_settings).fingerprint == "2"
