"""A suite looks at nothing twice: neither at parts of a mart that it passed on, nor for a word that it does not read."""

import psycopg
import pytest

from expectations import runner
from expectations.outcome import MartsPromiseBroken
from warehouse.settings import Settings

pytestmark = pytest.mark.integration
# As a build leaves a mart of which some parts are made anew.
PARTED = """
    drop view if exists marts_candidate.fct_measure;
    drop table if exists marts_candidate.fct_measure__part;
    create table marts_candidate.fct_measure__part as select * from release_1.fct_measure where {where};
    create view marts_candidate.fct_measure as
        select * from release_1.fct_measure where not ({where}) union all select * from marts_candidate.fct_measure__part;
    grant select on marts_candidate.fct_measure, marts_candidate.fct_measure__part to public;
"""


@pytest.fixture
def looked(good_marts: dict, conn: psycopg.Connection, module_warehouse_settings: Settings):
    """Names of the marts at which a check of all looked."""

    def check() -> set[str]:
        since = conn.execute("select clock_timestamp()").fetchone()[0]
        runner.check_marts(module_warehouse_settings)
        found = conn.execute("select asset from quality.validation where run_at >= %s", [since]).fetchall()
        return {asset.removeprefix("marts.") for (asset,) in found}

    check()
    return check


def test_a_label_that_no_other_suite_names_concerns_its_own_mart(looked, conn: psycopg.Connection) -> None:
    assert "fct_indicator_value" not in looked()
    other = "create table marts_candidate.other as select * from marts_candidate.dim_indicator"
    for change, concerned in [("label_en = 'Another'", False), ("scope = 'epci'", True)]:
        conn.execute(other)
        conn.execute(f"update marts_candidate.other set {change}")
        conn.execute("drop table marts_candidate.dim_indicator")
        conn.execute("alter table marts_candidate.other rename to dim_indicator")
        conn.execute("grant select on marts_candidate.dim_indicator to public")
        try:
            seen = looked()
        except MartsPromiseBroken as broken:
            seen = {reason.split(":")[0].removeprefix("marts.") for reason in broken.reasons}
        assert ("fct_indicator_value" in seen) == concerned, (change, seen)


def test_of_a_mart_whose_parts_were_made_anew_these_alone_are_looked_at(
    looked, conn: psycopg.Connection
) -> None:
    conn.execute("create schema release_1; grant usage on schema release_1 to public")
    conn.execute("alter table marts_candidate.fct_measure set schema release_1")
    (code,) = conn.execute("select min(measure_code) from release_1.fct_measure").fetchone()
    parted = PARTED.format(where=f"measure_code = '{code}'")
    conn.execute(parted)
    conn.execute("update release_1.fct_measure set coverage = 7 where measure_code <> %s", [code])
    assert looked() >= {"fct_measure"}
    assert "fct_measure" not in looked()
    conn.execute(parted)
    conn.execute("update marts_candidate.fct_measure__part set coverage = 7")
    with pytest.raises(MartsPromiseBroken, match="coverage is between 0 and 1"):
        looked()
