"""INSEE Melodi, FLORES: employers and employees of 2023 by activity."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial

import numpy as np

from sample.cubes import ESTABLISHMENT_WORDS, MELODI, by_epci, fold, long, stack
from sample.employment import PUBLIC_NAF, YEARS, Counts, employment
from sample.files import MirrorFile, content, melodi_table, melodi_zip
from sample.nomenclature import A5, A17, Aggregate, members
from sample.sirene.activities import activities
from sample.sirene.places import every_place
from sample.world import World

YEAR, DAY = 2023, date(2025, 11, 27)
LEVELS = {"DS_FLORES_A5": A5, "DS_FLORES_A17": A17}
HEADER = (
    "GEO", "GEO_OBJECT", "ACTIVITY", "NUMBER_EMPL", "LEGAL_FORM_WITH_PUBLIC", "FLORES_MEASURE", "OBS_STATUS",
    "TIME_PERIOD", "OBS_VALUE",
)  # fmt: skip
PRIVATE, PUBLIC, ALL = "1T9X7", "7", "_T"


def files(world: World) -> Iterator[MirrorFile]:
    for name, level in LEVELS.items():
        url = f"{MELODI}/{name}/{name}_{YEAR}_CSV_FR"
        yield MirrorFile(url, DAY, True, content(partial(flores, world, name, level)))


def flores(world: World, name: str, level: tuple[Aggregate, ...]) -> bytes:
    """Establishments and employees by activity, private, public and together, with their totals."""
    data, depth = employment(world), YEARS.index(YEAR)
    codes = every_place(world).code
    measures = np.stack([data.employers[:, :, depth], data.jobs[:, :, depth]], axis=2)
    public = np.isin(activities().naf, list(PUBLIC_NAF))
    parts = []
    for legal, wanted in ((ALL, public | True), (PUBLIC, public), (PRIVATE, ~public)):
        groups, values = by_group(level, measures * wanted[None, :, None])
        places, values = fold(world, codes, values)
        for kind in ("COM", "ARM"):
            rows = [rank for rank, t in enumerate(places) if t.typecom == kind]
            parts.append(observations([places[r].com for r in rows], kind, groups, legal, values[rows]))
        epci, totals = by_epci(places, values)
        parts.append(observations(epci, "EPCI", groups, legal, totals))
    return melodi_zip(f"{name}_{YEAR}", melodi_table(stack(HEADER, parts)), ESTABLISHMENT_WORDS)


def observations(
    codes: Sequence[str], kind: str, groups: Sequence[str], legal: str, values: Counts
) -> dict[str, object]:
    axes = {"GEO": codes, "ACTIVITY": groups, "FLORES_MEASURE": ("UNIT_LOC", "EMPL3112")}
    fixed = {"GEO_OBJECT": kind, "NUMBER_EMPL": "_T", "LEGAL_FORM_WITH_PUBLIC": legal, "OBS_STATUS": "A",
             "TIME_PERIOD": str(YEAR)}  # fmt: skip
    return long(axes, values) | fixed


def by_group(level: tuple[Aggregate, ...], values: Counts) -> tuple[list[str], Counts]:
    """Activities (second axis) summed by group, the total first."""
    groups = members(level)
    sums = [values.sum(axis=1), *(values[:, ranks].sum(axis=1) for ranks in groups.values())]
    return ["_T", *groups], np.stack(sums, axis=1)
