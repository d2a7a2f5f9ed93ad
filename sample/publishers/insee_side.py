"""INSEE Melodi, SIDE: stocks and creations of establishments by activity and year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

import numpy as np

from sample.cubes import ESTABLISHMENT_WORDS, MELODI, fold, long, stack
from sample.employment import PUBLIC_NAF, YEARS, Counts, employment
from sample.files import MirrorFile, content, melodi_table, melodi_zip
from sample.nomenclature import A10, members
from sample.sirene.activities import activities
from sample.sirene.places import every_place
from sample.world import World

HEADER = ("ACTIVITY", "FREQ", "GEO", "GEO_OBJECT", "LEGAL_FORM", "SIDE_MEASURE", "OBS_STATUS", "TIME_PERIOD",
          "OBS_VALUE")  # fmt: skip
STOCKS, STOCK_YEARS, STOCK_DAY = "DS_SIDE_STOCKS_COM", range(2014, 2025), date(2026, 7, 2)
CREATIONS, LEGAL_UNITS = "DS_SIDE_CREA_ETAB_COM", "DS_SIDE_CREA_ENT_COM"
CREATION_YEARS, CREATION_DAY = range(2012, 2026), date(2026, 2, 5)
# SIDE leaves out units without real activity: its stock is that share of Sirene's.
REAL_ACTIVITY = 0.86
FARMS = "AZ"
# Legal units created for one establishment.
OF_LEGAL_UNITS = 0.9


def files(world: World) -> Iterator[MirrorFile]:
    for name, years, day, make in (
        (STOCKS, STOCK_YEARS, STOCK_DAY, stocks),
        (CREATIONS, CREATION_YEARS, CREATION_DAY, creations),
        (LEGAL_UNITS, CREATION_YEARS, CREATION_DAY, legal_units),
    ):
        url = f"{MELODI}/{name}/{name}_{years[-1]}_CSV_FR"
        yield MirrorFile(url, day, True, content(partial(make, world)))


def stocks(world: World) -> bytes:
    """Establishments active at the end of the year, without farms."""
    return side(world, STOCKS, STOCK_YEARS, "UNIT_LOC", employment(world).active, REAL_ACTIVITY)


def creations(world: World) -> bytes:
    """Establishments created in the year."""
    return side(world, CREATIONS, CREATION_YEARS, "UNIT_LOC_BURE", employment(world).births)


def legal_units(world: World) -> bytes:
    """Legal units created in the year."""
    return side(world, LEGAL_UNITS, CREATION_YEARS, "BURE", employment(world).births, OF_LEGAL_UNITS)


def market(values: Counts, years: range, ranks: list[int], share: float) -> Counts:
    """That share of some activities' counts in `years`, together; farms and public bodies are not followed."""
    followed = [
        rank
        for rank in ranks
        if activities().naf[rank][:2] != "01" and activities().naf[rank] not in PUBLIC_NAF
    ]
    first = YEARS.index(years[0])
    counted = values[:, followed, first : first + len(years)]
    return np.rint(counted * share).astype(np.int64).sum(axis=1)


def side(world: World, name: str, years: range, measure: str, counts: Counts, share: float = 1.0) -> bytes:
    grouped = [(code, ranks) for code, ranks in members(A10).items() if code != FARMS]
    # Rounded cell by cell: the total is the sum of what is printed.
    cells = np.stack([market(counts, years, ranks, share) for _, ranks in grouped], axis=1)
    values = np.concatenate([cells.sum(axis=1, keepdims=True), cells], axis=1)
    places, values = fold(world, every_place(world).code, values)
    parts = []
    for kind in ("COM", "ARM"):
        rows = [rank for rank, t in enumerate(places) if t.typecom == kind]
        axes = {"GEO": [places[r].com for r in rows], "ACTIVITY": ["_T", *(c for c, _ in grouped)],
                "TIME_PERIOD": years}  # fmt: skip
        fixed = {
            "GEO_OBJECT": kind,
            "SIDE_MEASURE": measure,
            "LEGAL_FORM": "_T",
            "FREQ": "A",
            "OBS_STATUS": "A",
        }
        parts.append(long(axes, values[rows]) | fixed)
    return melodi_zip(f"{name}_{years[-1]}", melodi_table(stack(HEADER, parts)), ESTABLISHMENT_WORDS)
