"""Where in its commune each establishment is: shops let and let again the same premises.

Zones: a town centre around the town hall, secondary centres, out-of-town retail, and the rest.
"""

from __future__ import annotations

from heapq import heappop, heappush
from typing import NamedTuple

import numpy as np

from sample.sirene.arrays import Bools, Ints
from sample.sirene.places import Floats, Places

CENTRE, SECONDARY, RETAIL_PARK, DIFFUSE = range(4)
SHOP_ZONES, VILLAGE_ZONES, OTHER_ZONES = (
    (0.3, 0.14, 0.17, 0.39),
    (0.6, 0.0, 0.0, 0.4),
    (0.12, 0.08, 0.12, 0.68),
)
# Where few shops are drawn, most stand in the centre.
HUDDLED_ZONES = (0.7, 0.06, 0.08, 0.16)
VILLAGE_PEOPLE = 2_000
# Direction of what lies off the centre, a radian for each place more; the retail park's own, and how far, in sides.
TURN, PARK_TURN, PARK_AWAY = 2.399963, 4.2, 0.38
# Premises for a hundred shops open in 2023: what is over stands empty.
PREMISES_PER_SHOP = 1.1
TAKEOVER_SHARE, TAKEOVER_DAYS = 0.4, 120
NOBODY = -1
# Streets (ranks in addresses.STREETS) where each zone mostly lies: first one, how many.
STREETS_OF_ZONE = ((0, 14), (14, 10), (36, 3), (4, 34))


class Sites(NamedTuple):
    """Parallel arrays: metres, zone, and ranks of street type, street name and house number."""

    x: Floats
    y: Floats
    zone: Ints
    kind: Ints
    street: Ints
    house: Ints

    def take(self, index: Ints) -> Sites:
        return Sites(*(values[index] for values in self))


def draw_sites(random: np.random.Generator, where: Places, place: Ints, shops: bool) -> Sites:
    """A site in each of the places."""
    zone = draw_zones(random, where, place, shops)
    x, y = points(random, where, place, zone)
    first, number = (np.array(column)[zone] for column in zip(*STREETS_OF_ZONE, strict=True))
    street = first + (random.random(len(place)) ** 1.3 * number).astype(np.int64)
    kind = (street * 7 + place) % 10
    # Ranks in addresses.STREET_TYPES: half of the streets are called rue.
    kind = np.where(kind < 5, 0, kind - 4)
    house = (random.random(len(place)) ** 2 * 159).astype(np.int64)
    return Sites(x, y, zone, kind, street, house)


def draw_zones(random: np.random.Generator, where: Places, place: Ints, shops: bool) -> Ints:
    village = where.people[place] < VILLAGE_PEOPLE
    dice = random.random(len(place))
    towns = OTHER_ZONES if not shops else SHOP_ZONES if where.huddle == 1 else HUDDLED_ZONES
    shares = np.where(village[:, None], VILLAGE_ZONES, towns)
    return (dice[:, None] > shares.cumsum(axis=1)[:, :3]).sum(axis=1)


def points(random: np.random.Generator, where: Places, place: Ints, zone: Ints) -> tuple[Floats, Floats]:
    """Points scattered around the middle of their zone, all within the commune."""
    side = where.side[place]
    people = np.sqrt(where.people[place])
    spread = np.choose(
        zone,
        [
            np.clip(people * 0.65, 60, 350) * where.huddle,
            np.full(len(place), 90.0),
            np.full(len(place), 130.0),
            np.clip(people * 6, 150, 1_200),
        ],
    )
    # Two secondary centres and one retail park, in directions of the commune's own.
    turn = place * TURN + np.where(zone == SECONDARY, random.integers(0, 2, len(place)) * 2.5, PARK_TURN)
    away = np.choose(zone, [0.0, 0.24, PARK_AWAY, 0.0]) * side
    shift = np.minimum(spread, side / 4) * random.normal(0, 1, (2, len(place)))
    limit = 0.49 * side
    x = where.middle_x[place] + np.clip(
        where.x[place] - where.middle_x[place] + away * np.cos(turn) + shift[0], -limit, limit
    )
    y = where.middle_y[place] + np.clip(
        where.y[place] - where.middle_y[place] + away * np.sin(turn) + shift[1], -limit, limit
    )
    return x.round(1), y.round(1)


def park_of(where: Places, place: Ints) -> tuple[Floats, Floats]:
    """Middle of the retail park of each place, around which `points` scatters it."""
    turn, away = place * TURN + PARK_TURN, PARK_AWAY * where.side[place]
    return where.x[place] + away * np.cos(turn), where.y[place] + away * np.sin(turn)


def lease(
    random: np.random.Generator, place: Ints, birth: Ints, gone: Ints, followed: Bools, premises: Ints
) -> tuple[Ints, Ints]:
    """Premises of each shop, numbered within its place, and the shop that it takes over (else NOBODY).

    A shop settles in a room that is empty, four times in ten in the one left last if that was lately and by a
    shop not `followed` elsewhere; where every room is let, a new one is built.
    """
    number, previous = np.zeros(len(place), dtype=np.int64), np.full(len(place), NOBODY)
    order = np.lexsort((birth, place))
    starts = np.flatnonzero(np.append(True, np.diff(place[order]) > 0)) if len(order) else []
    dice = random.random((2, len(place)))
    for shops in np.split(order, starts[1:]):
        if len(shops):
            let(shops.tolist(), birth, gone, followed, int(premises[place[shops[0]]]), dice, number, previous)
    return number, previous


def let(
    shops: list[int], birth: Ints, gone: Ints, followed: Bools, built: int,
    dice: Floats, number: Ints, previous: Ints,
) -> None:  # fmt: skip
    """Fill `number` and `previous` for the shops of one place, in order of birth."""
    empty: list[tuple[int, int, int]] = [(0, room, NOBODY) for room in range(built)]
    leaving: list[tuple[int, int, int]] = []
    for shop in shops:
        today = int(birth[shop])
        while leaving and leaving[0][0] <= today:
            empty.append(heappop(leaving))
        room = built
        if empty:
            since, _, last = empty[-1]
            recent = last != NOBODY and today - since <= TAKEOVER_DAYS and not followed[last]
            if recent and dice[0, shop] < TAKEOVER_SHARE:
                previous[shop] = last
            else:
                chosen = int(dice[1, shop] * len(empty))
                empty[chosen], empty[-1] = empty[-1], empty[chosen]
            room = empty.pop()[1]
        else:
            built += 1
        number[shop] = room
        heappush(leaving, (int(gone[shop]), room, shop))
