"""What a backup holds comes back elsewhere as it was, or not at all."""

import json
import shutil
import stat
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql

from warehouse import backup, bootstrap, restore, secret_files, server
from warehouse.__main__ import main
from warehouse.connect import connect_url
from warehouse.errors import BackupError
from warehouse.roles import Role
from warehouse.settings import Settings

STANDS = """
    select (select string_agg(figure::text, ',' order by figure) from marts.fct_a), (select count(*) from raw.a),
        (select count(*) from users_own.seen), (select count(*) from ops.release where is_current),
        (select string_agg(kind || subject, ',') from ops.alarm), (select count(*) from ops.built),
        (select count(*) from intermediate.int_a)
"""
DUE = "select asked_at is not null from ops.unfinished_build"
FILLED = """
    create table release_1.fct_a (figure numeric);
    insert into release_1.fct_a values (1.10), (null);
    create view marts.fct_a as select * from release_1.fct_a;
    create table raw.a (vintage text) partition by list (vintage);
    create table raw.a_2026 partition of raw.a for values in ('2026');
    insert into raw.a values ('2026'), ('2026');
    create table intermediate.int_a as select 1 as made_again;
    create schema users_own;
    create view users_own.seen as select figure from marts.fct_a;
    create view users_own.below as select * from intermediate.int_a;
    insert into ops.release (event, schema_name, fingerprint, is_current) values ('release', 'release_1', 'f', true);
    insert into ops.alarm (kind, subject, message_en, message_fr) values ('failure', 'é', 'e', 'f');
    insert into ops.built (unique_id, fingerprint) values ('model.acte2.int_a', 'f');
"""


@pytest.fixture(scope="module")
def kept(pg_server: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Settings, Path]]:
    """A warehouse with something in it, and its backup."""
    folder = tmp_path_factory.mktemp("kept")
    settings = replace(pg_server, database=f"acte2_{uuid4().hex[:12]}", landing_url=str(folder / "landing"))
    bootstrap.prepare(settings)
    with connect_url(settings.warehouse_url, autocommit=True) as db:
        db.execute("create schema release_1")
        db.execute(FILLED)
    landed = folder / "landing" / "s" / "2026" / "abc" / "file.csv"
    landed.parent.mkdir(parents=True)
    landed.write_text("a\n", encoding="utf-8")
    yield settings, backup.backup(settings, folder / "backups")
    _drop(pg_server, settings.database)


def _drop(pg_server: Settings, database: str) -> None:
    with connect_url(pg_server.embedded_url("postgres"), autocommit=True) as admin:
        for name in (database, f"{database}_airflow"):
            admin.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))


def stands(settings: Settings) -> tuple:
    with connect_url(settings.warehouse_url) as db:
        return db.execute(STANDS).fetchone()


def test_it_comes_back_onto_an_empty_home(kept: tuple[Settings, Path]):
    settings, folder = kept
    home = Path(tempfile.mkdtemp(prefix="acte2-restored-"))
    there = replace(settings, home=home, landing_url=str(home / "landing"), mirror=str(home / "mirror"))
    try:
        restore.restore(there, folder)
        before = stands(settings)
        assert stands(there) == (*before[:-2], 0, 0), "what a build makes again is to be built"
        assert (home / "landing" / "s" / "2026" / "abc" / "file.csv").read_text(encoding="utf-8") == "a\n"
        with connect_url(there.reader_url) as reader:
            assert reader.execute("select count(*) from marts.fct_a").fetchone() == (2,)
        assert secret_files.recall(there.secret(Role.READER)) == secret_files.recall(
            settings.secret(Role.READER)
        )
        with connect_url(there.warehouse_url) as db:
            assert db.execute(DUE).fetchone() == (True,), "and stays due until it is released"
            counted = (
                "select reltuples from pg_class where oid in ('raw.a'::regclass, 'raw.a_2026'::regclass)"
            )
            assert db.execute(counted).fetchall() == [(2,), (2,)], "the next build knows how large tables are"
        with pytest.raises(BackupError, match=r"holds \d+ tables and views"):
            restore.restore(there, folder)
        assert stands(there)[:5] == before[:5], "what stands is not written over"
    finally:
        server.stop(there)
        shutil.rmtree(home)


