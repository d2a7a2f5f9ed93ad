"""The whole job as its user runs it: Airflow's scheduler and executor, every source, dbt, the release."""

from collections.abc import Iterator

import psycopg
import pytest

from sample import write_mirror
from tests.e2e.job import TOTALS, Job, job_in
from tests.pages import walk

SCALE = 0.05
SOURCES = "insee_cog,insee_population,dgcl_epci,programmes,sirene"

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(1800)]


@pytest.fixture
def job() -> Iterator[Job]:
    with job_in("acte2-e2e-", SOURCES=SOURCES) as made:
        write_mirror(made.mirror, scale=SCALE)
        made.watch_few()
        yield made


def test_a_run_releases_what_it_can_and_says_what_it_could_not(job):
    job.file("liste-pvd-com2025-20260427.csv").write_bytes(b"<!doctype html><title>404</title>")
    status, said = job.run()
    assert status == 1, said
    assert "a web page came in place of the file" in " ".join(said.split())
    assert "Released release 1" in said, "the rest goes on"
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
