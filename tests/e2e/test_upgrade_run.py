"""A warehouse that version 0.1.0 left, brought to this one by a run that is killed in the middle of its build."""

import time
from collections.abc import Iterator

import psycopg
import pytest

from sample import write_mirror
from tests.e2e.job import Job, Reader, job_in
from tests.warehouse.restore import restore
from warehouse import migrate
from warehouse.connect import connect_url

SCALE = 0.01
STANDS = """
select (select count(*) from analyst.storefronts), (select count(*) from quality.revision),
       (select count(*) from centre.perimeter), (select sum(value) from marts.fct_indicator_value)
"""
STALE = "select count(*) from pg_class where relnamespace = 'staging'::regnamespace and relname ~ '^stg_' and relname !~ '__'"

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(900)]


@pytest.fixture
def job() -> Iterator[Job]:
    # One small source is asked: what is due is the build, for the models are others than when it was released.
    with job_in("acte2-upgrade-", ADOPT="1", ACTE2_DATABASE="acte2_demo", SOURCES="programmes") as made:
        write_mirror(made.mirror, scale=SCALE)
        made.watch_few()
        restore(made.settings)
        yield made


def stands(job: Job) -> tuple:
    with connect_url(job.settings.warehouse_url) as db:
        return db.execute(STANDS).fetchone()


def test_killed_in_the_middle_of_a_build_readers_see_the_release_that_stands(job):
    before = stands(job)
    child = job.start()
    for line in child.stdout:
        if "dbt: begun" in line:
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
