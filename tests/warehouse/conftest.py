"""Databases that are not prepared yet: an empty one, and one that an older version of the project left."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql

from tests.conftest import again, forget_logins
from tests.warehouse.restore import restore
from warehouse import migrate
from warehouse.connect import connect_url
from warehouse.settings import Settings

OLDER_READER = "bi_reader_acte2_demo"


@pytest.fixture
def warehouse_settings(reused_warehouse: Settings, tmp_path: Path) -> Iterator[Settings]:
    """Settings of a warehouse that is as new."""
    yield from again(reused_warehouse, tmp_path)


def made(pg_server: Settings, template: str) -> Iterator[Settings]:
    """A database of its own, fed by the simulated mirror as the kept one was; dropped afterwards."""
    settings = replace(pg_server, database=f"acte2_{uuid4().hex[:12]}", mirror=str(pg_server.home / "mirror"))
    name = sql.Identifier(settings.database)
    with connect_url(pg_server.embedded_url("postgres"), autocommit=True) as admin:
        admin.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(name, sql.Identifier(template)))
        yield settings
        for database in (settings.database, f"{settings.database}_airflow"):
            drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
            admin.execute(drop.format(sql.Identifier(database)))
        forget_logins(admin, settings)


@pytest.fixture
def empty(pg_server: Settings) -> Iterator[Settings]:
    """Settings of an empty database."""
    yield from made(pg_server, "template1")


@pytest.fixture(scope="module")
def kept(pg_server: Settings) -> Iterator[str]:
    """Name of a database as the kept dump tells it, for others to be copied from."""
    settings = replace(pg_server, database="acte2_kept")
    restore(settings)
    yield settings.database
    with connect_url(pg_server.embedded_url("postgres"), autocommit=True) as admin:
        admin.execute("DROP DATABASE acte2_kept WITH (FORCE)")
        for role in ("analyst", OLDER_READER):
            admin.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(role)))


@pytest.fixture
def older(pg_server: Settings, kept: str) -> Iterator[Settings]:
    """Settings of a warehouse that an older version of the project left."""
    yield from made(pg_server, kept)


@pytest.fixture
def older_db(older: Settings) -> Iterator[psycopg.Connection]:
    """Owner's connection to it, in autocommit."""
    with connect_url(older.warehouse_url, autocommit=True) as conn:
        yield conn


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The code's migrations, in a folder to which a test may add."""
    copied = tmp_path / "migrations"
    shutil.copytree(migrate.FOLDER, copied)
    monkeypatch.setattr(migrate, "FOLDER", copied)
    return copied
