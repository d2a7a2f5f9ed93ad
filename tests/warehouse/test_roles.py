"""Each login tries what it must not do, and does what it must: the table of docs/operations.md."""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress

import psycopg
import pytest

from tests.handing import released
from warehouse import readers
from warehouse.bootstrap import prepare
from warehouse.connect import connect, connect_url
from warehouse.roles import LOGINS, Role
from warehouse.settings import PROJECT, Settings

BUILDERS = {Role.TRANSFORMER, Role.RELEASER}
# Act, statement, who may do it: nobody else may. Statements are undone.
ACTS: list[tuple[str, str, set[Role]]] = [
    ("run a program of the server's", "COPY (SELECT 1) TO PROGRAM 'cat'", set()),
    ("read a file of the server's", "COPY ops.setting FROM '/etc/passwd'", set()),
    ("make a login", "CREATE ROLE intruder SUPERUSER", set()),
    ("become the owner", "SET ROLE {owner}", set()),
    ("change a setting of the server", "ALTER SYSTEM SET log_min_messages = 'panic'", set()),
    ("make a database", "CREATE DATABASE intruder", set()),
    ("write a large object", "SELECT lo_from_bytea(0, 'x')", set()),
    ("keep an advisory lock", "SELECT pg_advisory_lock(1)", set()),
    ("write to the log", "SELECT pg_logical_emit_message(false, 'x', 'x')", set()),
    ("forget a migration", "DELETE FROM ops.migration", set()),
    ("alter a table of the house", "ALTER TABLE ops.load ADD COLUMN x text", set()),
    ("lift the room for its temporary files", "SET temp_file_limit = -1", set()),
    ("use temporary tables", "CREATE TEMPORARY TABLE x (x text)", {Role.LOADER, *BUILDERS}),
    ("hold up a load", "SELECT FROM ops.lock FOR UPDATE", {Role.LOADER, *BUILDERS}),
    ("write raw", "INSERT INTO raw.known VALUES ('x')", {Role.LOADER}),
    ("make a raw table", "CREATE TABLE raw.x (x text)", {Role.LOADER}),
    ("drop a raw table", "DROP TABLE raw.known CASCADE", {Role.LOADER}),
    ("read raw", "SELECT FROM raw.known", {Role.LOADER, *BUILDERS}),
    ("tell of loads", "UPDATE ops.load SET message = 'x'", {Role.LOADER}),
    ("say that something stands", "DELETE FROM ops.built", BUILDERS),
    ("say that a build is finished", "DELETE FROM ops.unfinished_build", BUILDERS),
    ("move a town centre", "UPDATE centre.perimeter SET reason = 'x'", BUILDERS),
    ("make a table in between", "CREATE TABLE intermediate.x (x text)", BUILDERS),
    ("drop a table in between", "DROP TABLE intermediate.known", BUILDERS),
    ("read a table in between", "SELECT FROM intermediate.known", {*BUILDERS, Role.ANALYST}),
    ("read staging", "SELECT FROM staging.known", {*BUILDERS, Role.ANALYST}),
    ("make a candidate", "CREATE TABLE marts_candidate.x (x text)", BUILDERS),
    ("change a released table", "UPDATE release_1.dim_one SET one = 2", {Role.RELEASER}),
    ("drop a released table", "DROP TABLE release_1.dim_one CASCADE", {Role.RELEASER}),
    ("make a table in a release", "CREATE TABLE release_1.x (x text)", {Role.RELEASER}),
    ("change what readers see", "CREATE OR REPLACE VIEW marts.dim_one AS SELECT 2 AS one", {Role.RELEASER}),
    ("say that there was a release", "UPDATE ops.release SET git_commit = 'x'", {Role.RELEASER}),
    ("write what readers are told", "DELETE FROM quality.validation", set()),
    ("read marts", "SELECT FROM marts.dim_one", {*LOGINS} - {Role.LOADER}),
    ("read what was checked", "SELECT FROM quality.release", {*LOGINS} - {Role.LOADER}),
]


@pytest.fixture(scope="module")
def house(module_warehouse_settings: Settings) -> Iterator[Settings]:
    """A warehouse with a table in each schema, each made by who makes them, and a release."""
    settings = module_warehouse_settings
    prepare(settings)
    with connect(settings, autocommit=True) as owner:
        for schema in ("raw", "staging", "intermediate"):
            owner.execute(f"CREATE TABLE {schema}.known (word text)")
        owner.execute("CREATE TABLE marts_candidate.dim_one AS SELECT 1 AS one")
        owner.execute("INSERT INTO ops.load (source, resource) VALUES ('s', 'r')")
    released(settings)
    yield settings
    with connect(settings, autocommit=True) as owner, suppress(psycopg.Error):
        owner.execute("DROP ROLE intruder")


@pytest.fixture(scope="module")
def session(house: Settings) -> Iterator[Callable[[Role], psycopg.Connection]]:
    """`session(role)`: a session of that login, which asks to write."""
    opened = {role: connect(house, role) for role in LOGINS}
    for conn in opened.values():
        conn.execute("SET SESSION default_transaction_read_only = off")
        conn.commit()
    yield opened.__getitem__
    for conn in opened.values():
        conn.close()


