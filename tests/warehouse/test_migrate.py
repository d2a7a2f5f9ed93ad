"""Migrations: each applied once, in order, whole or not at all; what has changed or is newer is refused."""

import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from ingestion.tables import ensure_all
from warehouse import migrate
from warehouse.bootstrap import prepare
from warehouse.connect import connect, connect_url
from warehouse.errors import MigrationError
from warehouse.release import release, rollback
from warehouse.settings import PROJECT, Settings
from warehouse.version import code_version

NEWEST = len(migrate.migrations())


@pytest.fixture
def conn(empty: Settings) -> Iterator[psycopg.Connection]:
    """Owner's connection to an empty database, in autocommit."""
    with connect_url(empty.warehouse_url, autocommit=True) as made:
        yield made


def add(folder: Path, *statements: str) -> None:
    """Migrations after the newest of `folder`."""
    first = len(list(folder.glob("[0-9]*.sql"))) + 1
    for number, text in enumerate(statements, first):
        (folder / f"{number:04}_step.sql").write_text(text, encoding="utf-8")


def version(conn: psycopg.Connection) -> int:
    return migrate.recorded(conn)[-1].number


def there(conn: psycopg.Connection, table: str) -> bool:
    return conn.execute("SELECT to_regclass(%s) IS NOT NULL", [table]).fetchone()[0]


def test_an_empty_database_goes_through_all(empty, conn):
    assert "is empty" in migrate.told(conn)
    prepare(empty)
    gone = migrate.recorded(conn)
    assert [(one.number, one.name, one.sha256) for one in gone] == [
        (one.number, one.name, one.sha256) for one in migrate.migrations()
    ]
    assert {one.code_version for one in gone} == {code_version()}
    assert f"is at version {NEWEST} ({gone[-1].name}, by {code_version()})" in migrate.told(conn)
    assert migrate.upgrade(conn) == []


def test_a_database_from_before_migrations_were_recorded_is_brought_in_line(empty, conn):
    conn.execute(migrate.migrations()[0].statements)
    conn.execute("ALTER TABLE ops.revision DROP COLUMN zone CASCADE")
    conn.execute(
        "INSERT INTO ops.release (fingerprint, schema_name, event) VALUES ('f', 'release_1', 'release')"
    )
    conn.execute(
        "INSERT INTO ops.revision (release_id, indicator_code, territory_level, territory_code, period)"
        " VALUES (1, 'C01', 'commune', '89024', 2020)"
    )
    assert "from before migrations were recorded" in migrate.told(conn)
    for _ in range(2):
        prepare(empty)
    assert version(conn) == NEWEST
    assert conn.execute("SELECT zone FROM quality.revision").fetchall() == [("all",)], "of whole communes"


def test_what_was_published_is_in_use_at_once(conn):
    conn.execute(migrate.migrations()[0].statements)
    conn.execute(
        "INSERT INTO ops.load (source, resource, raw_table, vintage, outcome) VALUES"
        " ('s', 'r', 't', '2025', 'replaced'), ('s', 'r', 't', '2025', 'published'),"
        " ('s', 'r', 't', '2026', 'published'), ('s', 'r', 't', '2027', 'failed')"
    )
    migrate.upgrade(conn)
    found = conn.execute("SELECT raw_table, vintage, load_id FROM ops.vintage_in_use ORDER BY vintage")
    assert found.fetchall() == [("t", "2025", 2), ("t", "2026", 3)]


def test_a_migration_that_fails_leaves_the_version_before_and_is_gone_on_from(empty, conn, folder):
    prepare(empty)
    add(
        folder,
        "CREATE TABLE ops.first_step ();",
        "CREATE TABLE ops.second_step (); SELECT 1 / 0;",
        "CREATE TABLE ops.third_step ();",
    )
    with pytest.raises(MigrationError) as failed:
        prepare(empty)
    for word in (f"{NEWEST + 2:04}_step.sql", "division by zero", f"stays at version {NEWEST + 1}"):
        assert word in str(failed.value)
    assert version(conn) == NEWEST + 1
    assert [there(conn, f"ops.{n}_step") for n in ("first", "second", "third")] == [True, False, False]
    (folder / f"{NEWEST + 2:04}_step.sql").write_text("CREATE TABLE ops.second_step ();", "utf-8")
    prepare(empty)
    assert version(conn) == NEWEST + 3
    assert all(there(conn, f"ops.{n}_step") for n in ("first", "second", "third"))


