"""Where establishments are: communes (districts in place of their city), how many shops, which trend."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sample.names import mail_name
from sample.reference import Commune
from sample.world import World

Floats = NDArray[np.float64]

# Inhabitants per establishment ever seen, other than storefronts; storefronts come on top.
PEOPLE_PER_OTHER = 24
# Metres between a town hall and the middle of its commune, at most.
OFF_CENTRE = 300


@dataclass(frozen=True)
class Places:
    """Parallel arrays, one entry per commune or district.

    `density`: active storefronts per 1000 inhabitants at the end of 2023; `trend`: yearly growth of
    births; `hazard`: closures relative to the average; `group`: agglomeration; `x`, `y`: town hall, `middle_x`,
    `middle_y` and `side`: the square around it, in metres of `epsg`; `huddle`: see `sample.world.Density`.
    """

    code: list[str]
    postcode: list[str]
    name: list[str]
    people: NDArray[np.int64]
    density: Floats
    trend: Floats
    hazard: Floats
    group: NDArray[np.int64]
    epsg: NDArray[np.int64]
    middle_x: Floats
    middle_y: Floats
    side: Floats
    x: Floats
    y: Floats
    huddle: float


def every_place(world: World) -> Places:
    """The places of all publishers, made once."""
    return world.once("places", places)


def places(world: World) -> Places:
    """Every commune of the demo, with invented commercial profiles around what its size makes likely."""
    random = world.random("places")
    kept = [c for c in (*world.communes, *world.districts) if c.com not in world.cities]
    epci = {m.com: index for index, e in enumerate(world.reference.groups) for m in e.membres}
    group = np.array([epci[c.comparent if c.typecom == "ARM" else c.com] for c in kept])
    people = np.array([world.pmun[c.com] for c in kept])
    number, groups = len(kept), len(world.reference.groups)
    squares = [world.squares[c.com] for c in kept]
    side = np.array([s.side for s in squares])
    middle = np.array([s.centre for s in squares])
    hall = middle + random.uniform(-1, 1, (number, 2)) * np.minimum(OFF_CENTRE, side / 8)[:, None]
    return Places(
        code=[c.com for c in kept],
        postcode=[c.code_postal for c in kept],
        name=[label(world, c) for c in kept],
        people=people,
        density=shop_density(people) * random.lognormal(0, 0.08, number),
        trend=random.normal(0, 0.007, groups)[group] + random.normal(0, 0.004, number),
        hazard=random.lognormal(0, 0.07, groups)[group] * random.lognormal(0, 0.05, number),
        group=group,
        epsg=np.array([s.epsg for s in squares]),
        middle_x=middle[:, 0],
        middle_y=middle[:, 1],
        side=side,
        x=hall[:, 0].round(1),
        y=hall[:, 1].round(1),
        huddle=world.density.huddle,
    )


def label(world: World, commune: Commune) -> str:
    """Name in capitals; a district has its city's, and its number."""
    if commune.typecom != "ARM":
        return mail_name(commune.nom)
    city = next(c for c in world.communes if c.com == commune.comparent)
    return f"{mail_name(city.nom)} {world.cities[city.com].index(commune.com) + 1}"


def shop_density(people: NDArray[np.int64]) -> Floats:
    """Storefronts per 1000 inhabitants: 3 to 5 in villages, about 12.5 in towns."""
    return 3.0 + 9.7 * (1 - np.exp(-people / 6_000))
