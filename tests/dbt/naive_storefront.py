"""Flows the slow and plain way: one establishment, one day at a time, straight from the rules."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np

STOREFRONT, AGENCY, OTHER = "47.71Z", "68.31Z", "62.01Z"
SETS = {"storefronts": {STOREFRONT}, "proximity": {STOREFRONT, AGENCY}}
FLOWS = (
    "births",
    "reopenings",
    "activity_entries",
    "unknown_entries",
    "closures",
    "activity_exits",
    "unknown_exits",
)
# Periods that ended before the first year of the address history tell nothing; days are looked at from there on.
FIRST, LAST = date(2009, 12, 31), date(2025, 12, 31)
# A creation before the eve of the first measured year speaks of no birth within it.
EVE = date(2011, 12, 31)
UNKNOWN = date(1900, 1, 1)
NOWHERE = -1


@dataclass(frozen=True)
class Period:
    """A period as published; bounds are inclusive, null means open."""

    first: date | None
    last: date | None
    state: str | None
    naf: str | None
    nomenclature: str | None = "NAFRev2"

    @property
    def bounds(self) -> tuple[date, date]:
        """Inclusive bounds, open ones as far as dates go."""
        return self.first or date.min, self.last or date(9999, 12, 30)

    def is_in(self, activity_set: str) -> bool:
        """Activity of this period in a set, of which the tests use one or two codes."""
        return self.nomenclature == "NAFRev2" and self.naf in SETS[activity_set]


@dataclass(frozen=True)
class Shop:
    """An establishment and its periods."""

    siret: str
    commune: str
    created: date | None
    periods: tuple[Period, ...]

    @property
    def history(self) -> list[Period]:
        """Periods that matter, in order."""
        return sorted((p for p in self.periods if p.bounds[1] >= FIRST), key=lambda p: p.bounds)


def calendar(shop: Shop) -> np.ndarray:
    """Index in `history` of the open period that holds each day, NOWHERE when there is none; the earlier wins."""
    days = np.full((LAST - FIRST).days + 1, NOWHERE)
    for index, period in reversed(list(enumerate(shop.history))):
        begins, ends = max(period.bounds[0], shop.created or date.min, FIRST), min(period.bounds[1], LAST)
        if period.state == "A" and begins <= ends:
            days[(begins - FIRST).days : (ends - FIRST).days + 1] = index
    return days


def stock(shops: list[Shop], activity_set: str, years: range) -> Counter:
    """SIRET open in the set on 31 December, by (commune, year)."""
    found = Counter()
    for shop in shops:
        days, history = calendar(shop), shop.history
        for year in years:
            index = days[(date(year, 12, 31) - FIRST).days]
            if index != NOWHERE and history[index].is_in(activity_set):
                found[shop.commune, year] += 1
    return found


def flows(shops: list[Shop], activity_set: str) -> Counter:
    """What changed the set, by (commune, year, flow): of two closures in a year one counts, and no return between."""
    found = Counter()
    for shop in shops:
        own = Counter((day.year, flow) for day, flow in _turns(shop, activity_set) if day > EVE)
        for year in {year for year, flow in own if flow == "closures"}:
            again = own[year, "closures"] - 1
            own[year, "closures"] -= again
            own[year, "reopenings"] -= again
        found.update({(shop.commune, *key): number for key, number in own.items()})
    return found


def _turns(shop: Shop, activity_set: str) -> list[tuple[date, str]]:
    days, history = calendar(shop), shop.history
    changes = np.flatnonzero(np.diff(days)) + 1
    inside = [index != NOWHERE and history[index].is_in(activity_set) for index in range(len(history))]
    found = []
    for at in changes:
        before, now = int(days[at - 1]), int(days[at])
        was, is_now = before != NOWHERE and inside[before], now != NOWHERE and inside[now]
        if is_now and not was:
            flow = "activity_entries" if before != NOWHERE else _entry(shop, days, at)
        elif was and not is_now:
            flow = "activity_exits" if now != NOWHERE else _exit(history, before)
        else:
            continue
        found.append((date.fromordinal(FIRST.toordinal() + int(at)), flow))
    return found


def _entry(shop: Shop, days: np.ndarray, at: int) -> str:
    """A return follows a closed period; a birth is the first opening of an establishment of known creation."""
    now = int(days[at])
    if now and shop.history[now - 1].state == "F":
        return "reopenings"
    is_first = (days[:at] == NOWHERE).all()
    is_known = shop.created is not None and shop.created != UNKNOWN and shop.created >= EVE
    return "births" if is_first and is_known else "unknown_entries"


def _exit(history: list[Period], before: int) -> str:
    followers = [after for here, after in pairwise(history) if here is history[before]]
    return "closures" if followers and followers[0].state == "F" else "unknown_exits"
