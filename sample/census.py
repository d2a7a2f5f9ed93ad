"""People of 15 to 64 in the census, from the history of each commune's population."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sample.cubes import fold
from sample.population_history import YEARS, history
from sample.sirene.places import every_place
from sample.territories import Territory
from sample.world import World

Floats = NDArray[np.float64]

PERIODS = (2012, 2017, 2023)
AGES = ("Y15T24", "Y25T54", "Y55T64")
AGE_SHARES = np.array([0.187, 0.605, 0.208])
# Of 100 people of each age: employed, unemployed, retired (31), students (33), others at home (35, 36).
STATES = ("1", "2", "31", "33", "35", "36")
STATE_SHARES = np.array([
    [0.33, 0.10, 0.0, 0.53, 0.01, 0.03],
    [0.80, 0.10, 0.005, 0.01, 0.03, 0.055],
    [0.53, 0.06, 0.28, 0.0, 0.04, 0.09],
])  # fmt: skip
WORKING_AGE = 0.61


def residents(world: World) -> tuple[list[Territory], Floats]:
    """People of 15 to 64 by place, period, age and state; weights, hence fractions, of four or so people."""
    return world.once("census residents", _residents)


def _residents(world: World) -> tuple[list[Territory], Floats]:
    random = world.random("census")
    codes = every_place(world).code
    past = history(world.reference)
    current = world.pmun
    people = np.array(
        [[past[com][YEARS.index(y)] if com in past else current[com] for y in PERIODS] for com in codes]
    )
    shares = STATE_SHARES * random.lognormal(0, 0.12, (len(codes), 1, *STATE_SHARES.shape))
    shares[..., 1] *= random.lognormal(0, 0.15, (len(codes), 1, 1))
    shares /= shares.sum(axis=3, keepdims=True)
    expected = people[:, :, None, None] * WORKING_AGE * AGE_SHARES[None, None, :, None] * shares
    quarters = random.poisson(expected / 3.5)
    places, values = fold(world, codes, quarters)
    return places, values * 3.5
