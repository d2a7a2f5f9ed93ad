"""What a release changes of the values that readers saw."""

import psycopg

from tests.warehouse.candidate import build, build_facts, record_parts, release, stand
from warehouse import release as releasing


def test_revisions(warehouse_settings, db):
    build_facts(
        db, ("C01", 2020, 5, "A"), ("C01", 2021, 6, "A"), ("C01", 2022, None, "O"), ("C01", 2023, 7, "P")
    )
    assert release(warehouse_settings).revisions == 0
    build_facts(
        db, ("C01", 2020, 5, "A"), ("C01", 2021, 8, "A"), ("C01", 2022, 9, "A"), ("C01", 2024, 1, "A")
    )
    made = release(warehouse_settings)
    assert made.revisions == 3
    with psycopg.connect(warehouse_settings.reader_url) as reader:
        found = reader.execute(
            "SELECT period, value_from, value_to, obs_status_from, obs_status_to FROM quality.revision"
            " WHERE release_id = %s ORDER BY period",
            [made.release_id],
        ).fetchall()
    assert found == [
        (2021, 6, 8, "A", "A"),
        (2022, None, 9, "O", "A"),
        (2023, 7, None, "P", None),
    ]


def test_revisions_tell_the_zone(warehouse_settings, db):
    build_facts(db, ("C01", 2020, 5, "A"), ("C01", 2020, 2, "A", "centre"), ("C01", 2020, 3, "A", "rest"))
    release(warehouse_settings)
    build_facts(db, ("C01", 2020, 5, "A"), ("C01", 2020, 4, "U", "centre"))
    assert release(warehouse_settings).revisions == 2
    found = db.execute("SELECT zone, value_from, value_to FROM quality.revision ORDER BY zone").fetchall()
    assert found == [("centre", 2, 4), ("rest", 3, None)]


def test_only_parts_that_changed_since_the_release_are_compared(warehouse_settings, db):
    build_facts(db, ("C01", 2020, 5, "A"), ("C02", 2020, 5, "A"), ("C03", 2020, 5, "A"))
    release(warehouse_settings)
    # Which rows are read shows where what dbt records is not true.
    build_facts(db, ("C01", 2020, 6, "A"), ("C02", 2020, 6, "A"))
    record_parts(db, C01="1 day", C02="0")
    made = release(warehouse_settings)
    compared = (
        "SELECT indicator_code, value_from, value_to FROM ops.revision WHERE release_id = %s ORDER BY 1"
    )
    assert db.execute(compared, [made.release_id]).fetchall() == [("C02", 5, 6), ("C03", 5, None)]
    assert releasing.rollback(warehouse_settings).revisions == 2, "of an earlier release no part is recorded"


def test_a_release_made_before_zones_is_compared_as_whole_communes(warehouse_settings, db):
    build_facts(db, ("C01", 2020, 5, "A"), ("C01", 2021, 6, "A"))
    db.execute("ALTER TABLE marts_candidate.fct_indicator_value DROP COLUMN zone")
    release(warehouse_settings)
    build_facts(db, ("C01", 2020, 5, "A"), ("C01", 2021, 7, "A"), ("C01", 2021, 1, "A", "centre"))
    assert release(warehouse_settings).revisions == 1
    assert releasing.rollback(warehouse_settings).revisions == 2, "and the other way round"
    found = db.execute(
        "SELECT zone, period, value_from, value_to FROM ops.revision ORDER BY release_id, zone"
    ).fetchall()
    assert found == [("all", 2021, 6, 7), ("all", 2021, 7, 6), ("centre", 2021, 1, None)]


def test_empty_and_missing_facts_release(warehouse_settings, db):
    build_facts(db)
    release(warehouse_settings)
    build_facts(db, ("C01", 2020, 5, "A"))
    release(warehouse_settings)
    build(db, 3)
    assert release(warehouse_settings).revisions == 0
    assert db.execute("SELECT to_regclass('marts.fct_indicator_value')").fetchone() == (None,)


def test_values_of_a_mart_that_stands_are_compared_with_those_made_anew(warehouse_settings, db):
    build_facts(db, ("C01", 2020, 5, "A"))
    release(warehouse_settings)
    build(db, 1)
    stand(db, "fct_indicator_value")
    release(warehouse_settings)
    build_facts(db, ("C01", 2020, 6, "A"))
    assert release(warehouse_settings).revisions == 1
    assert releasing.rollback(warehouse_settings).revisions == 1
