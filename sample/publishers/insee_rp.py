"""INSEE census: active population at home, jobs at the workplace, homes and households; Melodi series and the wide base
of 2021."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

import numpy as np

from sample import homes, households, people
from sample.census import AGES, PERIODS, Floats, residents
from sample.cubes import MELODI, fold, long, stack
from sample.employment import YEARS, employment
from sample.files import MirrorFile, content, csv_bytes, melodi_table, melodi_zip, zip_bytes
from sample.sirene.places import every_place
from sample.territories import Territory
from sample.world import World

HOME, WORK = "DS_RP_EMPLOI_LR_PRINC", "DS_RP_EMPLOI_LT_PRINC"
# The folder's number is not verified: it is the one that goes around.
WIDE = "https://www.insee.fr/fr/statistiques/fichier/8202916/base-cc-emploi-pop-active-2021_csv.zip"
DAY, WIDE_DAY = date(2026, 6, 30), date(2024, 6, 27)

HOME_HEADER = ("GEO", "GEO_OBJECT", "SEX", "EMPSTA_ENQ", "AGE", "EDUC", "RP_MEASURE", "FREQ", "OBS_STATUS",
               "TIME_PERIOD", "OBS_VALUE")  # fmt: skip
WORK_HEADER = ("GEO", "GEO_OBJECT", "SEX", "FREQ", "EMPFORM", "WKTIME", "AGE", "TIME_PERIOD", "RP_MEASURE",
               "OBS_STATUS", "OBS_VALUE")  # fmt: skip
METADATA = (
    ("EMPSTA_ENQ", "Statut d'activité", "1", "Actifs ayant un emploi"),
    ("EMPSTA_ENQ", "Statut d'activité", "2", "Chômeurs"),
    ("EMPSTA_ENQ", "Statut d'activité", "1T2", "Actifs"),
    ("EMPSTA_ENQ", "Statut d'activité", "3", "Inactifs"),
    ("EMPFORM", "Forme d'emploi", "1", "Non-salariés"),
    ("EMPFORM", "Forme d'emploi", "2", "Salariés"),
    ("RP_MEASURE", "Mesure du recensement", "POP", "Population"),
    ("RP_MEASURE", "Mesure du recensement", "EMP", "Emplois au lieu de travail"),
)
# Jobs that neither Urssaf nor the simulated town halls count: public service, farms, self-employed.
OTHER_EMPLOYEES, SELF_EMPLOYED = 0.09, 0.048
WIDE_AGES = {"1524": 0, "2554": 1, "5564": 2}


def files(world: World) -> Iterator[MirrorFile]:
    for name, make in ((HOME, at_home), (WORK, at_work), (households.DATASET, households.export)):
        url = f"{MELODI}/{name}/{name}_2023_CSV_FR"
        yield MirrorFile(url, DAY, True, content(partial(make, world)))
    yield MirrorFile(WIDE, WIDE_DAY, True, content(partial(wide, world)))
    for name, make in ((people.AGES, people.by_age), (people.ENROLMENT, people.enrolled)):
        url = f"{MELODI}/{name}/{name}_2023_CSV_FR"
        yield MirrorFile(url, DAY, True, content(partial(make, world)))
    yield MirrorFile(homes.URL, homes.DAY, True, content(partial(homes.published, world)))


def grown(values: Floats) -> tuple[tuple[str, ...], Floats]:
    """States with the sums that INSEE prints: active, inactive, others at home, all."""
    employed, unemployed, retired, students, others, rest = np.moveaxis(values, -1, 0)
    active, at_home = employed + unemployed, others + rest
    inactive = retired + students + at_home
    names = ("1", "2", "1T2", "31", "33", "35", "36", "35T36", "3", "_T")
    columns = (
        employed,
        unemployed,
        active,
        retired,
        students,
        others,
        rest,
        at_home,
        inactive,
        active + inactive,
    )
    return names, np.stack(columns, axis=-1)


def at_home(world: World) -> bytes:
    """Residents by state of activity, ages apart and together."""
    places, values = residents(world)
    names, values = grown(values)
    values = np.concatenate([values.sum(axis=2, keepdims=True), values], axis=2)
    parts = []
    for kind, rows in by_kind(places):
        axes = {"GEO": [places[r].com for r in rows], "TIME_PERIOD": PERIODS, "AGE": ("Y15T64", *AGES),
                "EMPSTA_ENQ": names}  # fmt: skip
        fixed = {
            "GEO_OBJECT": kind,
            "SEX": "_T",
            "FREQ": "A",
            "RP_MEASURE": "POP",
            "EDUC": "_T",
            "OBS_STATUS": "A",
        }
        parts.append(long(axes, values[rows], drop_zero=False) | fixed)
    return melodi_zip(f"{HOME}_2023", melodi_table(stack(HOME_HEADER, parts)), METADATA)


def by_kind(places: list[Territory]) -> list[tuple[str, list[int]]]:
    return [(kind, [r for r, t in enumerate(places) if t.typecom == kind]) for kind in ("COM", "ARM")]


def workplace(world: World) -> tuple[list[Territory], Floats]:
    """Jobs by place, period and form (self-employed, employees): Urssaf's, and what it does not count."""
    codes = every_place(world).code
    random = world.random("census jobs")
    jobs = np.stack([employment(world).jobs[:, :, YEARS.index(y)].sum(axis=1) for y in PERIODS], axis=1)
    people = np.array([world.pmun[com] for com in codes])[:, None]
    noise = random.lognormal(0, 0.15, (2, len(codes), 1))
    employees = jobs + people * OTHER_EMPLOYEES * noise[0]
    own = people * SELF_EMPLOYED * noise[1] * np.ones(len(PERIODS))
    places, values = fold(world, codes, np.rint(np.stack([own, employees], axis=2) * 2).astype(np.int64))
    return places, values / 2


