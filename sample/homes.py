"""Homes in the census by kind, from the history of each commune's population."""

from __future__ import annotations

from datetime import date

import numpy as np

from sample.census import Floats
from sample.cubes import MELODI, fold, long, stack
from sample.files import melodi_table, melodi_zip
from sample.people import born_and_dead
from sample.population_history import YEARS, history
from sample.sirene.places import every_place
from sample.territories import Territory
from sample.world import World

NAME, DAY = "DS_RP_SERIE_HISTORIQUE", date(2026, 6, 30)
URL = f"{MELODI}/{NAME}/{NAME}_2023_CSV_FR"
HEADER = ("GEO", "GEO_OBJECT", "FREQ", "RP_MEASURE", "OCS", "OBS_STATUS", "UNIT_MEASURE", "TIME_PERIOD",
          "OBS_VALUE")  # fmt: skip
METADATA = (
    ("OCS", "Catégorie de logement", "DW_MAIN", "Résidences principales"),
    ("OCS", "Catégorie de logement", "DW_SEC_DW_OCC", "Résidences secondaires et logements occasionnels"),
    ("OCS", "Catégorie de logement", "DW_VAC", "Logements vacants"),
    ("RP_MEASURE", "Mesure du recensement", "DWELLINGS", "Logements"),
    ("RP_MEASURE", "Mesure du recensement", "POP", "Population"),
)
# The real file begins in 1968; what is known of the population here begins in 2006.
PERIODS = (2007, 2012, 2017, 2023)
PEOPLE_A_HOME, SECOND, VACANT = (2.28, 2.23, 2.19, 2.13), 0.09, (0.071, 0.079, 0.084, 0.081)
# Weight of a questionnaire, such that values have decimals.
WEIGHT = 2.46875


def homes(world: World) -> tuple[list[Territory], Floats]:
    """Main, second and vacant homes, then people, by place and period of `PERIODS`; a place's shares last."""
    random, past = world.random("census homes"), history(world.reference)
    codes = every_place(world).code
    people = np.array(
        [[past[com][YEARS.index(y)] if com in past else world.pmun[com] for y in PERIODS] for com in codes]
    )
    lasting, passing = random.lognormal(0, 0.35, (2, len(codes), 1)), random.lognormal(0, 0.08, people.shape)
    main = people / np.array(PEOPLE_A_HOME)
    second, vacant = main * SECOND * lasting[0], main * np.array(VACANT) * lasting[1] * passing
    counted = np.rint(np.stack([main, second, vacant], axis=2) / WEIGHT) * WEIGHT
    return fold(world, codes, np.concatenate([counted, people[..., None]], axis=2))


def published(world: World) -> bytes:
    """The zip: homes of each kind and of all, people; of communes and districts."""
    places, values = homes(world)
    counted, people = values[..., :3], values[..., 3:]
    kinds = ("DW_MAIN", "DW_SEC_DW_OCC", "DW_VAC", "_T")
    whole = np.concatenate([counted, counted.sum(axis=2, keepdims=True)], axis=2)
    _, moved = born_and_dead(world, PERIODS)
    parts = []
    for kind in ("COM", "ARM"):
        rows = [rank for rank, place in enumerate(places) if place.typecom == kind]
        axes = {"GEO": [places[rank].com for rank in rows], "TIME_PERIOD": PERIODS}
        fixed = {"GEO_OBJECT": kind, "FREQ": "A", "OBS_STATUS": "A", "UNIT_MEASURE": "NR"}
        cut = long({**axes, "OCS": kinds}, whole[rows], drop_zero=False)
        parts.append(cut | fixed | {"RP_MEASURE": "DWELLINGS"})
        cut = long({**axes, "OCS": ("_T",)}, people[rows], drop_zero=False)
        parts.append(cut | fixed | {"RP_MEASURE": "POP"})
        for rank, measure in enumerate(("BRTH", "DEATH")):
            since = {**axes, "TIME_PERIOD": PERIODS[1:], "OCS": ("_T",)}
            cut = long(since, moved[rows][..., rank, None], drop_zero=False)
            parts.append(cut | fixed | {"RP_MEASURE": measure})
    return melodi_zip(f"{NAME}_2023", melodi_table(stack(HEADER, parts)), METADATA)
