"""Where establishments are: communes (Lyon's districts in place of Lyon), how many shops, which trend."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sample.names import mail_name
from sample.world import LYON, World

Floats = NDArray[np.float64]

# Inhabitants per establishment ever seen, other than storefronts; storefronts come on top.
PEOPLE_PER_OTHER = 24
OVERSEAS_CENTRE = (700_000.0, 1_650_000.0)
MAINLAND_BOX = ((350_000.0, 1_000_000.0), (6_300_000.0, 7_000_000.0))


@dataclass(frozen=True)
class Places:
    """Parallel arrays, one entry per commune or district.

    `density`: active storefronts per 1000 inhabitants at the end of 2023; `trend`: yearly growth of
    births; `hazard`: closures relative to the average; `x`, `y`: Lambert metres, invented; `spread`: metres.
    """

    code: list[str]
    postcode: list[str]
    name: list[str]
    people: NDArray[np.int64]
    density: Floats
    trend: Floats
    hazard: Floats
    x: Floats
    y: Floats
    spread: Floats


def places(world: World) -> Places:
    """Every commune of the demo, with invented commercial profiles around what its size makes likely."""
    random = world.random("places")
    kept = [c for c in (*world.communes, *world.districts) if c.com != LYON]
    epci = {m.com: index for index, e in enumerate(world.reference.epci) for m in e.membres}
    group = np.array([epci[c.comparent if c.typecom == "ARM" else c.com] for c in kept])
    people = np.array([world.pmun[c.com] for c in kept])
    number, groups = len(kept), len(world.reference.epci)
    x, y = centres(random, group, groups, np.array([len(c.dep) == 3 for c in kept]))
    return Places(
        code=[c.com for c in kept],
        postcode=[c.code_postal for c in kept],
        name=[f"LYON {c.com[-1]}" if c.typecom == "ARM" else mail_name(c.nom) for c in kept],
        people=people,
        density=shop_density(people) * random.lognormal(0, 0.08, number),
        trend=random.normal(0, 0.007, groups)[group] + random.normal(0, 0.004, number),
        hazard=random.lognormal(0, 0.07, groups)[group] * random.lognormal(0, 0.05, number),
        x=x,
        y=y,
        spread=np.clip(np.sqrt(people) * 8, 150, 2_500),
    )


def shop_density(people: NDArray[np.int64]) -> Floats:
    """Storefronts per 1000 inhabitants: 3 to 5 in villages, about 12.5 in towns."""
    return 3.0 + 9.7 * (1 - np.exp(-people / 6_000))


def centres(
    random: np.random.Generator, group: NDArray[np.int64], groups: int, overseas: NDArray[np.bool_]
) -> tuple[Floats, Floats]:
    """Invented town-hall positions: agglomerations apart, their communes within 12 km."""
    coordinates = []
    for (low, high), far in zip(MAINLAND_BOX, OVERSEAS_CENTRE, strict=True):
        around = random.uniform(low, high, groups)[group] + random.uniform(-12_000, 12_000, len(group))
        coordinates.append(np.where(overseas, far + around % 40_000, around).round(1))
    return coordinates[0], coordinates[1]
