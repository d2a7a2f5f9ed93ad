"""INSEE Melodi: FLORES (employees by activity, 2023) and SIDE (stocks and creations of establishments)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial

import numpy as np

from sample.cubes import by_epci, fold, long, stack
from sample.employment import PUBLIC_NAF, YEARS, Counts, employment
from sample.files import MirrorFile, content, melodi_zip
from sample.nomenclature import A5, A10, A17, Aggregate, members
from sample.publishers.insee_sirene import made
from sample.sirene.activities import activities
from sample.world import World

BASE = "https://api.insee.fr/melodi/file"
FLORES_YEAR, FLORES_DAY = 2023, date(2025, 11, 27)
FLORES_LEVELS = {"DS_FLORES_A5": A5, "DS_FLORES_A17": A17}
FLORES = (
    "GEO", "GEO_OBJECT", "ACTIVITY", "NUMBER_EMPL", "LEGAL_FORM_WITH_PUBLIC", "FLORES_MEASURE", "OBS_STATUS",
    "TIME_PERIOD", "OBS_VALUE",
)  # fmt: skip
SIDE = ("GEO", "GEO_OBJECT", "SIDE_MEASURE", "ACTIVITY", "LEGAL_FORM", "FREQ", "TIME_PERIOD", "OBS_STATUS",
        "OBS_VALUE")  # fmt: skip
STOCK_YEARS, STOCK_DAY = range(2014, 2025), date(2026, 7, 2)
CREATION_YEARS, CREATION_DAY = range(2012, 2026), date(2026, 2, 5)
# SIDE leaves out units without real activity: its stock is that share of Sirene's.
REAL_ACTIVITY = 0.86
# Creations of enterprises for a hundred of establishments.
ENTERPRISES = 0.9
PRIVATE, PUBLIC, ALL = "1T9X7", "7", "_T"
METADATA = (
    ("GEO_OBJECT", "Niveau géographique", "COM", "Commune"),
    ("GEO_OBJECT", "Niveau géographique", "ARM", "Arrondissement municipal"),
    ("GEO_OBJECT", "Niveau géographique", "EPCI", "Intercommunalité - Métropole"),
    ("FLORES_MEASURE", "Mesure Flores", "UNIT_LOC", "Nombre d'établissements"),
    ("FLORES_MEASURE", "Mesure Flores", "EMPL3112", "Effectifs salariés au 31 décembre"),
    ("SIDE_MEASURE", "Mesure Side", "UNIT_LOC", "Nombre d'établissements"),
    ("SIDE_MEASURE", "Mesure Side", "BURE", "Créations d'entreprises"),
    ("SIDE_MEASURE", "Mesure Side", "UNIT_LOC_BURE", "Créations d'établissements"),
    ("LEGAL_FORM", "Catégorie juridique", "_T", "Total"),
    ("OBS_STATUS", "Statut de l'observation", "A", "Valeur normale"),
)


def files(world: World) -> Iterator[MirrorFile]:
    for name, level in FLORES_LEVELS.items():
        url = f"{BASE}/{name}/{name}_{FLORES_YEAR}_CSV_FR"
        yield MirrorFile(url, FLORES_DAY, True, content(partial(flores, world, name, level)))
    for name, day, make in (
        ("DS_SIDE_STOCKS_COM", STOCK_DAY, stocks),
        ("DS_SIDE_CREA_COM", CREATION_DAY, creations),
    ):
        yield MirrorFile(f"{BASE}/{name}/{name}_CSV_FR", day, True, content(partial(make, world)))


def flores(world: World, name: str, level: tuple[Aggregate, ...]) -> bytes:
    """Establishments and employees by activity, private, public and together, with their totals."""
    data, depth = employment(world), YEARS.index(FLORES_YEAR)
    codes = made(world).where.code
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
    return melodi_zip(f"{name}_{FLORES_YEAR}", stack(FLORES, parts), METADATA)


def observations(
    codes: Sequence[str], kind: str, groups: Sequence[str], legal: str, values: Counts
) -> dict[str, object]:
    axes = {"GEO": codes, "ACTIVITY": groups, "FLORES_MEASURE": ("UNIT_LOC", "EMPL3112")}
    fixed = {"GEO_OBJECT": kind, "NUMBER_EMPL": "_T", "LEGAL_FORM_WITH_PUBLIC": legal, "OBS_STATUS": "A",
             "TIME_PERIOD": str(FLORES_YEAR)}  # fmt: skip
    return long(axes, values) | fixed


def by_group(level: tuple[Aggregate, ...], values: Counts) -> tuple[list[str], Counts]:
    """Activities (second axis) summed by group, the total first."""
    groups = members(level)
    sums = [values.sum(axis=1), *(values[:, ranks].sum(axis=1) for ranks in groups.values())]
    return ["_T", *groups], np.stack(sums, axis=1)


def stocks(world: World) -> bytes:
    """Establishments active at the end of the year, without farms."""
    values = np.rint(market(employment(world).active, STOCK_YEARS) * REAL_ACTIVITY).astype(np.int64)
    return side(world, "DS_SIDE_STOCKS_COM", STOCK_YEARS, {"UNIT_LOC": values})


def creations(world: World) -> bytes:
    """Creations of the year: enterprises, and establishments."""
    values = market(employment(world).births, CREATION_YEARS)
    enterprises = np.rint(values * ENTERPRISES).astype(np.int64)
    return side(world, "DS_SIDE_CREA_COM", CREATION_YEARS, {"BURE": enterprises, "UNIT_LOC_BURE": values})


def market(values: Counts, years: range) -> Counts:
    """Counts of `years`; farms and public bodies are not followed."""
    outside = np.array([code[:2] == "01" or code in PUBLIC_NAF for code in activities().naf])
    first = YEARS.index(years[0])
    return (values * ~outside[None, :, None])[:, :, first : first + len(years)]


def side(world: World, name: str, years: range, measures: dict[str, Counts]) -> bytes:
    codes, parts = made(world).where.code, []
    for measure, counts in measures.items():
        level = tuple(a for a in A10 if a.code != "AZ")
        grouped = [(code, ranks) for code, ranks in members(A10).items() if code in {a.code for a in level}]
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
    return melodi_zip(name, stack(SIDE, parts), METADATA)
