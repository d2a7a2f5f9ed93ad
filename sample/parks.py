"""Where commercial and activity zones lie in the simulated country: around the retail park of each larger commune."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sample.geopackage import rectangle
from sample.sirene.places import every_place
from sample.sirene.sites import park_of
from sample.world import World

LAMBERT_93 = 2154


class Park(NamedTuple):
    """A retail park: its commune (the whole of Lyon), how many people live there, its middle and projection."""

    com: str
    people: int
    epsg: int
    x: float
    y: float

    def around(self, half_width: float, half_height: float) -> list[tuple[float, float]]:
        """A rectangle around its middle, to the decimetre."""
        box = (self.x - half_width, self.y - half_height, self.x + half_width, self.y + half_height)
        return rectangle(*(round(side, 1) for side in box))


def parks(world: World, at_least: int) -> list[Park]:
    """Parks of the communes and districts with so many inhabitants."""
    where = every_place(world)
    chosen = np.flatnonzero(where.people >= at_least)
    x, y = park_of(where, chosen)
    codes = [where.code[place] for place in chosen]
    return [
        Park(
            world.city_of.get(code, code),
            int(where.people[place]),
            int(where.epsg[place]),
            px,
            py,
        )
        for code, place, px, py in zip(codes, chosen, x.tolist(), y.tolist(), strict=True)
    ]


def halls(world: World) -> dict[str, tuple[float, float]]:
    """Town halls of metropolitan communes, metres."""
    where = every_place(world)
    return {
        code: (x, y)
        for code, epsg, x, y in zip(where.code, where.epsg, where.x.tolist(), where.y.tolist(), strict=True)
        if epsg == LAMBERT_93
    }
