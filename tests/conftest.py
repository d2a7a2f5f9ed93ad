"""Fixtures for every room: one embedded PostgreSQL for the session, a fresh warehouse for each test."""

import gc
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from filelock import FileLock
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from cli import docs
from sample.mirror import ensure_mirror
from tests.as_new import as_new
from warehouse import bootstrap, fingerprint, garbage, server
from warehouse.connect import connect_url
from warehouse.release import CANDIDATE
from warehouse.roles import LOGINS, Role
from warehouse.settings import Settings

OURS = ("ACTE2_", "PUBLISHER_URL__", "DBT_PG_")
LONGEST = ("e2e", "dbt")
OF_A_FILE = "acte2_of_a_file"
READ_WITH = "a-password-that-no-manifest-holds"
# dbt takes up what it read before when these are the same.
READ_AS = {"DBT_PG_DATABASE": OF_A_FILE, "DBT_PG_PASSWORD": READ_WITH, "ACTE2_MARTS_SCHEMA": CANDIDATE}
OUR_NAMES = (
    "MIRROR",
    "LIVE",
    "ADOPT",
    "WAREHOUSE_URL",
    "LANDING_URL",
    "PERIMETERS",
    "GIVEN",
    "LOCAL",
    "PUBLISH_LOCAL",
    *(role.variable for role in LOGINS),
)


def pytest_configure() -> None:
    """Workers, which inherit the variable, compute with one thread each: two that wait for one another by spinning took twice the time.

    Garbage is looked for seldom: among the objects of some five thousand modules that took a seventh of the tests of ingestion.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    garbage.seldom()


def pytest_collection_finish() -> None:
    """What collecting the tests has made stays, and is not looked through again."""
    gc.freeze()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs PostgreSQL; the end-to-end runs first, then what runs dbt: the longest must not come last."""
    for item in items:
        if "pg_server" in getattr(item, "fixturenames", ()) or "e2e" in item.path.parts:
            item.add_marker(pytest.mark.integration)
    items.sort(
        key=lambda item: next((n for n, room in enumerate(LONGEST) if room in item.path.parts), len(LONGEST))
    )


@pytest.fixture(scope="session", autouse=True)
def _no_settings_of_the_shell() -> None:
    """Tests must not meet the warehouse, mirror or server of whoever calls pytest."""
    for name in list(os.environ):
        if name in OUR_NAMES or (name.startswith(OURS) and name != "ACTE2_SHARED"):
            del os.environ[name]


@pytest.fixture(scope="session")
def dbt_read(pytestconfig: pytest.Config) -> Path:
    """Folder of what dbt read of its project: once for all workers, and until a file of it changes."""
    folder = pytestconfig.cache.mkdir("dbt") / f"{version('dbt-core')}-{fingerprint.models()}"
    with FileLock(f"{folder}.lock"), pytest.MonkeyPatch.context() as patch:
        if not folder.exists():
            for name, value in READ_AS.items():
                patch.setenv(name, value)
            aside = Path(f"{folder}.new")
            docs.manifest(aside)
            aside.rename(folder)
    return folder


@pytest.fixture(scope="session")
def manifest_file(dbt_read: Path) -> Path:
    """dbt's manifest of the project as it stands."""
    return dbt_read / "manifest.json"


@pytest.fixture(scope="session")
def manifest(manifest_file: Path) -> dict[str, Any]:
    """The same, read."""
    return json.loads(manifest_file.read_text(encoding="utf-8"))


Mirrors = Callable[..., Path]


@pytest.fixture(scope="session")
def simulated(pytestconfig: pytest.Config) -> Mirrors:
    """`simulated(scale=…, with_csv=…)`: a simulated mirror, written once for all workers; nobody changes it."""

    def mirror(scale: float, with_csv: bool = False) -> Path:
        folder = pytestconfig.cache.mkdir("mirrors") / f"{scale}{'-csv' if with_csv else ''}"
        with FileLock(folder.with_suffix(".lock")):
            ensure_mirror(folder, scale=scale, with_csv=with_csv)
        return folder

    return mirror


@pytest.fixture(scope="session")
def shared() -> Path:
    """Folder of real publishers' files kept beside the project; the test is skipped without it."""
    folder = Path(os.environ.get("ACTE2_SHARED", Path(__file__).resolve().parents[2] / "shared"))
    if not (folder / "real").is_dir():
        pytest.skip("no shared folder beside the project (ACTE2_SHARED)")
    return folder


