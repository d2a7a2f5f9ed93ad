"""Lives of establishments: where, what, born when, closed when, perhaps open again.

Days are integers since 1970-01-01; NEVER stands for an event that does not happen.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date

import numpy as np
from numpy.typing import NDArray

from sample.sirene.activities import activities
from sample.sirene.identifiers import LA_POSTE, WHOLE, Range, nics, sirens
from sample.sirene.places import PEOPLE_PER_OTHER, Floats, Places
from sample.sirene.sites import Sites, draw_sites
from sample.world import Density

Ints = NDArray[np.int64]

# Share of establishments that belong to the legal unit before them.
JOINED = 0.2
NEVER = np.iinfo(np.int64).max // 2
EPOCH = date(1970, 1, 1)
FIRST_YEAR = 1975
# Short and long lives, in years, and how often each: about 6.5 % of a stock closes in a year.
SHARES, MEAN_LIVES = (0.3, 0.7), (3.5, 20.0)
# Births of the first years stand for the stock already there in 1975.
OPENING_YEARS, OPENING_FACTOR = 5, 4.0
YEAR_FACTORS = {2009: 1.12, 2010: 1.1, 2020: 0.88, 2021: 1.06, 2022: 1.04, 2023: 1.03}
DENSITY_YEAR = 2023
POST_OFFICE_PEOPLE = 2_500


def day(year: int, month: int = 1, of_month: int = 1) -> int:
    return (date(year, month, of_month) - EPOCH).days


@dataclass
class Units:
    """Parallel arrays, one entry per establishment, all of one length.

    `previous`: SIRET of the establishment that it follows, or 0; `seat_moved`: it took the head office over;
    `steady`: it carries on the same business (continuite economique).
    """

    place: Ints
    activity: NDArray[np.int16]
    siren: Ints
    nic: Ints
    head: NDArray[np.bool_]
    birth: Ints
    closure: Ints
    reopening: Ints
    last_closure: Ints
    previous: Ints
    seat_moved: NDArray[np.bool_]
    steady: NDArray[np.bool_]
    sites: Sites

    def __len__(self) -> int:
        return len(self.place)

    @property
    def siret(self) -> Ints:
        return self.siren * 100_000 + self.nic

    def take(self, order: Ints) -> Units:
        arrays = {f.name: getattr(self, f.name) for f in fields(self) if f.name != "sites"}
        return Units(**{name: values[order] for name, values in arrays.items()}, sites=self.sites.take(order))


@dataclass(frozen=True)
class Births:
    """Weight of each birth year (columns, from FIRST_YEAR) in each place (rows)."""

    weight: Floats

    @staticmethod
    def of(where: Places, end: int) -> Births:
        years = np.arange(FIRST_YEAR, 1970 + int(end / 365.25) + 1)
        base = np.array([YEAR_FACTORS.get(int(y), 1.0) for y in years])
        base[:OPENING_YEARS] *= OPENING_FACTOR
        base[-1] *= (end - day(int(years[-1]))) / 365
        return Births(base * np.exp(np.outer(where.trend, years - DENSITY_YEAR)))

    def active_share(self, hazard: Floats) -> Floats:
        """Share of all establishments ever born that are active at the end of DENSITY_YEAR."""
        age = DENSITY_YEAR + 0.5 - np.arange(FIRST_YEAR, FIRST_YEAR + self.weight.shape[1])
        alive = sum(
            share * np.exp(-np.outer(hazard, np.maximum(age, 0)) / life)
            for share, life in zip(SHARES, MEAN_LIVES, strict=True)
        ) * (age >= 0)
        return (self.weight * alive).sum(axis=1) / self.weight.sum(axis=1)

    def draw(self, random: np.random.Generator, place: Ints, end: int) -> Ints:
        """A day of birth for each establishment."""
        cumulated = self.weight.cumsum(axis=1) / self.weight.sum(axis=1, keepdims=True)
        width = cumulated.shape[1]
        ladder = (cumulated + np.arange(len(cumulated))[:, None]).ravel()
        year = np.searchsorted(ladder, place + random.random(len(place))) - place * width
        year = FIRST_YEAR + np.clip(year, 0, width - 1)
        starts = (
            (np.arange(FIRST_YEAR, FIRST_YEAR + width + 1) - 1970)
            .astype("M8[Y]")
            .astype("M8[D]")
            .astype(np.int64)
        )
        index = year - FIRST_YEAR
        length = np.minimum(starts[index + 1], end + 1) - starts[index]
        return starts[index] + (random.random(len(place)) * length).astype(np.int64)


def counts(
    random: np.random.Generator, where: Places, births: Births, scale: float, density: Density
) -> tuple[Ints, Ints]:
    """Storefronts and other establishments to draw in each place."""
    active = where.people * where.density / 1000
    storefronts = random.poisson(scale * density.shops * active / births.active_share(where.hazard))
    return storefronts, random.poisson(scale * density.others * where.people / PEOPLE_PER_OTHER)


def draw(random: np.random.Generator, where: Places, place: Ints, storefront: NDArray[np.bool_],
         births: Births, end: int, seed: int, first_siren: int = 0, within: Range = WHOLE,
         joined: float = JOINED) -> Units:  # fmt: skip
    """Lives of establishments at `place`, of legal units numbered from `first_siren`; no site yet."""
    birth = births.draw(random, place, end)
    closure = birth + lives(random, where.hazard[place])
    reopening = np.where(
        random.random(len(place)) < 0.04, closure + random.integers(180, 900, len(place)), NEVER
    )
    last = np.where(
        random.random(len(place)) < 0.5, reopening + random.integers(200, 3_000, len(place)), NEVER
    )
    unit, rank = legal_units(random, len(place), joined)
    siren = sirens(first_siren, int(unit[-1]) + 1, seed, within)[unit]
    return Units(
        place.copy(), activities().draw(random, storefront), siren, nics(siren, rank), rank == 1, birth,
        *(np.where(event <= end, event, NEVER) for event in (closure, reopening, last)),
        *alone(len(place)), sites=draw_sites(random, where, place[:0], shops=True),
    )  # fmt: skip


def alone(number: int) -> tuple[Ints, NDArray[np.bool_], NDArray[np.bool_]]:
    """`previous`, `seat_moved` and `steady` of units that follow no other."""
    return np.zeros(number, dtype=np.int64), np.zeros(number, dtype=bool), np.zeros(number, dtype=bool)


def lives(random: np.random.Generator, hazard: Floats) -> Ints:
    """Days from birth to closure, at least a month."""
    mean = np.where(random.random(len(hazard)) < SHARES[0], *MEAN_LIVES) / hazard
    return 30 + (random.standard_exponential(len(hazard)) * mean * 365.25).astype(np.int64)


def legal_units(random: np.random.Generator, number: int, joined: float) -> tuple[Ints, Ints]:
    """Legal unit of each establishment, and its rank in it: that share belong to the legal unit before them."""
    new = random.random(number) >= joined
    new[:1] = True
    unit = np.cumsum(new) - 1
    rank = np.arange(number) - np.flatnonzero(new)[unit] + 1
    return unit, rank


def post_offices(random: np.random.Generator, where: Places) -> Units:
    """La Poste, whose SIRET have a rule of their own: one office in each larger place."""
    place = np.flatnonzero(where.people >= POST_OFFICE_PEOPLE)
    number = len(place)
    siren, rank = np.full(number, LA_POSTE), np.arange(1, number + 1)
    never = np.full(number, NEVER)
    return Units(
        place, np.full(number, activities().la_poste, dtype=np.int16), siren, nics(siren, rank), rank == 1,
        np.full(number, day(1991)), never, never, never, *alone(number), draw_sites(random, where, place, shops=True),
    )  # fmt: skip


def join(*parts: Units) -> Units:
    """All establishments together, in order of SIRET."""
    names = [f.name for f in fields(Units) if f.name != "sites"]
    sites = Sites(*(np.concatenate(columns) for columns in zip(*(p.sites for p in parts), strict=True)))
    whole = Units(**{n: np.concatenate([getattr(p, n) for p in parts]) for n in names}, sites=sites)
    return whole.take(np.lexsort((whole.nic, whole.siren)))
