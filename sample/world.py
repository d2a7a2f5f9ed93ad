"""What every simulated publisher is given to write from."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any, TypeVar

import numpy as np

from sample.geography import Square, layout
from sample.reference import Commune, Reference

LYON = "69123"
Made = TypeVar("Made")


@dataclass(frozen=True)
class World:
    """Real facts, and the three numbers that decide everything invented.

    `scale` multiplies the number of establishments; `today` is the day on which publishers are visited.
    """

    seed: int = 20
    scale: float = 1.0
    today: date = date(2026, 10, 1)
    with_csv: bool = False
    reference: Reference = field(default_factory=Reference)
    kept: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    def once(self, name: str, make: Callable[[World], Made]) -> Made:
        """What several publishers share, made by the first one that asks."""
        if name not in self.kept:
            self.kept[name] = make(self)
        return self.kept[name]

    def random(self, name: str) -> np.random.Generator:
        """A generator of its own per publisher: adding one does not change what another writes."""
        return np.random.default_rng([self.seed, zlib.crc32(name.encode())])

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
        """Communes of the last geography, without the districts of Lyon."""
        return [c for c in self.reference.communes(2026) if c.typecom == "COM"]

    @cached_property
    def districts(self) -> list[Commune]:
        return [c for c in self.reference.communes(2026) if c.typecom == "ARM"]

    @cached_property
    def squares(self) -> dict[str, Square]:
        """Territory of each commune and district."""
        return layout(self.reference, 2026)

    @cached_property
    def pmun(self) -> dict[str, int]:
        """Last population of communes and districts."""
        return self.reference.pmun(2023)