def test_a_session_that_ends_in_the_middle_leaves_the_version_before(empty, conn, folder):
    add(folder, "CREATE TABLE ops.first_step ();", "CREATE TABLE ops.second_step (); SELECT pg_sleep(60);")
    killer = threading.Thread(target=end_the_sleeper, args=(empty,))
    killer.start()
    with pytest.raises(MigrationError, match=f"stays at version {NEWEST + 1}"):
        prepare(empty)
    killer.join()
    assert (version(conn), there(conn, "ops.second_step")) == (NEWEST + 1, False)
    (folder / f"{NEWEST + 2:04}_step.sql").write_text("CREATE TABLE ops.second_step ();", "utf-8")
    prepare(empty)
    assert (version(conn), there(conn, "ops.second_step")) == (NEWEST + 2, True)


def end_the_sleeper(settings: Settings) -> None:
    end = (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND wait_event = 'PgSleep'"
    )
    with connect(settings, autocommit=True) as other:
        while not other.execute(end, [settings.database]).fetchall():
            time.sleep(0.05)


def test_several_at_once_apply_each_migration_once(empty, conn, folder):
    add(folder, "CREATE TABLE ops.step (n integer);", "INSERT INTO ops.step SELECT 1 FROM pg_sleep(0.3);")
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(prepare, [empty] * 3))
    assert conn.execute("SELECT count(*) FROM ops.step").fetchone() == (1,)
    assert [one.number for one in migrate.recorded(conn)] == list(range(1, NEWEST + 3))


def test_a_migration_that_changed_since_is_refused(empty, conn, folder):
    prepare(empty)
    file = folder / migrate.migrations()[-1].file
    file.write_text(file.read_text("utf-8") + "-- more\n", "utf-8")
    add(folder, "CREATE TABLE ops.later ();")
    with pytest.raises(MigrationError) as refused:
        prepare(empty)
    for word in (file.name, empty.database, "its text has changed", "Put the file back"):
        assert word in str(refused.value)
    assert not there(conn, "ops.later")


def test_line_ends_do_not_count(folder):
    before = [one.sha256 for one in migrate.migrations()]
    for path in folder.glob("*.sql"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert [one.sha256 for one in migrate.migrations()] == before


@pytest.fixture
def newer(empty: Settings, conn: psycopg.Connection) -> Settings:
    """A warehouse that a later version of the project has upgraded."""
    prepare(empty)
    conn.execute(
        "INSERT INTO ops.migration (number, name, sha256, code_version) VALUES (%s, 'later', 'x', '9.1.0')",
        [NEWEST + 1],
    )
    return empty


@pytest.mark.parametrize("attempt", [prepare, lambda settings: release(settings, "made of"), rollback])
def test_an_older_code_refuses_a_newer_database(newer, attempt):
    with pytest.raises(MigrationError) as refused:
        attempt(newer)
    for word in (newer.database, f"version {NEWEST + 1} (later)", "9.1.0", code_version(), f"up to {NEWEST}"):
        assert word in str(refused.value)
    assert "Run 9.1.0 or a later one on it" in str(refused.value)


def test_an_older_code_loads_nothing_into_a_newer_database(newer, conn):
    with pytest.raises(MigrationError):
        ensure_all(conn)
    assert not there(conn, "raw.insee_cog_commune")


def test_the_command_says_both_versions(empty, newer):
    env = {"PATH": "/usr/bin:/bin", **newer.as_env()}
    asked = subprocess.run(
        [sys.executable, "-m", "warehouse", "version"],
        cwd=PROJECT,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert asked.returncode == 1
    assert f"at version {NEWEST + 1} (later, by 9.1.0)" in asked.stdout
    assert f"this code ({code_version()}) brings it to version {NEWEST}" in asked.stdout
    assert "Run 9.1.0 or a later one" in asked.stderr


@pytest.mark.parametrize("name", ["0001_again.sql", f"{NEWEST + 2:04}_gap.sql", "0003 spaced.sql"])
def test_numbers_follow_one_another(folder, name):
    (folder / name).write_text("SELECT 1;")
    with pytest.raises(MigrationError, match="without gap or double"):
        migrate.migrations()


@pytest.mark.parametrize("one", migrate.migrations(), ids=lambda one: one.file)
def test_a_migration_leaves_its_transaction_to_us(one):
    told = r"^\s*(begin|start|commit|end|rollback|abort|savepoint)\b[^;]*;|\bconcurrently\b"
    outside_bodies = re.sub(r"\$\$.*?\$\$", "", one.statements, flags=re.DOTALL)
    assert not re.search(told, outside_bodies, re.IGNORECASE | re.MULTILINE)
