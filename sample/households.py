"""Households by kind at each census, from the history of each commune's population: one a main home."""

from __future__ import annotations

import numpy as np

from sample.census import PERIODS, Floats
from sample.cubes import fold, long, stack
from sample.files import melodi_table, melodi_zip
from sample.population_history import YEARS, history
from sample.sirene.places import every_place
from sample.territories import Territory
from sample.world import World

DATASET = "DS_RP_MENAGES_COMP"
HEADER = (
    "GEO",
    "GEO_OBJECT",
    "TPH",
    "PCS",
    "OCS",
    "RP_MEASURE",
    "FREQ",
    "OBS_STATUS",
    "TIME_PERIOD",
    "OBS_VALUE",
)
# One person, several without a family, a family; people in a household, fewer at each census.
KINDS, SHARES = ("11", "12", "2"), np.array([0.37, 0.03, 0.6])
SIZES = dict(zip(PERIODS, (2.27, 2.21, 2.15), strict=True))
METADATA = (
    ("TPH", "Type de ménage", "11", "Ménages d'une seule personne"),
    ("TPH", "Type de ménage", "12", "Autres ménages sans famille"),
    ("TPH", "Type de ménage", "2", "Ménages avec famille"),
    ("RP_MEASURE", "Mesure du recensement", "DWELLINGS", "Logements"),
)


def households(world: World) -> tuple[list[Territory], Floats]:
    """Households by place, period and kind; weights, hence fractions."""
    codes = every_place(world).code
    past, random = history(world.reference), world.random("households")
    people = [
        [past[com][YEARS.index(y)] if com in past else world.pmun[com] for y in PERIODS] for com in codes
    ]
    size = np.array(list(SIZES.values())) * random.lognormal(0, 0.012, (len(codes), len(PERIODS)))
    expected = (np.array(people) / size)[:, :, None] * SHARES
    places, quarters = fold(world, codes, random.poisson(expected / 3.5))
    return places, quarters * 3.5


def export(world: World) -> bytes:
    """Kinds apart and together, communes and districts."""
    places, values = households(world)
    values = np.concatenate([values, values.sum(axis=2, keepdims=True)], axis=2)
    parts = []
    for kind in ("COM", "ARM"):
        rows = [rank for rank, place in enumerate(places) if place.typecom == kind]
        axes = {"GEO": [places[r].com for r in rows], "TIME_PERIOD": PERIODS, "TPH": (*KINDS, "_T")}
        fixed = {
            "GEO_OBJECT": kind,
            "PCS": "_T",
            "OCS": "_T",
            "RP_MEASURE": "DWELLINGS",
            "FREQ": "A",
            "OBS_STATUS": "A",
        }
        parts.append(long(axes, values[rows], drop_zero=False) | fixed)
    return melodi_zip(f"{DATASET}_2023", melodi_table(stack(HEADER, parts)), METADATA)
