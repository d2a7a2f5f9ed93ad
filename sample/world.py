"""What every simulated publisher is given to write from."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from math import ceil
from typing import Any, NamedTuple, TypeVar

import numpy as np

from sample.geography import Square, layout
from sample.reference import Commune, Reference, Whole

LYON = "69123"
Made = TypeVar("Made")
# A slice of the register is drawn at once: that share of the nation, so that it fits in memory.
LARGEST_SLICE = 1 / 128


class Density(NamedTuple):
    """How many establishments are drawn for one of the demo's: shops, and others.

    `joined`: share of establishments that belong to the legal unit before them; `huddle`: how far shops of a centre
    stand apart, 1 as in life.
    """

    shops: float = 1.0
    others: float = 1.0
    joined: float = 0.2
    huddle: float = 1.0


DEMO = Density()
# 44 million establishments of 30 million legal units, as in Sirene of 2026: most never were a shop.
NATION = Density(shops=1.5, others=13.7, joined=0.32)


@dataclass(frozen=True)
class World:
    """Real facts, and the three numbers that decide everything invented.

    `scale` multiplies the number of establishments; `today` is the day on which publishers are visited. The register
    is drawn in so many `slices`, each of the whole country.
    """

    seed: int = 20
    scale: float = 1.0
    today: date = date(2026, 10, 1)
    with_csv: bool = False
    reference: Reference = field(default_factory=Reference)
    slices: int = 1
    density: Density = DEMO
    kept: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def nation(cls, fraction: float = 1.0, seed: int = 20, today: date = date(2026, 10, 1)) -> World:
        """Every commune, and that fraction of the establishments of each.

        As few shops would be no centre, those of a fraction stand closer together.
        """
        density = NATION._replace(huddle=fraction**0.5)
        slices = max(ceil(fraction / LARGEST_SLICE), 1)
        return cls(seed, fraction, today, reference=Whole(), slices=slices, density=density)

    def once(self, name: str, make: Callable[[World], Made]) -> Made:
        """What several publishers share, made by the first one that asks."""
        if name not in self.kept:
            self.kept[name] = make(self)
        return self.kept[name]

    def random(self, name: str) -> np.random.Generator:
        """A generator of its own per publisher: adding one does not change what another writes."""
        return np.random.default_rng([self.seed, zlib.crc32(name.encode())])

    @property
    def is_nation(self) -> bool:
        return isinstance(self.reference, Whole)

    @property
    def sirene_day(self) -> date:
        """Publication of the last monthly stock."""
        return self.today.replace(day=1)

    @property
    def sirene_end(self) -> date:
        """Last day the stock knows: the eve of its publication."""
        return self.sirene_day - timedelta(days=1)

    @cached_property
    def communes(self) -> list[Commune]:
        """Communes of the last geography, without districts."""
        return [c for c in self.reference.communes(2026) if c.typecom == "COM"]

    @cached_property
    def districts(self) -> list[Commune]:
        return [c for c in self.reference.communes(2026) if c.typecom == "ARM"]

    @cached_property
    def cities(self) -> dict[str, list[str]]:
        """Communes that registers cut into districts, and these: Lyon; in the nation Marseille and Paris too."""
        found: dict[str, list[str]] = {}
        for district in sorted(self.districts):
            found.setdefault(district.comparent, []).append(district.com)
        return found

    @cached_property
    def city_of(self) -> dict[str, str]:
        """The commune of each district."""
        return {district: city for city, districts in self.cities.items() for district in districts}

    @cached_property
    def squares(self) -> dict[str, Square]:
        """Territory of each commune and district."""
        return layout(self.reference, 2026)

    @cached_property
    def pmun(self) -> dict[str, int]:
        """Last population of communes and districts."""
        return self.reference.people(2023)
