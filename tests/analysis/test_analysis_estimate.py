"""The estimator on panels whose effect is known."""

import numpy as np
import pandas as pd
import pytest

from analysis.errors import AnalysisError
from analysis.estimate import BASE, Estimate, estimate
from tests.analysis.made import YEARS, towns

SEEDS = range(1, 9)


def plain(rows: pd.DataFrame, cohort: int, year: int) -> float:
    """Effect of a cohort in a year by four means, without any regression."""
    wide = rows.pivot(index="town", columns="year", values="value")
    change = wide[year] - wide[cohort + BASE]
    entered = rows.drop_duplicates("town").set_index("town").cohort
    return float(change[entered == cohort].mean() - change[entered.isna()].mean())


def covers(found: Estimate, truth: float) -> bool:
    return found.low <= truth <= found.high


def test_a_known_effect_is_found_year_by_year():
    found = estimate(towns(effect=3))
    # 20 towns of 2021 gain 6 in 4 years each, 40 of 2018 gain 3 in 7.
    assert covers(found, (20 * 4 * 6 + 40 * 7 * 3) / (20 * 4 + 40 * 7))
    assert found.low > 3
    points = {point.years: point for point in found.points}
    assert points[2].low < (40 * 3 + 20 * 6) / 60 < points[2].high
    assert abs(points[6].effect - 3) < 0.5
    assert (points[2].towns, points[6].towns, points[-8].towns) == (60, 40, 20)
    assert (points[BASE].effect, points[BASE].low, points[BASE].high) == (0, 0, 0)
    assert (found.treated, found.controls, found.clusters, found.years) == (60, 90, 75, (2012, 2024))


def test_each_effect_is_a_difference_of_differences():
    rows = towns(effect=3, late=0)
    found = {point.years: point.effect for point in estimate(rows).points}
    for year in YEARS:
        assert found[year - 2018] == pytest.approx(plain(rows, 2018, year), abs=1e-9)


def test_cohorts_are_averaged_by_their_towns():
    rows = towns(effect=3)
    found = {point.years: point.effect for point in estimate(rows).points}
    by_hand = (40 * plain(rows, 2018, 2020) + 20 * plain(rows, 2021, 2023)) / 60
    assert found[2] == pytest.approx(by_hand, abs=1e-9)


def test_effects_that_differ_do_not_spoil_one_another():
    """Where two-way fixed effects would take towns of 2018 as controls of those of 2021."""
    rows = towns(effect=3)
    rows["value"] += (rows.cohort == 2018) * (rows.year >= 2018) * 4.0 * (rows.year - 2017)
    cohort = rows[rows.cohort.isna() | (rows.cohort == 2021)]
    alone = {point.years: point.effect for point in estimate(cohort).points}
    assert alone[3] == pytest.approx(plain(rows, 2021, 2024), abs=1e-9)
    together = {point.years: point.effect for point in estimate(rows).points}
    by_hand = (40 * plain(rows, 2018, 2021) + 20 * plain(rows, 2021, 2024)) / 60
    assert together[3] == pytest.approx(by_hand, abs=1e-9)


def test_no_effect_is_covered_by_zero():
    found = [estimate(towns(seed=seed)) for seed in SEEDS]
    assert sum(covers(one, 0) for one in found) >= len(found) - 1
    assert all(abs(one.effect) < 0.3 for one in found)
    assert sum(one.pretrend_p > 0.05 for one in found) >= len(found) - 2


def test_a_trend_before_entry_is_detected():
    assert max(estimate(towns(drift=0.3, seed=seed)).pretrend_p for seed in SEEDS) < 0.01


def test_errors_are_those_of_clusters():
    """Towns in one EPCI move together: copying each town in its EPCI must not make the interval narrower."""
    rows = towns(effect=3, late=0)
    copy = rows.assign(town="x" + rows.town)
    once, twice = estimate(rows), estimate(pd.concat([rows, copy]))
    assert twice.effect == pytest.approx(once.effect, abs=1e-9)
    assert twice.error == pytest.approx(once.error, rel=0.03)


def test_weights_of_controls_count():
    rows = towns(late=0)
    far = rows.cohort.isna() & (rows.town > "00100")
    rows["value"] += far * 0.5 * (rows.year - 2012)
    kept = estimate(rows[~far])
    light = estimate(rows.assign(weight=np.where(far, 1e-9, 1.0)))
    assert light.effect == pytest.approx(kept.effect, abs=1e-4)
    assert estimate(rows).effect < kept.effect - 0.3


def test_holes_are_no_effect():
    rows = towns(effect=3, late=0).sample(frac=0.9, random_state=3)
    assert covers(estimate(rows), 3)


def test_towns_without_a_year_before_or_after_are_left_out():
    rows = towns(effect=3)
    rows = rows[(rows.cohort != 2021) | (rows.year >= 2021)]
    found = estimate(rows)
    assert found.treated == 40
    assert covers(found, 3)


def test_without_years_before_the_base_nothing_is_said_of_trends():
    rows = towns(late=0)
    assert estimate(rows[rows.year >= 2017]).pretrend_p is None


@pytest.mark.parametrize("keep", ["treated", "controls", "clusters"])
def test_too_few_towns_are_refused(keep):
    rows = towns()
    rows = {
        "treated": rows[rows.cohort.isna() | (rows.town < "00004")],
        "controls": rows[rows.cohort.notna()],
        "clusters": rows.assign(epci="E1"),
    }[keep]
    with pytest.raises(AnalysisError, match="trop peu de villes pour estimer"):
        estimate(rows)
