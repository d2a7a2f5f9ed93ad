"""Jobs and stocks by commune, activity and year, counted from the simulated establishments."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sample.sirene.activities import activities
from sample.sirene.periods import EMPLOYER, OPEN
from sample.sirene.units import day
from sample.sirene.writing import Establishments, establishments
from sample.world import World

Counts = NDArray[np.integer]

YEARS = range(2006, 2026)
# Private employees for an inhabitant, all of the demo together.
JOBS_PER_PERSON = 0.25
# Mean size of an employer, before calibration: shops, industry, others.
SHOP_SIZE, INDUSTRY_SIZE, OTHER_SIZE = 5.0, 45.0, 14.0
# Yearly growth of the size of employers; the crises of 2009 and 2020, and the recovery.
GROWTH = {2009: -0.017, 2010: 0.0, 2012: -0.003, 2013: -0.005, 2020: -0.014, 2021: 0.028, 2024: -0.001,
          2025: -0.003}  # fmt: skip
PUBLIC_NAF = {"84.11Z"}
# Not in the general scheme's figures: farms and public bodies.
OUTSIDE_URSSAF = {"01.11Z", "01.21Z", *PUBLIC_NAF}


@dataclass(frozen=True)
class Employment:
    """Arrays of places (rows), activities (columns) and `YEARS` (depth), at 31 December.

    `employers`: establishments with an employee; `jobs`: their employees.
    """

    employers: Counts
    jobs: Counts
    active: Counts
    births: Counts


def employment(world: World) -> Employment:
    return world.once("employment", lambda w: _employment(w, establishments(w)))


def _employment(world: World, drawn: Establishments) -> Employment:
    random = world.random("employment")
    size = sizes(random, drawn, world)
    shape = len(drawn.where.code), len(activities().naf)
    drift = np.cumsum(random.normal(0, 0.012, (shape[0], len(YEARS))), axis=1)
    layers: list[list[Counts]] = []
    for depth, year in enumerate(YEARS):
        growth = np.prod([1 + GROWTH.get(y, 0.004) for y in range(2017, year + 1)])
        there = open_at(drawn, day(year, 12, 31))
        employing = there & (drawn.spans.employer == EMPLOYER)
        scaled = size * growth * np.exp(drift[drawn.units.place, depth])
        employers = cells(drawn, employing, shape)
        jobs = cells(drawn, employing, shape, scaled)
        layers.append([employers, np.maximum(jobs, employers), cells(drawn, there, shape),
                       births(drawn, year, shape)])  # fmt: skip
    return Employment(*(np.stack(arrays, axis=2) for arrays in zip(*layers, strict=True)))


def sizes(random: np.random.Generator, drawn: Establishments, world: World) -> NDArray[np.float64]:
    """Employees of each unit when it employs, such that their sum is plausible for the population."""
    codes = activities().naf
    shop = np.isin(np.arange(len(codes)), activities().storefront)
    industry = np.array([5 <= int(c[:2]) <= 39 for c in codes])
    mean = np.where(shop, SHOP_SIZE, np.where(industry, INDUSTRY_SIZE, OTHER_SIZE))
    units = drawn.units
    size = mean[units.activity] * random.lognormal(-0.6, 1.1, len(units))
    spans = drawn.spans
    now = open_at(drawn, day(2016, 12, 31)) & (spans.employer == EMPLOYER)
    wanted = JOBS_PER_PERSON * drawn.where.people.sum() * world.scale
    return size * wanted / max(size[spans.unit[now]].sum(), 1)


def open_at(drawn: Establishments, moment: int) -> NDArray[np.bool_]:
    """Periods of open units that hold the day."""
    spans = drawn.spans
    return (spans.start <= moment) & (spans.end >= moment) & (spans.state == OPEN)


def cells(
    drawn: Establishments,
    chosen: NDArray[np.bool_],
    shape: tuple[int, int],
    weight: NDArray[np.float64] | None = None,
) -> Counts:
    """Units, or the sum of their weights, by place and activity."""
    spans = drawn.spans
    unit = spans.unit[chosen]
    key = drawn.units.place[unit] * shape[1] + spans.activity[chosen]
    counted = np.bincount(key, None if weight is None else weight[unit], minlength=shape[0] * shape[1])
    return counted.round().astype(np.int32).reshape(shape)


def births(drawn: Establishments, year: int, shape: tuple[int, int]) -> Counts:
    """Establishments born in the year, by place and first activity."""
    spans = drawn.spans
    chosen = spans.first & (spans.start >= day(year)) & (spans.start <= day(year, 12, 31))
    return cells(drawn, chosen, shape)
