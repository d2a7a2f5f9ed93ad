"""Releases while readers read, and releases that are killed: a reader never notices."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress

import psycopg
import pytest

from tests.handing import hand_over, released
from warehouse import release as releasing
from warehouse.errors import ReleaseError
from warehouse.settings import PROJECT, Settings

pytestmark = pytest.mark.integration

BOTH = "SELECT dim_one.number, dim_two.number, label FROM marts.dim_one CROSS JOIN marts.dim_two"


def build(db: psycopg.Connection, number: int) -> None:
    """Two marts that tell the number of their build; every other build changes the first one's columns."""
    db.execute("DROP SCHEMA marts_candidate CASCADE")
    db.execute("CREATE SCHEMA marts_candidate")
    columns = ("number integer, label text", "label text, number integer")[number % 2]
    db.execute(f"CREATE TABLE marts_candidate.dim_one ({columns})")
    db.execute("INSERT INTO marts_candidate.dim_one (number, label) VALUES (%s, 'x')", [number])
    db.execute("CREATE TABLE marts_candidate.dim_two (number integer)")
    db.execute("INSERT INTO marts_candidate.dim_two VALUES (%s)", [number])


def release(settings: Settings, number: int, **options) -> releasing.Release:
    return released(settings, str(number), **options)


class Reader(threading.Thread):
    """Asks for both marts again and again; keeps what it saw and what went wrong."""

    def __init__(self, settings: Settings, in_two_queries: bool) -> None:
        super().__init__(daemon=True)
        self.url, self.in_two_queries = settings.reader_url, in_two_queries
        self.done, self.seen, self.wrong, self.longest = threading.Event(), [], [], 0.0

    def run(self) -> None:
        with psycopg.connect(self.url) as conn:
            while not self.done.is_set():
                begun = time.monotonic()
                try:
                    with conn.transaction():
                        self.look(conn)
                except (psycopg.Error, TypeError) as error:
                    self.wrong.append(repr(error))
                    return
                self.longest = max(self.longest, time.monotonic() - begun)

    def look(self, conn: psycopg.Connection) -> None:
        if self.in_two_queries:
            one = conn.execute("SELECT number FROM marts.dim_one").fetchone()[0]
            two = conn.execute("SELECT number FROM marts.dim_two").fetchone()[0]
        else:
            one, two, _ = conn.execute(BOTH).fetchone()
        self.seen.append(one)
        if one != two:
            self.wrong.append(f"a mix of {one} and {two}")


@contextmanager
def readers(settings: Settings) -> Iterator[list[Reader]]:
    """Two readers at work; afterwards, nothing must have gone wrong for either."""
    asking = [Reader(settings, in_two_queries) for in_two_queries in (False, True)]
    for reader in asking:
        reader.start()
    try:
        yield asking
    finally:
        for reader in asking:
            reader.done.set()
            reader.join(timeout=30)
    assert [reader.wrong for reader in asking] == [[], []]
    assert all(reader.seen for reader in asking)


def test_readers_notice_nothing_during_twenty_releases(warehouse_settings, db):
    build(db, 0)
    release(warehouse_settings, 0)
    with readers(warehouse_settings) as asking:
        for number in range(1, 21):
            build(db, number)
            release(warehouse_settings, number)
        releasing.rollback(warehouse_settings)
        time.sleep(0.1)
    for reader in asking:
        assert reader.seen[-1] == 19, "rolled back from 20"
        assert len(set(reader.seen)) > 10
        assert reader.longest < 3