def test_it_comes_back_into_an_empty_database_of_another_server(
    kept: tuple[Settings, Path], pg_server: Settings, tmp_path: Path
):
    settings, folder = kept
    name = f"acte2_{uuid4().hex[:12]}"
    with connect_url(pg_server.embedded_url("postgres"), autocommit=True) as admin:
        for database in (name, f"{name}_airflow"):
            admin.execute(sql.SQL("create database {}").format(sql.Identifier(database)))
    there = Settings.from_env(
        {
            "ACTE2_HOME": str(tmp_path),
            "WAREHOUSE_URL": pg_server.embedded_url(name),
            "MIRROR": str(settings.mirror),
            "ADOPT": "1",
        }
    )
    try:
        restore.restore(there, folder)
        assert stands(there)[:5] == stands(settings)[:5]
    finally:
        _drop(pg_server, name)


def test_a_backup_is_private_and_holds_no_password_of_the_server(kept: tuple[Settings, Path]):
    settings, folder = kept
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert not (folder / "secrets" / "postgres.json").exists()
    for secret in (folder / "secrets").iterdir():
        assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    password = (secret_files.recall(settings.server_secret) or {})["password"]
    assert password not in (folder / "backup.json").read_text(encoding="utf-8")


def test_a_later_backup_adds_what_landed_since_and_copies_nothing_twice(kept: tuple[Settings, Path]):
    settings, folder = kept
    copied = folder.parent / "landing" / "s" / "2026"
    before = (copied / "abc" / "file.csv").stat().st_ino
    new, under_way = (
        Path(settings.landing_url) / place for place in ("s/2026/def/file.csv", ".partial/half")
    )
    for file in (new, under_way):
        file.parent.mkdir(parents=True)
        file.write_text("b\n", encoding="utf-8")
    assert backup.backup(settings, folder.parent) != folder
    assert (copied / "abc" / "file.csv").stat().st_ino == before
    assert (copied / "def" / "file.csv").read_text(encoding="utf-8") == "b\n"
    assert not (folder.parent / "landing" / ".partial").exists()


@pytest.mark.parametrize("fault", ["changed", "missing", "no_word", "later"])
def test_a_backup_that_is_not_whole_touches_nothing(
    kept: tuple[Settings, Path], tmp_path: Path, fault: str, capsys: pytest.CaptureFixture[str], monkeypatch
):
    _, folder = kept
    broken = tmp_path / "backup"
    shutil.copytree(folder, broken)
    toc = broken / "warehouse" / "toc.dat"
    if fault == "changed":
        toc.write_bytes(toc.read_bytes()[:-1] + b"x")
    elif fault == "missing":
        toc.unlink()
    elif fault == "no_word":
        (broken / "backup.json").write_text("{", encoding="utf-8")
    else:
        told = json.loads((broken / "backup.json").read_text(encoding="utf-8"))
        (broken / "backup.json").write_text(json.dumps({**told, "migration": 9999}), encoding="utf-8")
    home = tmp_path / "home"
    monkeypatch.setenv("ACTE2_HOME", str(home))
    assert main(["restore", str(broken)]) == 1
    assert "backup" in capsys.readouterr().err
    assert not home.exists()


def test_another_warehouse_is_not_brought_back_under_this_name(kept: tuple[Settings, Path], tmp_path: Path):
    settings, folder = kept
    with pytest.raises(BackupError, match=f"ACTE2_DATABASE={settings.database}"):
        restore.restore(replace(settings, home=tmp_path, database="acte2_another"), folder)


def test_where_nothing_is_yet_nothing_is_made(
    tmp_path: Path, monkeypatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("ACTE2_HOME", str(tmp_path))
    assert main(["backup"]) == 1
    assert "holds no warehouse yet" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_a_backup_that_the_server_refuses_says_so(kept: tuple[Settings, Path], tmp_path: Path):
    settings, _ = kept
    away = replace(settings, server_url="postgresql://nobody:secret@127.0.0.1:1/none")
    with pytest.raises((BackupError, psycopg.OperationalError)) as raised:
        backup.dump.write(away.warehouse_url, tmp_path / "dump")
    assert "pg_dump failed" in str(raised.value) and "secret" not in str(raised.value)