@pytest.fixture(scope="session")
def pg_server() -> Iterator[Settings]:
    """Running embedded server in a home of its own; its settings name a template no test writes to."""
    # Not pytest's own folder: a second session makes that one private again under a running server.
    home = Path(tempfile.mkdtemp(prefix="acte2-test-"))
    settings = Settings.from_env({"ACTE2_HOME": str(home), "ACTE2_DATABASE": "acte2_template"})
    server.start(settings)
    careless(settings)
    bootstrap.prepare(settings)
    yield settings
    server.stop(settings)
    shutil.rmtree(home)


def careless(settings: Settings) -> None:
    """The running server is thrown away in a minute: the disk need not know, nor need anybody tidy it up, or guess at passwords.

    To hash a password 4,096 times takes half of what each of ten thousand sessions costs.
    """
    url = settings.embedded_url("postgres")
    with connect_url(url, autocommit=True) as owner:
        for setting in ("fsync", "full_page_writes", "synchronous_commit", "autovacuum"):
            owner.execute(sql.SQL("ALTER SYSTEM SET {} = off").format(sql.Identifier(setting)))
        owner.execute("ALTER SYSTEM SET scram_iterations = 1")
        owner.execute("SELECT pg_reload_conf()")
        owner.execute("SET scram_iterations = 1")
        login = conninfo_to_dict(url)
        again = sql.SQL("ALTER ROLE {} PASSWORD {}").format(
            sql.Identifier(str(login["user"])), sql.Literal(login["password"])
        )
        owner.execute(again)


def fresh_settings(pg_server: Settings, folder: Path, name: str) -> Iterator[Settings]:
    """A fresh warehouse, schema applied, dropped afterwards; mirror and landing lie under `folder`."""
    settings = Settings.from_env(
        {
            "ACTE2_HOME": str(pg_server.home),
            "ACTE2_DATABASE": name,
            "LANDING_URL": str(folder / "landing"),
            "MIRROR": str(folder / "mirror"),
        }
    )
    with connect_url(pg_server.embedded_url("postgres"), autocommit=True) as owner:
        copy = sql.SQL("CREATE DATABASE {} TEMPLATE acte2_template STRATEGY FILE_COPY").format(
            sql.Identifier(name)
        )
        owner.execute(copy)
        bootstrap.complete(settings)  # Airflow's database is for those who ask `prepare` for it
        yield settings
        for database in (name, f"{name}_airflow"):
            drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
            owner.execute(drop.format(sql.Identifier(database)))
        forget_logins(owner, settings)


def forget_logins(owner: psycopg.Connection, settings: Settings) -> None:
    """Drop the logins of a warehouse that was dropped, and forget their passwords."""
    for role in (*LOGINS, Role.AIRFLOW):
        owner.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(sql.Identifier(settings.login(role))))
        settings.secret(role).unlink(missing_ok=True)


@pytest.fixture
def warehouse_settings(pg_server: Settings, tmp_path: Path) -> Iterator[Settings]:
    """Settings of a warehouse made for this test alone."""
    yield from fresh_settings(pg_server, tmp_path, f"acte2_{uuid4().hex[:12]}")


@pytest.fixture(scope="session")
def reused_warehouse(pg_server: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Settings of a warehouse that rooms whose tests only load, draw and tell use again and again (`again`)."""
    yield from fresh_settings(pg_server, tmp_path_factory.mktemp("reused"), "acte2_reused")


def again(reused: Settings, folder: Path) -> Iterator[Settings]:
    """The same warehouse, as new; mirror and landing lie under `folder`."""
    yield replace(reused, landing_url=str(folder / "landing"), mirror=str(folder / "mirror"))
    as_new(reused)
    shutil.rmtree(reused.home / "local", ignore_errors=True)  # towns' own files, by the warehouse's name


@pytest.fixture(scope="module")
def module_warehouse_settings(
    pg_server: Settings, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Settings]:
    """Settings of a warehouse shared by one file of tests, where making one for each would be slow.

    Always of one name, for which dbt read its project: relations are named in full.
    """
    yield from fresh_settings(pg_server, tmp_path_factory.mktemp("warehouse"), OF_A_FILE)


@pytest.fixture
def db(warehouse_settings: Settings) -> Iterator[psycopg.Connection]:
    """Owner's connection to this test's warehouse, in autocommit."""
    with connect_url(warehouse_settings.warehouse_url, autocommit=True) as conn:
        yield conn