@pytest.mark.parametrize(("act", "statement", "who"), ACTS, ids=[act for act, _, _ in ACTS])
@pytest.mark.parametrize("role", LOGINS)
def test_a_login_does_what_it_must_and_nothing_else(session, house, role, act, statement, who):
    conn = session(role)
    if act in ("make a database", "change a setting of the server"):
        conn.autocommit = True
    try:
        outcome = attempt(conn, statement.format(owner=house.login(Role.OWNER)))
    finally:
        conn.rollback()
        conn.autocommit = False
    assert outcome == (role in who), f"{role}: {act}"


def attempt(conn: psycopg.Connection, statement: str) -> bool:
    """Whether PostgreSQL lets this be done; any other failure than a lack of rights is the test's."""
    try:
        conn.execute(statement)
    except psycopg.errors.InsufficientPrivilege:
        return False
    return True


def test_the_table_of_the_documentation_is_this_one():
    said = (PROJECT / "docs" / "operations.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (.+?) \| (.*?) \| (.*?) \| (.*?) \| (.*?) \| (.*?) \|$", said, re.MULTILINE)
    told = {
        act: {role for role, mark in zip(LOGINS, marks, strict=True) if mark == "yes"} for act, *marks in rows
    }
    assert {act: told.get(act) for act, _, _ in ACTS} == {act: who for act, _, who in ACTS}


@pytest.mark.parametrize("role", LOGINS)
@pytest.mark.parametrize("other", ["postgres", "template1", "{}_airflow", "acte2_template"])
def test_a_login_enters_no_other_database(house, role, other):
    url = house.url(role).replace(f"/{house.database}", f"/{other.format(house.database)}")
    with pytest.raises(psycopg.OperationalError, match=r"pg_hba.conf rejects|permission denied for database"):
        psycopg.connect(url)


def test_airflow_has_its_database_and_no_other(house):
    own = house.airflow_url.replace("+psycopg2", "")
    with psycopg.connect(own) as conn:
        conn.execute("CREATE TABLE own (x text)")
        conn.execute("SELECT pg_advisory_lock(1)")
        conn.rollback()
    for other in (house.database, "postgres", "template1"):
        with pytest.raises(psycopg.OperationalError, match=r"pg_hba.conf rejects"):
            psycopg.connect(own.replace(f"/{house.database}_airflow", f"/{other}"))


def test_airflow_s_tables_of_an_earlier_version_are_handed_over(house, pg_server):
    name = f"{house.database}_airflow"
    with connect_url(pg_server.embedded_url(name), autocommit=True) as owner:
        owner.execute("CREATE TYPE public.mood AS ENUM ('good')")
        owner.execute("CREATE TABLE public.dag (id serial, how public.mood)")
        owner.execute("CREATE SEQUENCE public.apart")
    prepare(house)
    with psycopg.connect(house.airflow_url.replace("+psycopg2", ""), autocommit=True) as airflow:
        airflow.execute("ALTER TABLE dag ADD COLUMN more text")
        airflow.execute("ALTER TYPE mood ADD VALUE 'bad'")
        airflow.execute("INSERT INTO dag (how) VALUES ('good')")
        airflow.execute("DROP TABLE dag; DROP SEQUENCE apart; DROP TYPE mood")


@pytest.mark.parametrize("role", readers.KINDS)
def test_readers_cannot_shut_the_house_out(house, role):
    kind, opened = readers.KINDS[role], []
    try:
        with pytest.raises(psycopg.OperationalError, match="too many connections for role"):
            for _ in range(kind.connections + 1):
                opened.append(psycopg.connect(house.url(role)))
        assert len(opened) in (kind.connections - 1, kind.connections), "another test's may be there"
        for other in (Role.LOADER, Role.TRANSFORMER, Role.RELEASER, Role.OWNER):
            connect(house, other, patience_s=0).close()
    finally:
        for conn in opened:
            conn.close()


def test_a_reader_that_lifts_its_time_outs_is_ended(house, monkeypatch):
    short = readers.Reader(("marts",), statement_s=1, idle_s=1, most_s=0, connections=1, temp_files="1GB")
    monkeypatch.setattr(readers, "KINDS", {Role.READER: short})
    with psycopg.connect(house.reader_url, application_name="dashboard") as reader:
        reader.execute("SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0")
        reader.commit()
        reader.execute("SELECT * FROM marts.dim_one")
        with connect(house, Role.RELEASER, autocommit=True) as house_keeper:
            (ended,) = readers.end_overdue(house_keeper, house)
            assert "dashboard" in ended
            assert readers.end_overdue(house_keeper, house) == []
        with pytest.raises(psycopg.errors.AdminShutdown):
            reader.execute("SELECT 1")


def test_who_stays_within_its_time_is_left_alone(house):
    with psycopg.connect(house.reader_url) as reader:
        reader.execute("SELECT * FROM marts.dim_one")
        with connect(house, Role.RELEASER, autocommit=True) as house_keeper:
            assert readers.end_overdue(house_keeper, house) == []
        reader.execute("SELECT 1")
