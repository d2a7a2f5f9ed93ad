"""Jobs and stocks by commune, activity and year, counted from the simulated establishments."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from sample.sirene.activities import activities
from sample.sirene.arrays import Ints
from sample.sirene.periods import EMPLOYER, OPEN
from sample.sirene.places import every_place
from sample.sirene.units import day
from sample.sirene.writing import Establishments, slices
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
    """Counts of the whole register; those who write it have counted on the way."""
    return world.once("employment", _employment)


def _employment(world: World) -> Employment:
    counter = Counter(world)
    for made in slices(world):
        counter.add(made)
    return counter.counted()


class Counter:
    """Counts slices as they pass, a year after the other: cells are many, and most of them empty."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.places, self.activities = len(every_place(world).code), len(activities().naf)
        # Sixteen bits are enough for one activity of the largest district of Paris.
        few = partial(np.zeros, (len(YEARS), self.places * self.activities), np.uint16)
        self.employers, self.active, self.births = few(), few(), few()
        self.jobs = np.zeros(self.employers.shape, np.int32)

    def add(self, drawn: Establishments) -> None:
        random = drawn.random("employment")
        size = sizes(random, drawn, self.world)
        drift = np.cumsum(random.normal(0, 0.012, (self.places, len(YEARS))), axis=1)
        for depth, year in enumerate(YEARS):
            growth = np.prod([1 + GROWTH.get(y, 0.004) for y in range(2017, year + 1)])
            there = open_at(drawn, day(year, 12, 31))
            employing = np.flatnonzero(there & (drawn.spans.employer == EMPLOYER))
            scaled = size * growth * np.exp(drift[drawn.units.place, depth])
            filled, inverse, number = np.unique(
                self.cells(drawn, employing), return_inverse=True, return_counts=True
            )
            summed = np.bincount(inverse, scaled[drawn.spans.unit[employing]], minlength=len(filled))
            self.employers[depth, filled] += number.astype(np.uint16)
            self.jobs[depth, filled] += np.maximum(summed.round().astype(np.int32), number.astype(np.int32))
            one = np.uint16(1)
            np.add.at(self.active[depth], self.cells(drawn, np.flatnonzero(there)), one)
            np.add.at(self.births[depth], self.cells(drawn, born(drawn, year)), one)

    def cells(self, drawn: Establishments, chosen: Ints) -> Ints:
        """Cell of each period, by place and activity."""
        return drawn.units.place[drawn.spans.unit[chosen]] * self.activities + drawn.spans.activity[chosen]

    def counted(self) -> Employment:
        shape = len(YEARS), self.places, self.activities
        layers = (self.employers, self.jobs, self.active, self.births)
        return Employment(*(np.moveaxis(layer.reshape(shape), 0, 2) for layer in layers))


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
    wanted = JOBS_PER_PERSON * drawn.where.people.sum() * world.scale / world.slices
    return size * wanted / max(size[spans.unit[now]].sum(), 1)


def open_at(drawn: Establishments, moment: int) -> NDArray[np.bool_]:
    """Periods of open units that hold the day."""
    spans = drawn.spans
    return (spans.start <= moment) & (spans.end >= moment) & (spans.state == OPEN)


def born(drawn: Establishments, year: int) -> Ints:
    """First periods of the establishments born in the year."""
    spans = drawn.spans
    return np.flatnonzero(spans.first & (spans.start >= day(year)) & (spans.start <= day(year, 12, 31)))
