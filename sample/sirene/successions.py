"""Establishments that follow one another: moves of a legal unit, and shops taken over where they are."""

from __future__ import annotations

import numpy as np

from sample.sirene.arrays import Bools, Ints
from sample.sirene.places import Places
from sample.sirene.sites import NOBODY, PREMISES_PER_SHOP, Sites, draw_sites, lease
from sample.sirene.units import NEVER, Units

MOVE_SHARE, MOVE_DAYS = 0.75, (200, 6_000)
OTHER_COMMUNE, SAME_EPCI = 0.4, 0.75
NEW_TRADE_ON_MOVE, NEW_TRADE_ON_TAKEOVER = 0.25, 0.3


def settle(
    random: np.random.Generator, units: Units, where: Places, storefront: Bools, active_share: np.ndarray
) -> Units:
    """Units with their sites, their predecessors, and the dates and trades that go with them."""
    move(random, units, where)
    sites = draw_sites(random, where, units.place, shops=False)
    shops = np.flatnonzero(storefront)
    premises = np.bincount(units.place[shops], minlength=len(where.code)) * active_share * PREMISES_PER_SHOP
    gone = np.where(units.reopening < NEVER, units.last_closure, units.closure)
    kept = (units.reopening < NEVER) | np.isin(units.siret, units.previous)
    number, last = lease(
        random,
        units.place[shops],
        units.birth[shops],
        gone[shops],
        kept[shops],
        np.ceil(premises).astype(int),
    )
    rooms, index = np.unique(units.place[shops] * 1_000_000 + number, return_inverse=True)
    rooms_at = draw_sites(random, where, rooms // 1_000_000, shops=True).take(index)
    for values, theirs in zip(sites, rooms_at, strict=True):
        values[shops] = theirs
    units.sites = sites
    take_over(random, units, shops[last != NOBODY], shops[last[last != NOBODY]])
    return units


def move(random: np.random.Generator, units: Units, where: Places) -> None:
    """Some legal units leave one establishment for the next one they open, mostly in the same agglomeration."""
    order = np.lexsort((units.birth, units.siren))
    before, after = order[:-1], order[1:]
    gap = units.birth[after] - units.birth[before]
    low, high = MOVE_DAYS
    kept = (units.siren[before] == units.siren[after]) & (gap > low) & (gap < high)
    kept &= random.random(len(kept)) < MOVE_SHARE
    before, after = before[kept], after[kept]
    units.closure[before] = units.birth[after]
    units.reopening[before] = units.last_closure[before] = NEVER
    units.previous[after] = units.siret[before]
    pass_on_seat(units, before, after)
    same = (random.random(len(after)) >= NEW_TRADE_ON_MOVE) | units.seat_moved[after]
    # Moves follow one another: each pass carries the trade one step further.
    for _ in range(5):
        units.activity[after[same]] = units.activity[before[same]]
    units.steady[after] = same
    away = after[random.random(len(after)) < OTHER_COMMUNE]
    units.place[away] = elsewhere(random, where, units.place[away])


def pass_on_seat(units: Units, before: Ints, after: Ints) -> None:
    """The head office follows the move of the establishment that held it."""
    while (moving := units.head[before]).any():
        units.head[before[moving]] = False
        units.head[after[moving]] = True
        units.seat_moved[after[moving]] = True


def elsewhere(random: np.random.Generator, where: Places, place: Ints) -> Ints:
    """Another place for each, likelier where people are: three times in four of the same agglomeration."""
    order = np.argsort(where.group, kind="stable")
    people = where.people[order].cumsum()
    ends = people[np.flatnonzero(np.append(np.diff(where.group[order]) > 0, True))]
    begins = np.append(0, ends[:-1])
    group = where.group[place]
    near = random.random(len(place)) < SAME_EPCI
    low, high = np.where(near, begins[group], 0), np.where(near, ends[group], people[-1])
    drawn = low + random.random(len(place)) * (high - low)
    return order[np.searchsorted(people, drawn, side="right")]


def take_over(random: np.random.Generator, units: Units, after: Ints, before: Ints) -> None:
    """A new legal unit opens the day the last one closes, seven times in ten in the same trade."""
    free = units.previous[after] == 0
    after, before = after[free], before[free]
    units.closure[before] = units.birth[after]
    units.previous[after] = units.siret[before]
    same = random.random(len(after)) >= NEW_TRADE_ON_TAKEOVER
    for _ in range(5):
        units.activity[after[same]] = units.activity[before[same]]
    units.steady[after] = same


__all__ = ["Sites", "settle"]
