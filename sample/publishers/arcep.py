"""ARCEP, Ma connexion internet: premises and technologies by commune, at the end of each year and of the last quarter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

import numpy as np
from numpy.typing import NDArray

from sample.files import MirrorFile, content, csv_bytes
from sample.reference import Commune
from sample.world import World

BASE = "https://data.arcep.fr/fixe/maconnexioninternet/statistiques"
NAME = "commune/commune_techno.csv"
# Folder, last day of the quarter, publication.
EDITIONS = {
    "2019_T4": (date(2019, 12, 31), date(2020, 3, 20)),
    "2020_t4": (date(2020, 12, 31), date(2021, 3, 18)),
    **{f"{year}_T4": (date(year, 12, 31), date(year + 1, 3, 12)) for year in range(2021, 2026)},
    "last": (date(2026, 6, 30), date(2026, 9, 10)),
}
HEADER = ["code_insee", "nom_com", "code_dep", "code_reg", "nbr", "type", "date", "elig_ftth", "elig_coax", "elig_cu",
          "elig_thdr", "elig_4gf", "elig_hdr", "elig_sat"]  # fmt: skip
RENAMED = date(2021, 6, 30)  # elig_4fg before
# One edition is in Windows-1252, and has the names of communes whole; those in UTF-8 lost their accents.
IN_WINDOWS = "2020_t4"
COGS = (2019, 2021, 2022, 2023, 2024, 2025, 2026)
PREMISES_PER_PERSON, GROWTH = 0.66, 1.009
HAMLET = 300  # people of a commune that no list tells
# Share reached by fibre: how a logistic curve begins in 2019, what it gains a year, where it ends.
START, PACE, CEILING = -0.8, 0.62, 0.985
COPPER_METHOD = date(2026, 1, 1)

Counts = NDArray[np.int64]


def files(world: World) -> Iterator[MirrorFile]:
    for folder, (_, published) in EDITIONS.items():
        yield MirrorFile(f"{BASE}/{folder}/{NAME}", published, True, content(partial(edition, world, folder)))


def edition(world: World, folder: str) -> bytes:
    """One row a commune of that year, Lyon as one."""
    day = EDITIONS[folder][0]
    places = communes_of(world, day.year)
    premises, fibre = reached(world, [place.com for place in places], day)
    copper = np.where(day >= COPPER_METHOD, 0, premises)
    rows = [
        (place.com, place.nom, place.dep, place.reg, number, "all", day, by_fibre, by_fibre // 5, by_copper,
         number // 9, number * 3 // 4, number // 8, number)
        for place, number, by_fibre, by_copper in zip(
            places, premises.tolist(), fibre.tolist(), copper.tolist(), strict=True
        )
    ]  # fmt: skip
    header = [name.replace("4gf", "4fg") if day < RENAMED else name for name in HEADER]
    text = csv_bytes(header, rows, separator=";").decode()
    return text.encode("cp1252") if folder == IN_WINDOWS else text.encode("ascii", "ignore")


def communes_of(world: World, year: int) -> list[Commune]:
    """Communes of the last list of that year or before."""
    cog = max(cog for cog in COGS if cog <= year)
    return [commune for commune in world.reference.communes(cog) if commune.typecom == "COM"]


def reached(world: World, codes: list[str], day: date) -> tuple[Counts, Counts]:
    """Premises of each commune, and how many fibre reaches: a curve of each one's own, that never turns back."""
    everywhere = sorted({commune.com for cog in COGS for commune in communes_of(world, cog)})
    chosen = np.searchsorted(everywhere, codes)
    size, delay, ceiling = world.random("arcep").normal(0, 1, (3, len(everywhere)))[:, chosen]
    counted = max(year for year in world.reference.population_years if year <= max(day.year - 2, 2019))
    known = {**world.pmun, **world.reference.pmun(counted)}
    people = np.array([known.get(code, HAMLET) for code in codes])
    years = (day - date(2019, 12, 31)).days / 365.25
    premises = np.rint(people * PREMISES_PER_PERSON * np.exp(0.05 * size) * GROWTH**years).astype(np.int64)
    share = np.minimum(CEILING + 0.01 * ceiling, 1) / (1 + np.exp(-(START + PACE * years + 0.8 * delay)))
    return premises, np.floor(premises * share).astype(np.int64)
