"""What a first figure is worth: the triangle of revisions against a plain count over all that readers saw."""

import random

import pytest

from tests.warehouse.candidate import build_facts, record_parts, release
from warehouse import release as releasing

TRIANGLE = """
    SELECT release_id, releases_since, published, revised, withdrawn, status_changed,
        mean_revision, mean_absolute_revision, mean_relative_revision
    FROM quality.revision_triangle WHERE indicator_code = 'C01' AND period = %s AND zone = 'all' ORDER BY release_id
"""


def triangle(db, period: int) -> list[tuple]:
    return db.execute(TRIANGLE, [period]).fetchall()


def build_towns(db, year: int, values: dict[str, tuple[float | None, str]]) -> None:
    build_facts(db)
    for code, (value, status) in values.items():
        line = (
            "INSERT INTO marts_candidate.fct_indicator_value VALUES ('C01', 'commune', %s, 'all', %s, %s, %s)"
        )
        db.execute(line, [code, year, value, status])


def test_a_figure_s_age_and_distance_to_the_first_one(warehouse_settings, db):
    build_facts(db, ("C01", 2023, 100, "P"), ("C01", 2024, None, "O"))
    release(warehouse_settings, 1)
    build_facts(db, ("C01", 2023, 110, "A"), ("C01", 2024, 50, "P"))
    release(warehouse_settings, 2)
    build_facts(db, ("C01", 2023, 90, "A"), ("C01", 2024, 50, "P"))
    release(warehouse_settings, 3)
    assert triangle(db, 2023) == [
        (1, 0, 1, 0, 0, 0, 0, 0, 0),
        (2, 1, 1, 1, 0, 1, 10, 10, 10),
        (3, 2, 1, 1, 0, 1, -10, 10, 10),
    ]
    assert triangle(db, 2024) == [(2, 0, 1, 0, 0, 0, 0, 0, 0), (3, 1, 1, 0, 0, 0, 0, 0, 0)]
    told = "SELECT releases_since, years, mean_absolute_revision, share_revised FROM quality.revision_statistic ORDER BY 1"
    assert db.execute(told).fetchall() == [(0, 2, 0, 0), (1, 2, 5, 0.5), (2, 1, 10, 1)]


def test_what_stands_is_not_counted_again(warehouse_settings, db):
    for number in (1, 2):
        build_facts(db, ("C01", 2023, 100, "P"), ("C01", 2024, None, "O"), ("C02", 2023, number, "A"))
        release(warehouse_settings, number)
    # Fewer values than dbt's record of what became another tells: only what is read shows it.
    build_facts(db, ("C02", 2023, 3, "A"), ("C02", 2024, 3, "A"))
    record_parts(db, C01="1 day", C02="0")
    release(warehouse_settings, 3)
    assert [row[:4] for row in triangle(db, 2023)] == [(1, 0, 1, 0), (2, 1, 1, 0), (3, 2, 1, 0)]
    of_second = "SELECT period, published, revised FROM quality.revision_triangle WHERE indicator_code = 'C02' AND release_id = 3"
    assert sorted(db.execute(of_second).fetchall()) == [(2023, 1, 1), (2024, 1, 0)]


def test_what_goes_back_is_no_revision_any_more(warehouse_settings, db):
    for number, value in enumerate((100, 110, 100), 1):
        build_facts(db, ("C01", 2023, value, "A"))
        release(warehouse_settings, number)
    assert [row[3:8] for row in triangle(db, 2023)] == [(0, 0, 0, 0, 0), (1, 0, 0, 10, 10), (0, 0, 0, 0, 0)]


def test_a_rollback_is_no_age_and_is_undone(warehouse_settings, db):
    for number, value in enumerate((100, 110), 1):
        build_facts(db, ("C01", 2023, value, "A"))
        release(warehouse_settings, number)
    releasing.rollback(warehouse_settings)
    build_facts(db, ("C01", 2023, 120, "A"))
    release(warehouse_settings, 4)
    assert [(row[0], row[1], row[7]) for row in triangle(db, 2023)] == [(1, 0, 0), (2, 1, 10), (4, 2, 20)]


def test_withdrawn_and_suppressed_are_counted_apart(warehouse_settings, db):
    build_facts(db, ("C01", 2023, 0, "A"))
    release(warehouse_settings, 1)
    build_facts(db, ("C01", 2023, None, "Q"))
    release(warehouse_settings, 2)
    build_facts(db, ("C01", 2023, 5, "A"))
    release(warehouse_settings, 3)
    assert triangle(db, 2023) == [
        (1, 0, 1, 0, 0, 0, 0, 0, 0),
        (2, 1, 0, 0, 1, 0, None, None, None),
        (3, 2, 1, 1, 0, 0, 5, 5, None),
    ]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_sums_equal_a_plain_count_of_all_that_was_seen(warehouse_settings, db, seed):
    drawn, towns = random.Random(seed), [f"{number:05}" for number in range(12)]
    first: dict[str, tuple[float, str]] = {}
    for number in range(1, 7):
        seen = {town: drawn.choice([(10.0, "A"), (12.0, "P"), (7.0, "A"), (None, "Q")]) for town in towns}
        build_towns(db, 2023, seen)
        release(warehouse_settings, number)
        for town, (value, status) in seen.items():
            if value is not None:
                first.setdefault(town, (value, status))
        shown = {town: told for town, told in seen.items() if told[0] is not None}
        gaps = [value - first[town][0] for town, (value, _) in shown.items()]
        found = triangle(db, 2023)[-1]
        assert found[2:6] == (
            len(shown),
            sum(gap != 0 for gap in gaps),
            len(first) - len(shown),
            sum(status != first[town][1] for town, (_, status) in shown.items()),
        )
        assert found[7] == pytest.approx(sum(map(abs, gaps)) / len(shown))


def test_readers_read_it(warehouse_settings, db):
    import psycopg

    build_facts(db, ("C01", 2023, 100, "A"))
    release(warehouse_settings, 1)
    with psycopg.connect(warehouse_settings.reader_url) as reader:
        assert reader.execute("SELECT count(*) FROM quality.revision_triangle").fetchone() == (1,)
        assert reader.execute("SELECT published FROM quality.revision_statistic").fetchone() == (1,)
