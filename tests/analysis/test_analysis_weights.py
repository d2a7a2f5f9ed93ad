"""Weights of controls."""

import numpy as np
import pytest

from analysis import did
from analysis.errors import AnalysisError
from analysis.panel import prepare
from analysis.weights import balanced
from tests.analysis.made import towns


def test_balanced_controls_have_the_means_of_the_treated_before():
    rows = towns(drift=0.05)
    rows["value"] += rows.cohort.notna() * 10.0
    weight = balanced(rows)
    wide = rows.pivot(index="town", columns="year", values="value")
    treated = rows.drop_duplicates("town").set_index("town").cohort.notna()
    assert (weight[treated] == 1).all()
    assert weight[~treated].sum() == pytest.approx(treated.sum())
    for trait in (wide[2017], wide[2017] - wide[2012]):
        mean = np.average(trait[~treated], weights=weight[~treated])
        assert mean == pytest.approx(trait[treated].mean(), abs=0.02 * trait.std())
    assert abs(wide[2017][~treated].mean() - wide[2017][treated].mean()) > 5, "they differed"


def test_controls_that_cannot_resemble_are_refused():
    rows = towns()
    rows["value"] += rows.cohort.notna() * 1000.0
    with pytest.raises(AnalysisError, match="cannot be made to resemble"):
        balanced(rows)


def test_balancing_needs_years_before():
    rows = towns()
    with pytest.raises(AnalysisError, match="no two years before"):
        balanced(rows[rows.year >= 2017])


def test_peers_weigh_as_often_as_they_are_chosen():
    read = prepare(towns(), "X", "all", "Essai", "points")
    weighed = did.weigh(read, "peers", {"00100": 3.0, "00101": 1.0})
    weights = weighed.rows.drop_duplicates("town").set_index("town").weight
    assert (weights["00100"], weights["00101"], weights["00001"]) == (3, 1, 1)
    assert len(weights) == 60 + 2
    assert weighed.left_out == {"villes sans contrepartie pour l'appariement": 88}
