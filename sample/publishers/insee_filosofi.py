"""INSEE Filosofi 2023: living standards by commune and agglomeration, with their secrecy."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

import numpy as np

from sample.cubes import MELODI
from sample.files import MirrorFile, content, melodi_rows, melodi_zip
from sample.territories import Territory, communes_only
from sample.world import World

NAME, YEAR = "DS_FILOSOFI_CC", 2023
URL = f"{MELODI}/{NAME}/{NAME}_{YEAR}_CSV_FR"
DAY = date(2026, 3, 31)
HEADER = ("GEO", "GEO_OBJECT", "FILOSOFI_MEASURE", "UNIT_MEASURE", "UNIT_MULT", "CONF_STATUS", "OBS_STATUS",
          "TIME_PERIOD", "OBS_VALUE")  # fmt: skip
UNITS = {"MED_SL": "EUR_YR", "D1_SL": "EUR_YR", "D9_SL": "EUR_YR", "IR_D9_D1_SL": "NR", "GI_SL": "NR",
         "PR_MD60": "PT", "NUM_HH": "HH", "NUM_PER": "PS"}  # fmt: skip
COUNTS = ("NUM_HH", "NUM_PER")
FINE = ("D1_SL", "D9_SL", "IR_D9_D1_SL", "GI_SL", "PR_MD60")
# Under these, the figure is confidential: deciles and rates need more people than the median.
MEDIAN_PEOPLE, FINE_PEOPLE = 200, 2_000
OVERSEAS = {"02": 20_300, "04": 19_110}
METADATA = (
    ("FILOSOFI_MEASURE", "Indicateur Filosofi", "MED_SL", "Niveau de vie médian"),
    ("FILOSOFI_MEASURE", "Indicateur Filosofi", "D1_SL", "Premier décile du niveau de vie"),
    ("FILOSOFI_MEASURE", "Indicateur Filosofi", "D9_SL", "Neuvième décile du niveau de vie"),
    ("FILOSOFI_MEASURE", "Indicateur Filosofi", "PR_MD60", "Taux de pauvreté"),
    ("CONF_STATUS", "Confidentialité", "F", "Libre"),
    ("CONF_STATUS", "Confidentialité", "C", "Confidentiel"),
)


def files(world: World) -> Iterator[MirrorFile]:
    yield MirrorFile(URL, DAY, True, content(partial(archive, world)))


def archive(world: World) -> bytes:
    return melodi_zip(f"{NAME}_{YEAR}", melodi_rows(HEADER, lines(world)), METADATA)


def lines(world: World) -> Iterator[tuple[object, ...]]:
    """A line per place and measure; a confidential value is blank. Overseas, no agglomeration's figure."""
    random = world.random("filosofi")
    places = communes_only(world)
    medians = {t.com: round(OVERSEAS.get(t.reg, 23_300) * random.lognormal(0, 0.09), -1) for t in places}
    for t in places:
        yield from measures(random, t.com, "COM", t.people, medians[t.com])
    for epci in world.reference.epci:
        members = [m for m in epci.membres if m.com in medians]
        weights = [m.pmun + 1 for m in members]
        median = round(float(np.average([medians[m.com] for m in members], weights=weights)) * 0.985, -1)
        yield from measures(random, epci.siren, "EPCI", epci.pmun, median)
    yield from larger(world, places, medians)


def larger(world: World, places: list[Territory], medians: dict[str, float]) -> Iterator[tuple[object, ...]]:
    """Departments, regions and France: their own medians, a little under the means of their communes'."""
    random = world.random("filosofi levels")
    for kind, code_of in (("DEP", lambda t: t.dep), ("REG", lambda t: t.reg), ("FRANCE", lambda _: "F")):
        for code in sorted({code_of(t) for t in places}):
            members = [t for t in places if code_of(t) == code]
            weights = [t.people + 1 for t in members]
            median = float(np.average([medians[t.com] for t in members], weights=weights)) * 0.98
            people = sum(t.people for t in members)
            yield from measures(random, code, kind, people, round(median, -1))


def measures(
    random: np.random.Generator, code: str, kind: str, people: int, median: float
) -> Iterator[tuple[object, ...]]:
    low, high = median * random.uniform(0.5, 0.6), median * random.uniform(1.6, 1.95)
    values = {"MED_SL": int(median), "D1_SL": round(low, -1), "D9_SL": round(high, -1),
              "IR_D9_D1_SL": round(high / low, 1), "GI_SL": round(random.uniform(0.22, 0.33), 3),
              "PR_MD60": round(float(np.clip(32 - median / 1000 + random.normal(0, 2), 5, 45)), 1),
              "NUM_HH": round(people / 2.17), "NUM_PER": round(people * 0.98)}  # fmt: skip
    for measure, unit in UNITS.items():
        limit = FINE_PEOPLE if measure in FINE else MEDIAN_PEOPLE
        free = measure in COUNTS or people >= limit
        shown = ("F", "A", YEAR, values[measure]) if free else ("C", "", YEAR, "")
        yield code, kind, measure, unit, 0, *shown