def test_release_waits_for_a_reader_in_a_transaction(warehouse_settings, db):
    build(db, 0)
    release(warehouse_settings, 0)
    build(db, 1)
    with psycopg.connect(warehouse_settings.reader_url) as slow, ThreadPoolExecutor(1) as pool:
        assert slow.execute(BOTH).fetchone()[:2] == (0, 0)
        waiting = pool.submit(release, warehouse_settings, 1)
        with psycopg.connect(warehouse_settings.reader_url) as other:
            for _ in range(10):
                assert other.execute(BOTH).fetchone()[:2] == (0, 0)
                other.rollback()
                time.sleep(0.1)
        assert slow.execute(BOTH).fetchone()[:2] == (0, 0), "one transaction, one release"
        assert not waiting.done()
        slow.rollback()
        waiting.result(timeout=30)
        assert slow.execute(BOTH).fetchone()[:2] == (1, 1)


def test_release_gives_up_and_names_who_is_in_the_way(warehouse_settings, db):
    build(db, 0)
    release(warehouse_settings, 0)
    build(db, 1)
    url = warehouse_settings.reader_url
    with psycopg.connect(url, application_name="forgotten dashboard") as slow:
        slow.execute(BOTH)
        with pytest.raises(ReleaseError, match=r"forgotten dashboard"):
            release(warehouse_settings, 1, patience_s=1)
    assert releasing.current(warehouse_settings).fingerprint == "0"
    assert release(warehouse_settings, 1).fingerprint == "1"


def end_release(db: psycopg.Connection) -> bool:
    """End the session of a release, if one is there."""
    found = db.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND application_name = 'acte2 release'"
    ).fetchall()
    return bool(found)


def seconds_of_release(settings: Settings, number: int) -> float:
    began = time.monotonic()
    release(settings, number)
    return time.monotonic() - began


def test_release_ended_at_any_moment_leaves_the_previous_one(warehouse_settings, db):
    build(db, 0)
    took, ended = seconds_of_release(warehouse_settings, 0), 0
    with readers(warehouse_settings), ThreadPoolExecutor(1) as pool:
        for number in range(1, 25):
            before = releasing.current(warehouse_settings).fingerprint
            build(db, number)
            attempt = pool.submit(seconds_of_release, warehouse_settings, number)
            # Moments of its own length, which a busy machine stretches, and the first one's is beyond all others'.
            time.sleep(took * number / 24)
            end_release(db)
            with suppress(psycopg.OperationalError):
                took = min(took, attempt.result(timeout=30))
            after = releasing.current(warehouse_settings).fingerprint
            assert after in (before, str(number))
            assert db.execute(BOTH).fetchone()[:2] == (int(after), int(after))
            ended += after == before
    assert ended, "none was ended in time: the test shows nothing"
    build(db, 99)
    release(warehouse_settings, 99)
    assert db.execute("SELECT count(*) FROM ops.release WHERE is_current").fetchone() == (1,)


def test_killed_process_leaves_the_previous_release(warehouse_settings, db):
    build(db, 0)
    release(warehouse_settings, 0)
    build(db, 1)
    hand_over(warehouse_settings)
    with psycopg.connect(warehouse_settings.reader_url) as slow:
        slow.execute(BOTH)  # holds the release where all but the views is done
        process = subprocess.Popen(
            [sys.executable, "-m", "warehouse", "release"],
            env={**os.environ, **warehouse_settings.as_env()},
            cwd=PROJECT,
        )
        waiting = (
            "SELECT count(*) FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE NOT granted"
            " AND datname = current_database() AND application_name = 'acte2 release'"
        )
        while db.execute(waiting).fetchone() == (0,):
            assert process.poll() is None
            time.sleep(0.01)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    assert db.execute(BOTH).fetchone()[:2] == (0, 0)
    assert releasing.current(warehouse_settings).fingerprint == "0"
    assert release(warehouse_settings, 1).fingerprint == "1"
    assert db.execute(BOTH).fetchone()[:2] == (1, 1)


def test_two_releases_at_once_are_one(warehouse_settings, db):
    build(db, 0)
    hand_over(warehouse_settings)
    with ThreadPoolExecutor(2) as pool:
        made = list(pool.map(lambda _: releasing.release(warehouse_settings, "0", None), range(2)))
    assert made[0] == made[1]