def at_work(world: World) -> bytes:
    places, values = workplace(world)
    values = np.concatenate([values, values.sum(axis=2, keepdims=True)], axis=2)
    parts = []
    for kind, rows in by_kind(places):
        axes = {"GEO": [places[r].com for r in rows], "TIME_PERIOD": PERIODS, "EMPFORM": ("1", "2", "_T")}
        fixed = {"GEO_OBJECT": kind, "SEX": "_T", "FREQ": "A", "WKTIME": "_T", "AGE": "Y_GE15", "RP_MEASURE": "EMP",
                 "OBS_STATUS": "A"}  # fmt: skip
        parts.append(long(axes, values[rows], drop_zero=False) | fixed)
    return melodi_zip(f"{WORK}_2023", melodi_table(stack(WORK_HEADER, parts)), METADATA)


def wide(world: World) -> bytes:
    """The base of 2021: one row a commune, one column a variable; 2021 lies between two periods of the series."""
    places, values = residents(world)
    _, jobs = workplace(world)
    weight = (2021 - 2017) / (2023 - 2017)
    people = values[:, 1] * (1 - weight) + values[:, 2] * weight
    work = jobs[:, 1] * (1 - weight) + jobs[:, 2] * weight
    names, columns = ["CODGEO"], []
    for variable, states in (("POP", range(6)), ("ACT", (0, 1)), ("ACTOCC", (0,)), ("CHOM", (1,))):
        chosen = people[:, :, list(states)].sum(axis=2)
        names.append(f"P21_{variable}1564")
        columns.append(chosen.sum(axis=1))
        for age, rank in WIDE_AGES.items():
            names.append(f"P21_{variable}{age}")
            columns.append(chosen[:, rank])
    for variable, states in (("INACT", (2, 3, 4, 5)), ("ETUD", (3,)), ("RETR", (2,))):
        names.append(f"P21_{variable}1564")
        columns.append(people[:, :, list(states)].sum(axis=(1, 2)))
    names += ["P21_EMPLT", "P21_EMPLT_SAL", "P21_EMPLT_NSAL"]
    columns += [work.sum(axis=1), work[:, 1], work[:, 0]]
    table = np.column_stack(columns).round(6)
    rows = [(t.com, *row) for t, row in zip(places, table.tolist(), strict=True)]
    words = [(n, n, "", "", "NUM" if n != "CODGEO" else "CHAR", "15") for n in names]
    header = ("COD_VAR", "LIB_VAR", "LIB_VAR_LONG", "COD_MOD", "TYPE_VAR", "LONG_VAR")
    return zip_bytes(
        {
            "base-cc-emploi-pop-active-2021.CSV": csv_bytes(names, rows, separator=";"),
            "meta_base-cc-emploi-pop-active-2021.CSV": csv_bytes(header, words, separator=";"),
        }
    )
