"""A database made ready: what is in it, who may read it, and which mirror it remembers."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from secrets import token_urlsafe

import psycopg
import pytest
from psycopg import sql

from tests.conftest import forget_logins
from warehouse.bootstrap import hand_over, prepare
from warehouse.connect import connect, connect_url
from warehouse.errors import OriginMismatch
from warehouse.release import release, rollback
from warehouse.roles import LOGINS, Role
from warehouse.settings import Settings

SCHEMAS = {
    "raw",
    "raw_candidate",
    "staging",
    "intermediate",
    "marts_candidate",
    "marts",
    "quality",
    "ops",
    "centre",
    "peer",
}


@pytest.fixture
def reader(warehouse_settings: Settings, db: psycopg.Connection):
    prepare(warehouse_settings)
    with psycopg.connect(warehouse_settings.reader_url, autocommit=True) as conn:
        yield conn


def test_schemas(db):
    found = db.execute("SELECT nspname FROM pg_namespace WHERE nspname !~ '^(pg_|information|public)'")
    assert {name for (name,) in found} == SCHEMAS


def test_every_table_and_column_says_what_it_is(db):
    silent = db.execute(
        "SELECT table_schema, table_name, column_name FROM information_schema.columns"
        " WHERE table_schema IN ('ops', 'quality', 'centre', 'peer') AND col_description("
        "   format('%I.%I', table_schema, table_name)::regclass, ordinal_position) IS NULL"
        " UNION ALL SELECT nspname, relname, '' FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace"
        " WHERE nspname IN ('ops', 'quality', 'centre', 'peer') AND relkind IN ('r', 'v')"
        " AND obj_description(pg_class.oid) IS NULL"
    ).fetchall()
    assert silent == []


def test_prepared_again_and_by_several_at_once(warehouse_settings, db):
    db.execute("INSERT INTO ops.load (source, resource) VALUES ('s', 'r')")
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(prepare, [warehouse_settings] * 3))
    assert db.execute("SELECT count(*) FROM ops.load").fetchone() == (1,)


def test_two_databases_prepared_at_once(pg_server):
    names = ("acte2_twin_a", "acte2_twin_b")
    twins = [replace(pg_server, database=name) for name in names]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(prepare, twins * 2))
    with connect_url(pg_server.embedded_url("postgres"), autocommit=True) as owner:
        found = owner.execute("SELECT datname FROM pg_database WHERE datname LIKE 'acte2_twin%' ORDER BY 1")
        assert [name for (name,) in found] == [
            "acte2_twin_a",
            "acte2_twin_a_airflow",
            *("acte2_twin_b", "acte2_twin_b_airflow"),
        ]
        for one in twins:
            psycopg.connect(one.reader_url).close()
            for name in (one.database, f"{one.database}_airflow"):
                owner.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
            forget_logins(owner, one)


def test_reader_reads_marts_and_quality_present_and_future(db, reader):
    for schema in ("marts", "quality"):
        db.execute(sql.SQL("CREATE TABLE {}.later AS SELECT 1 AS one").format(sql.Identifier(schema)))
        found = reader.execute(sql.SQL("SELECT one FROM {}.later").format(sql.Identifier(schema)))
        assert found.fetchone() == (1,)
    assert reader.execute("SELECT count(*) FROM quality.revision").fetchone() == (0,)
    assert reader.execute("SELECT one FROM later").fetchone() == (1,), "marts is where names are looked up"


@pytest.mark.parametrize("schema", sorted(SCHEMAS - {"marts", "quality"}))
def test_reader_reads_nothing_else(db, reader, schema):
    table = sql.Identifier(schema, "hidden")
    db.execute(sql.SQL("CREATE TABLE {} AS SELECT 1 AS one").format(table))
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        reader.execute(sql.SQL("SELECT * FROM {}").format(table))


@pytest.mark.parametrize(
    "attempt",
    [
        "INSERT INTO marts.one VALUES (2)",
        "DELETE FROM quality.validation",
        "CREATE TABLE marts.two (two integer)",
        "CREATE TABLE public.two (two integer)",
        "CREATE TEMPORARY TABLE two (two integer)",
        "CREATE SCHEMA two",
        "SELECT pg_read_file('/etc/passwd')",
    ],
)
def test_reader_writes_nothing_even_when_it_asks_to(db, reader, attempt):
    db.execute("CREATE TABLE marts.one AS SELECT 1 AS one")
    reader.execute("SET default_transaction_read_only = off")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        reader.execute(attempt)


def test_reader_has_time_outs_and_is_read_only(reader):
    shown = {
        name: reader.execute("SELECT current_setting(%s)", [name]).fetchone()[0]
        for name in ("statement_timeout", "idle_in_transaction_session_timeout", "transaction_read_only")
    }
    assert shown == {
        "statement_timeout": "2min",
        "idle_in_transaction_session_timeout": "1min",
        "transaction_read_only": "on",
    }


def test_reader_enters_its_own_database_only(warehouse_settings):
    prepare(warehouse_settings)
    for role in LOGINS:
        for other in ("acte2_template", f"{warehouse_settings.database}_airflow", "postgres", "template1"):
            url = warehouse_settings.url(role).replace(f"/{warehouse_settings.database}", f"/{other}")
            said = "permission denied for database" if other == "acte2_template" else "pg_hba.conf rejects"
            with pytest.raises(psycopg.OperationalError, match=said):
                psycopg.connect(url)


def test_reader_with_a_wrong_password(warehouse_settings):
    wrong = replace(warehouse_settings, chosen_passwords={Role.READER: "wrong"})
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(wrong.reader_url)


def test_readers_password_is_private_and_can_be_chosen(warehouse_settings, db):
    assert warehouse_settings.secret(Role.READER).stat().st_mode & 0o777 == 0o600
    chosen = replace(warehouse_settings, chosen_passwords={Role.READER: token_urlsafe(8)})
    prepare(chosen)
    psycopg.connect(chosen.reader_url).close()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(warehouse_settings.reader_url)


def feed(db: psycopg.Connection) -> None:
    db.execute("INSERT INTO ops.load (source, resource, outcome) VALUES ('s', 'r', 'published')")


def test_another_mirror_is_refused_by_a_warehouse_that_was_fed(warehouse_settings, db):
    prepare(warehouse_settings)
    feed(db)
    other = replace(warehouse_settings, mirror="/srv/other")
    with pytest.raises(OriginMismatch) as refused:
        prepare(other)
    for word in (warehouse_settings.mirror, "/srv/other", "ADOPT=1", "ACTE2_DATABASE="):
        assert word in str(refused.value)
    prepare(warehouse_settings)


def test_another_mirror_can_be_adopted(warehouse_settings, db):
    feed(db)
    live = replace(warehouse_settings, mirror=None, adopt=True)
    prepare(live)
    assert db.execute("SELECT value FROM ops.setting WHERE key = 'origin'").fetchone() == ("live",)
    prepare(replace(live, adopt=False))


def test_a_mirror_that_fed_nothing_is_forgotten(warehouse_settings, db):
    prepare(replace(warehouse_settings, mirror="/srv/mistyped"))
    prepare(warehouse_settings)
    found = db.execute("SELECT value FROM ops.setting WHERE key = 'origin'").fetchone()
    assert found == (warehouse_settings.mirror,)


@pytest.fixture
def real_server(pg_server: Settings, tmp_path: Path) -> Iterator[Settings]:
    """A server that is not ours: a database and its owner, who may make roles and is no superuser."""
    with connect_url(pg_server.embedded_url("postgres"), autocommit=True) as admin:
        admin.execute("CREATE ROLE observatory LOGIN CREATEROLE PASSWORD 'p@ss/word'")
        admin.execute("CREATE DATABASE observatory OWNER observatory")
        address = pg_server.warehouse_url.rpartition("@")[2].partition("/")[0]
        yield Settings.from_env(
            {
                "ACTE2_HOME": str(tmp_path),
                "WAREHOUSE_URL": f"postgresql://observatory:p%40ss%2Fword@{address}/observatory",
                **{role.variable: f"{role}?" for role in LOGINS},
                "LIVE": "1",
            }
        )
        admin.execute("DROP DATABASE observatory WITH (FORCE)")
        for role in LOGINS:
            admin.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(f"{role}_observatory")))
        admin.execute("DROP ROLE observatory")


def test_real_server_whose_owner_is_no_superuser(real_server):
    prepare(real_server)
    prepare(real_server)
    with connect(real_server, autocommit=True) as owner:
        owner.execute("CREATE TABLE marts_candidate.dim_one AS SELECT 1 AS one")
        hand_over(owner, real_server)
        release(real_server, "raw")
        owner.execute("CREATE TABLE marts_candidate.dim_one AS SELECT 2 AS one")
        hand_over(owner, real_server)
        release(real_server, "other")
    rollback(real_server)
    with psycopg.connect(real_server.reader_url) as reader:
        assert reader.execute("SELECT one FROM marts.dim_one").fetchone() == (1,)
    assert not (real_server.home / "secrets").exists(), "no secret is kept where all are given"


def test_a_reader_s_role_that_came_without_login_gets_it_back(warehouse_settings, db):
    """As a dump restored on another server leaves it."""
    db.execute(sql.SQL("ALTER ROLE {} NOLOGIN").format(sql.Identifier(warehouse_settings.login(Role.READER))))
    prepare(warehouse_settings)
    with psycopg.connect(warehouse_settings.reader_url) as reader:
        assert reader.execute("SELECT current_user").fetchone() == (warehouse_settings.login(Role.READER),)
