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
from sample.sirene.writing import establishments
from sample.world import World

HEADER = ("GEO", "GEO_OBJECT", "SIDE_MEASURE", "ACTIVITY", "LEGAL_FORM", "FREQ", "TIME_PERIOD", "OBS_STATUS",
          "OBS_VALUE")  # fmt: skip
STOCKS, STOCK_YEARS, STOCK_DAY = "DS_SIDE_STOCKS_COM", range(2014, 2025), date(2026, 7, 2)
CREATIONS, CREATION_YEARS, CREATION_DAY = "DS_SIDE_CREA_COM", range(2012, 2026), date(2026, 2, 5)
# SIDE leaves out units without real activity: its stock is that share of Sirene's.
REAL_ACTIVITY = 0.86
FARMS = "AZ"
# Creations of enterprises for a hundred of establishments.
ENTERPRISES = 0.9


def files(world: World) -> Iterator[MirrorFile]:
    for name, day, make in ((STOCKS, STOCK_DAY, stocks), (CREATIONS, CREATION_DAY, creations)):
        yield MirrorFile(f"{MELODI}/{name}/{name}_CSV_FR", day, True, content(partial(make, world)))


def stocks(world: World) -> bytes:
    """Establishments active at the end of the year, without farms."""
    values = np.rint(market(employment(world).active, STOCK_YEARS) * REAL_ACTIVITY).astype(np.int64)
    return side(world, STOCKS, STOCK_YEARS, {"UNIT_LOC": values})


def creations(world: World) -> bytes:
    """Creations of the year: enterprises, and establishments."""
    values = market(employment(world).births, CREATION_YEARS)
    enterprises = np.rint(values * ENTERPRISES).astype(np.int64)
    return side(world, CREATIONS, CREATION_YEARS, {"BURE": enterprises, "UNIT_LOC_BURE": values})


def market(values: Counts, years: range) -> Counts:
    """Counts of `years`; farms and public bodies are not followed."""
    outside = np.array([code[:2] == "01" or code in PUBLIC_NAF for code in activities().naf])
    first = YEARS.index(years[0])
    return (values * ~outside[None, :, None])[:, :, first : first + len(years)]


def side(world: World, name: str, years: range, measures: dict[str, Counts]) -> bytes:
    codes, parts = establishments(world).where.code, []
    for measure, counts in measures.items():
        grouped = [(code, ranks) for code, ranks in members(A10).items() if code != FARMS]
        # Rounded cell by cell: the total is the sum of what is printed.
        cells = np.stack([counts[:, ranks].sum(axis=1) for _, ranks in grouped], axis=1)
        values = np.concatenate([cells.sum(axis=1, keepdims=True), cells], axis=1)
        places, values = fold(world, codes, values)
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
    return melodi_zip(name, melodi_table(stack(HEADER, parts)), ESTABLISHMENT_WORDS)
