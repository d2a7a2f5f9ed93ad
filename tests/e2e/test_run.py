"""The whole job as its user runs it, on a warehouse that version 0.1.0 left: Airflow, sources, dbt, the release."""

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from tests.alarms import sinks
from tests.conftest import careless
from tests.e2e.job import TOTALS, Job, Reader, job_in
from tests.pages import walk
from tests.warehouse.restore import restore
from warehouse import migrate, server
from warehouse.connect import connect_url

SCALE = 0.05
SOURCES = "insee_cog,programmes,sirene"
STANDS = """
select (select count(*) from analyst.storefronts), (select count(*) from quality.revision),
       (select count(*) from centre.perimeter where made_at < (select max(released_at) from ops.release)),
       (select sum(value) from marts.fct_indicator_value)
"""
STALE = "select count(*) from pg_class where relnamespace = 'staging'::regnamespace and relname ~ '^stg_' and relname !~ '__'"

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(1800)]


@pytest.fixture(scope="module")
def job(simulated: Callable[..., Path]) -> Iterator[Job]:
    """A home that the tests of this file take further, one after the other."""
    with job_in("acte2-e2e-", ADOPT="1", ACTE2_DATABASE="acte2_demo") as made:
        shutil.copytree(simulated(scale=SCALE), made.mirror)
        server.start(made.settings)
        careless(made.settings)
        restore(made.settings)
        yield made


def stands(job: Job) -> tuple:
    with connect_url(job.settings.warehouse_url) as db:
        return db.execute(STANDS).fetchone()


def test_killed_in_the_middle_of_a_build_readers_see_the_release_that_stands(job):
    before = stands(job)
    child = job.start(SOURCES=SOURCES)
    for line in child.stdout:
        if "dbt_models: begun" in line:
            break
    reader = Reader(job.settings.reader_url)
    reader.start()
    time.sleep(5)
    child.kill()
    child.wait()
    child.stdout.close()
    time.sleep(2)
    reader.stop()
    assert not reader.errors
    assert len(reader.answers) == 1
    assert stands(job) == before
    with psycopg.connect(job.settings.warehouse_url) as db:
        assert migrate.recorded(db)[-1].number == migrate.migrations()[-1].number
        assert db.execute(STALE).fetchone() == (0,)


def test_the_next_run_releases_what_it_can_and_says_what_it_could_not(job):
    job.file("liste-pvd-com2025-20260427.csv").write_bytes(b"<!doctype html><title>404</title>")
    with connect_url(job.settings.warehouse_url) as db:
        db.execute(
            "drop view analyst.storefronts"
        )  # as a release tells the owner of a view on a mart that gains columns
    with sinks.webhook() as hook:
        status, said = job.run(SOURCES=SOURCES, ACTE2_NOTIFY=f"json://127.0.0.1:{hook.port}")
    assert status == 1, said
    failures = [title for title, _ in hook.messages if "échec" in title]
    assert len(failures) == 1 and "programmes" in failures[0], hook.messages
    assert "a web page came in place of the file" in " ".join(said.split())
    assert "Released release 3" in said, f"the rest goes on: {said[-3000:]}"
    assert job.settings.reader_url not in said
    with psycopg.connect(job.settings.reader_url) as db:
        france, communes = db.execute(TOTALS).fetchone()
        compared, wrong = walk.misread(db, job.home / "site" / job.settings.database / "towns", towns=20)
    assert france == 9
    assert communes > 1000
    assert compared > 200 and not wrong, "the pages of twenty towns tell the marts' figures"
    page = (job.home / "site" / job.settings.database / "dbt" / "index.html").read_text(encoding="utf-8")
    assert "int_commune_succession" in page
    assert job.settings.dbt_env()["DBT_PG_PASSWORD"] not in page
