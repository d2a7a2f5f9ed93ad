"""Reasons of perimeters in French."""

import re

import numpy as np
import pytest
from shapely.geometry import Point, box

from centres import reasons, recipe
from centres.parameters import Parameters
from centres.recipe import Site

ENGLISH = re.compile(r"\b(the|no|of|instead|town|drawing|known|not)\b")
NOWHERE = np.empty((0, 2))
CROWD = np.tile([[5_000.0, 5_000.0]], (40, 1))


@pytest.mark.parametrize(
    "site",
    [
        Site(NOWHERE, (0.0, 0.0), box(-1e4, -1e4, 1e4, 1e4), 10_000),
        Site(NOWHERE, (0.0, 0.0), None, 10_000),
        Site(NOWHERE, None, box(-1e4, -1e4, 1e4, 1e4), 10_000),
        Site(NOWHERE, (9e4, 0.0), box(-1e4, -1e4, 1e4, 1e4), 10_000),
        Site(CROWD, (0.0, 0.0), box(-1e4, -1e4, 1e4, 1e4), 10_000),
        Site(CROWD, None, box(-1e4, -1e4, 1e4, 1e4), 10_000),
        Site(CROWD[:3], None, None, 10_000),
        Site(CROWD, (5_000.0, 5_000.0), Point(1e6, 1e6).buffer(10), 10_000),
    ],
)
def test_whatever_the_recipe_says_is_told_in_french(site):
    shape = recipe.draw(site, Parameters())
    told = reasons.in_french(f"first drawing; {shape.why}" if shape.why else "redrawn on request")
    assert not ENGLISH.search(told), told
    assert "  " not in told


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("first drawing", "premier tracé"),
        ("user's polygon given: a.geojson", "polygone fourni par un utilisateur : a.geojson"),
        (
            "first drawing; no cluster of 12 storefronts within 1200 m of the town hall: disc",
            "premier tracé ; aucun groupe de 12 points de vente à moins de 1200 m de la mairie : disque",
        ),
        ("demande du conseil municipal", "demande du conseil municipal"),
    ],
)
def test_a_reason_is_told_phrase_by_phrase(reason, told):
    assert reasons.in_french(reason) == told
