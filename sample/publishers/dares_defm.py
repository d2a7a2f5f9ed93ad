"""Dares: jobseekers by commune in the fourth quarter, rounded to five, with rows of totals."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

import numpy as np
import pyarrow as pa

from sample.census import residents
from sample.employment import Counts
from sample.files import MirrorFile, content, table_csv
from sample.sirene.arrays import words
from sample.territories import Territory
from sample.world import World

URL = (
    "https://data.dares.travail-emploi.gouv.fr/api/explore/v2.1/catalog/datasets/"
    "dares_defm_communales-brutes/exports/csv"
)
DAY = date(2026, 4, 28)
YEARS = range(2016, 2026)
HEADER = (
    "Date", "Code région", "Région", "Code département", "Département", "Code commune", "Commune",
    "Type de données", "Catégorie", "Sexe", "Tranche d'âge", "Nombre de demandeurs d'emploi",
)  # fmt: skip
KINDS = (
    ("Total", "Total", 1.0), ("Hommes", "Total", 0.48), ("Femmes", "Total", 0.52),
    ("Total", "Moins de 25 ans", 0.13), ("Total", "De 25 à 49 ans", 0.60), ("Total", "50 ans et plus", 0.27),
)  # fmt: skip
# Jobseekers of categories A, B and C for a hundred unemployed of the census, and how it moved since.
FOR_UNEMPLOYED = 1.05
LEVEL = {2016: 1.12, 2017: 1.12, 2018: 1.10, 2019: 1.05, 2020: 1.12, 2021: 1.03, 2022: 0.96, 2023: 0.96, 2024: 0.98,
         2025: 1.04}  # fmt: skip


def files(world: World) -> Iterator[MirrorFile]:
    yield MirrorFile(URL, DAY, True, content(partial(export, world)))


def jobseekers(world: World) -> tuple[list[Territory], Counts]:
    """Category ABC by place (Lyon and its districts both), year and kind, before rounding."""
    random = world.random("dares")
    places, people = residents(world)
    base = people[:, 2, :, 1].sum(axis=1) * FOR_UNEMPLOYED
    noise = np.exp(np.cumsum(random.normal(0, 0.02, (len(places), len(YEARS))), axis=1))
    everyone = base[:, None] * np.array([LEVEL[y] for y in YEARS]) * noise
    values = everyone[:, :, None] * np.array([share for _, _, share in KINDS])
    rank_of = {t.com: rank for rank, t in enumerate(places)}
    for city, districts in world.cities.items():
        values[rank_of[city]] = values[[rank_of[com] for com in districts]].sum(axis=0)
    return places, values


def export(world: World) -> Iterator[bytes]:
    places, values = jobseekers(world)
    communes = [rank for rank, t in enumerate(places) if t.typecom == "COM"]
    departments = sorted({t.dep for t in places})
    order = {dep: rank for rank, dep in enumerate(departments)}
    index = np.array([order[places[rank].dep] for rank in communes])
    totals = np.zeros((len(departments), *values.shape[1:]))
    np.add.at(totals, index, values[communes])
    of_department = {t.dep: t for t in places}
    rows = [*places, *(of_department[dep]._replace(com="Total", name="Total") for dep in departments)]
    rounded = (np.rint(np.concatenate([values, totals]) / 5) * 5).astype(np.int64)
    place, year, kind = (axis.ravel() for axis in np.indices(rounded.shape))
    fixed = np.zeros(len(place), dtype=np.int64)
    columns = (
        words(year, [f"{y}-T4" for y in YEARS]),
        *(words(place, [getattr(t, name) for t in rows]) for name in
          ("reg", "region", "dep", "department", "com", "name")),
        words(fixed, ["Brutes"]),
        words(fixed, ["ABC"]),
        words(kind, [sex for sex, _, _ in KINDS]),
        words(kind, [age for _, age, _ in KINDS]),
        pa.array(rounded.ravel()),
    )  # fmt: skip
    return table_csv(pa.table(list(columns), names=list(HEADER)), separator=";", bom=True)
