"""NAF codes with their weights among storefronts and among the rest."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from sample.reference import read

LA_POSTE_NAF = "53.10Z"


@dataclass(frozen=True)
class Activities:
    """Parallel arrays, one entry per NAF rev. 2 code; `old` is the code of NAF 1993 and NAF rev. 1."""

    naf: list[str]
    old: list[str]
    naf25: list[str]
    storefront: NDArray[np.int64]
    other: NDArray[np.int64]
    weight: NDArray[np.float64]

    @property
    def la_poste(self) -> int:
        return self.naf.index(LA_POSTE_NAF)

    def draw(self, random: np.random.Generator, is_storefront: NDArray[np.bool_]) -> NDArray[np.int16]:
        """An activity of the wanted kind for each unit, as an index."""
        drawn = np.empty(len(is_storefront), dtype=np.int16)
        for kind, wanted in ((self.storefront, is_storefront), (self.other, ~is_storefront)):
            share = self.weight[kind] / self.weight[kind].sum()
            drawn[wanted] = random.choice(kind, int(wanted.sum()), p=share)
        return drawn


@lru_cache(maxsize=1)
def activities() -> Activities:
    lines = [
        *read("activities.csv"),
        {"naf": LA_POSTE_NAF, "old": "64.1A", "naf25": "53.10Y", "weight": "0", "storefront": ""},
    ]
    storefront = np.array([line["storefront"] == "true" for line in lines])
    return Activities(
        naf=[line["naf"] for line in lines],
        old=[line["old"] for line in lines],
        naf25=[line["naf25"] for line in lines],
        storefront=np.flatnonzero(storefront),
        other=np.flatnonzero(~storefront),
        weight=np.array([float(line["weight"]) for line in lines]),
    )
