"""A suite is not run again for a word that it does not read."""

import psycopg
import pytest

from expectations import runner
from expectations.outcome import MartsPromiseBroken
from warehouse.settings import Settings

pytestmark = pytest.mark.integration


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


def test_only_parts_that_became_another_are_looked_at(looked, conn: psycopg.Connection) -> None:
    ((old, new),) = conn.execute(
        "select min(measure_code), max(measure_code) from marts_candidate.fct_measure"
    ).fetchall()
    assert old != new
    conn.execute(
        "insert into ops.built values ('model.acte2.fct_measure', 'made', null);"
        " create table marts_candidate.other as select * from marts_candidate.fct_measure;"
        " drop table marts_candidate.fct_measure;"
        " alter table marts_candidate.other rename to fct_measure;"
        " grant select on marts_candidate.fct_measure to public;"
        " update ops.built set relation = 'marts_candidate.fct_measure'::regclass where unique_id ~ 'fct_measure'"
    )
    # That the old part is broken shows where what dbt records is not true: nobody looks at it.
    conn.execute("update marts_candidate.fct_measure set zone = 'nowhere' where measure_code = %s", [old])
    recorded = "insert into ops.built_part values ('model.acte2.fct_measure', 'measure_code', %s, 'made', clock_timestamp() - %s::interval)"
    for code, since in [("", "1 day"), (old, "1 day"), (new, "0")]:
        conn.execute(recorded, [code, since])
    assert "fct_measure" in looked()
    assert "fct_measure" not in looked(), "it passed on just that"
    conn.execute("update ops.built_part set built_at = clock_timestamp() where key = %s", [old])
    conn.execute("update ops.built set fingerprint = 'another' where unique_id = 'suite.fct_measure'")
    with pytest.raises(MartsPromiseBroken, match="nowhere"):
        looked()
