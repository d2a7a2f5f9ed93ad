"""Ages, enrolment, births and deaths in the census, from the history of each commune's population."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa

from sample.census import PERIODS, Floats
from sample.cubes import fold, long, stack
from sample.files import melodi_table, melodi_zip
from sample.population_history import YEARS, history
from sample.sirene.places import every_place
from sample.territories import Territory
from sample.world import World

AGES, ENROLMENT = "DS_RP_POPULATION_PRINC", "DS_RP_EDUCATION_PRINC"
AGE_GROUPS = ("Y_LT15", "Y15T24", "Y25T64", "Y65T79", "Y_GE80")
AGE_SHARES = np.array([[0.180, 0.118, 0.520, 0.115, 0.067],
                       [0.176, 0.116, 0.508, 0.131, 0.069],
                       [0.166, 0.116, 0.496, 0.150, 0.072]])  # fmt: skip
OLD = ("Y65T79", "Y_GE80")
# Of a hundred residents: those of 18 to 24, and of a hundred of these the enrolled.
YOUNG, ENROLLED = 0.081, 0.52
# Births and deaths for a thousand residents and year.
BIRTHS, DEATHS = 0.0108, 0.0094
# A weight of the census, such that values have decimals.
WEIGHT = 1.25
HEADER = ("GEO", "GEO_OBJECT", "SEX", "AGE", "RP_MEASURE", "FREQ", "OBS_STATUS", "TIME_PERIOD", "OBS_VALUE")
ENROLMENT_HEADER = (*HEADER[:4], "STUD", "STUD_AREA", *HEADER[4:])
METADATA = (
    ("AGE", "Âge", "Y65T79", "De 65 à 79 ans"),
    ("AGE", "Âge", "Y_GE80", "80 ans ou plus"),
    ("AGE", "Âge", "Y18T24", "De 18 à 24 ans"),
    ("STUD", "Scolarisation", "1", "Inscrits dans un établissement d'enseignement"),
    ("RP_MEASURE", "Mesure du recensement", "POP", "Population"),
)


def people(world: World, periods: Sequence[int] = PERIODS) -> Floats:
    """Residents by place of Sirene's order and period."""
    past = history(world.reference)
    codes = every_place(world).code
    return np.array(
        [[past[com][YEARS.index(y)] if com in past else world.pmun[com] for y in periods] for com in codes],
        dtype=float,
    )


def by_age(world: World) -> bytes:
    """The zip of residents by age: groups that add up to their total; of communes and districts."""
    random = world.random("census ages")
    residents = people(world)
    shares = AGE_SHARES * random.lognormal(0, 0.10, (len(residents), 1, len(AGE_GROUPS)))
    shares /= shares.sum(axis=2, keepdims=True)
    counted = np.rint(residents[:, :, None] * shares / WEIGHT).astype(np.int64)
    places, values = fold(world, every_place(world).code, counted)
    values = np.concatenate([values, values.sum(axis=2, keepdims=True)], axis=2) * WEIGHT
    axes = {"TIME_PERIOD": PERIODS, "AGE": (*AGE_GROUPS, "_T")}
    return _zip(AGES, HEADER, places, values, axes, {"SEX": "_T"})


def enrolled(world: World) -> bytes:
    """The zip of residents of 18 to 24, all and enrolled; of communes and districts."""
    random = world.random("census enrolment")
    young = people(world) * YOUNG * random.lognormal(0, 0.15, (len(people(world)), 1))
    share = np.clip(ENROLLED * random.lognormal(0, 0.25, young.shape), 0.05, 0.95)
    counted = np.rint(np.stack([young * share, young], axis=2) / WEIGHT).astype(np.int64)
    places, values = fold(world, every_place(world).code, counted)
    axes = {"TIME_PERIOD": PERIODS, "STUD": ("1", "_T")}
    fixed = {"SEX": "_T", "AGE": "Y18T24", "STUD_AREA": "_T"}
    return _zip(ENROLMENT, ENROLMENT_HEADER, places, values * WEIGHT, axes, fixed)


def born_and_dead(world: World, periods: Sequence[int]) -> tuple[list[Territory], Floats]:
    """Births and deaths since the period before, by place and period but the first."""
    random = world.random("census births and deaths")
    residents = people(world, periods)
    years = np.diff(np.array(periods))
    lived = (residents[:, 1:] + residents[:, :-1]) / 2 * years
    rates = np.array([BIRTHS, DEATHS]) * random.lognormal(0, 0.18, (len(residents), 1, 2))
    return fold(world, every_place(world).code, random.poisson(lived[:, :, None] * rates))


def _zip(
    name: str,
    header: Sequence[str],
    places: list[Territory],
    values: Floats,
    axes: Mapping[str, Sequence[object]],
    fixed: Mapping[str, str],
) -> bytes:
    parts: list[Mapping[str, pa.Array | str]] = []
    for kind in ("COM", "ARM"):
        rows = [rank for rank, place in enumerate(places) if place.typecom == kind]
        cut = long({"GEO": [places[rank].com for rank in rows], **axes}, values[rows], drop_zero=False)
        parts.append(cut | {"GEO_OBJECT": kind, "RP_MEASURE": "POP", "FREQ": "A", "OBS_STATUS": "A"} | fixed)
    return melodi_zip(f"{name}_2023", melodi_table(stack(header, parts)), METADATA)
