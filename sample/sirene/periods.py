"""Periods of establishments: every change of state, activity, employer or sign starts a new one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sample.sirene.activities import activities
from sample.sirene.units import NEVER, Ints, Units, day

UNCHANGED = -1
CLOSED, OPEN = 0, 1
# Employer: the words are in tables.py; 2 is a blank.
EMPLOYER, NOT_EMPLOYER, UNKNOWN = 0, 1, 2
NO_SIGN = 0
SIGNS = 160
NAF_REV1, NAF_REV2 = day(2003), day(2008)


@dataclass
class Periods:
    """Parallel arrays, one entry per period, in order of unit and date.

    `first`: first period of its unit; `last`: current one; `end`: eve of the next period's start.
    """

    unit: Ints
    start: Ints
    end: Ints
    first: NDArray[np.bool_]
    last: NDArray[np.bool_]
    state: Ints
    activity: Ints
    employer: Ints
    sign: Ints

    def __len__(self) -> int:
        return len(self.unit)


class Events:
    """Changes gathered kind by kind, then laid in order."""

    NAMES = ("state", "activity", "employer", "sign")

    def __init__(self) -> None:
        self.unit: list[Ints] = []
        self.day: list[Ints] = []
        self.changes: dict[str, list[Ints]] = {name: [] for name in self.NAMES}

    def add(self, unit: Ints, when: Ints, **changes: Ints | int) -> None:
        self.unit.append(unit)
        self.day.append(when)
        for name in self.NAMES:
            self.changes[name].append(np.broadcast_to(changes.get(name, UNCHANGED), unit.shape))

    def periods(self) -> Periods:
        """One period per unit and day with an event; what an event leaves alone is carried over."""
        unit, start = np.concatenate(self.unit), np.concatenate(self.day)
        order = np.lexsort((start, unit))
        unit, start = unit[order], start[order]
        carried = {name: carry(np.concatenate(self.changes[name])[order]) for name in self.NAMES}
        kept = np.append((unit[1:] != unit[:-1]) | (start[1:] != start[:-1]), True)
        unit, start = unit[kept], start[kept]
        last = np.append(unit[1:] != unit[:-1], True)
        first = np.append(True, last[:-1])
        end = np.where(last, NEVER, np.append(start[1:], 0) - 1)
        return Periods(unit, start, end, first, last, **{name: carried[name][kept] for name in self.NAMES})


def carry(values: Ints) -> Ints:
    """Fill UNCHANGED with the value before it; every unit's first event sets everything."""
    last = np.where(values == UNCHANGED, 0, np.arange(len(values)))
    return values[np.maximum.accumulate(last)]


def periods(random: np.random.Generator, units: Units, end: int) -> Periods:
    """Periods of `units` up to the day `end`."""
    everyone = np.arange(len(units))
    activity = units.activity.astype(np.int64)
    shop = np.isin(activity, activities().storefront)
    events = Events()
    events.add(everyone, units.birth, state=OPEN, activity=activity, sign=NO_SIGN,
               employer=first_employer(random, shop))  # fmt: skip
    for when, state in (
        (units.closure, CLOSED),
        (units.reopening, OPEN),
        (units.last_closure, CLOSED),
    ):
        happened = np.flatnonzero(when < NEVER)
        events.add(happened, when[happened], state=state)
    recodings(random, units, events)
    until = np.minimum(units.closure, end)
    for share, change in ((0.07, new_activity), (0.12, new_employer), (0.3, new_sign)):
        chosen = np.flatnonzero((random.random(len(units)) < share) & (until - units.birth > 400))
        start = units.birth[chosen] + 180
        when = start + (random.random(len(chosen)) * (until[chosen] - start - 30)).astype(np.int64)
        if change is new_sign:
            chosen, when = chosen[shop[chosen]], when[shop[chosen]]
        events.add(chosen, when, **change(random, shop[chosen]))
    return events.periods()


def first_employer(random: np.random.Generator, shop: NDArray[np.bool_]) -> Ints:
    sign = np.where(random.random(len(shop)) < np.where(shop, 0.5, 0.3), EMPLOYER, NOT_EMPLOYER)
    return np.where(random.random(len(shop)) < 0.18, UNKNOWN, sign)


def new_employer(random: np.random.Generator, shop: NDArray[np.bool_]) -> dict[str, Ints]:
    return {"employer": random.integers(EMPLOYER, NOT_EMPLOYER + 1, len(shop))}


def new_activity(random: np.random.Generator, shop: NDArray[np.bool_]) -> dict[str, Ints]:
    """Four changes in five stay among shops, or among the rest."""
    crossing = random.random(len(shop)) < 0.2
    return {"activity": activities().draw(random, shop ^ crossing).astype(np.int64)}


def new_sign(random: np.random.Generator, shop: NDArray[np.bool_]) -> dict[str, Ints]:
    return {"sign": random.integers(1, SIGNS, len(shop))}


def recodings(random: np.random.Generator, units: Units, events: Events) -> None:
    """Changes of nomenclature: all those open in 2008, a part of those open in 2003."""
    for when, share in ((NAF_REV1, 0.4), (NAF_REV2, 1.0)):
        open_then = (units.birth < when) & (units.closure > when) | (units.reopening < when) & (
            units.last_closure > when
        )
        chosen = np.flatnonzero(open_then & (random.random(len(units)) < share))
        events.add(chosen, np.full(len(chosen), when))
