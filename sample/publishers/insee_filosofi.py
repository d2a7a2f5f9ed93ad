"""INSEE Filosofi: living standards of 2023 by commune and larger territory, of 2017 to 2020 by commune; with their secrecy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial

import numpy as np

from sample.cubes import MELODI
from sample.files import MirrorFile, content, csv_bytes, melodi_rows, melodi_zip, zip_bytes
from sample.reference import Commune
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

# Before Melodi: a column names its year. Communes are those of the oldest populations known.
FICHIER = "https://www.insee.fr/fr/statistiques/fichier"
BASE = f"{FICHIER}/4507225/base-filosofi-2017_CSV.zip"
STRUCTURE = {
    year: f"{FICHIER}/{number}/indic-struct-distrib-revenu-{year}-COMMUNES_csv.zip"
    for year, number in ((2018, "5009218"), (2019, "6036907"), (2020, "6692220"))
}
EARLIER_DAY, EARLIER_PEOPLE, EARLIER_COG = date(2024, 2, 14), 2019, 2021
OF_BASE = ("NBMENFISC{}", "NBPERSMENFISC{}", "MED{}", "TP60{}", "D1{}", "D9{}")
OF_STRUCTURE = ("NBMEN{}", "NBPERS{}", "Q2{}", "D1{}", "D9{}", "GI{}")
YEARLY_GROWTH = 1.022


def files(world: World) -> Iterator[MirrorFile]:
    yield MirrorFile(URL, DAY, True, content(partial(archive, world)))
    yield MirrorFile(BASE, EARLIER_DAY, True, content(partial(base, world)))
    for year, url in STRUCTURE.items():
        yield MirrorFile(url, EARLIER_DAY, True, content(partial(structure, world, year)))


def archive(world: World) -> bytes:
    return melodi_zip(f"{NAME}_{YEAR}", melodi_rows(HEADER, lines(world)), METADATA)


def lines(world: World) -> Iterator[tuple[object, ...]]:
    """A line per place and measure; a confidential value is blank. Overseas, no agglomeration's figure."""
    random = world.random("filosofi")
    places = communes_only(world)
    medians = drawn(random, places)
    for t in places:
        yield from measures(random, t.com, "COM", t.people, medians[t.com])
    for epci in world.reference.epci:
        members = [m for m in epci.membres if m.com in medians]
        weights = [m.pmun + 1 for m in members]
        median = round(float(np.average([medians[m.com] for m in members], weights=weights)) * 0.985, -1)
        yield from measures(random, epci.siren, "EPCI", epci.pmun, median)
    yield from larger(world, places, medians)


def drawn(random: np.random.Generator, places: Sequence[Territory | Commune]) -> dict[str, float]:
    """A median for each place, as of 2023."""
    return {t.com: round(OVERSEAS.get(t.reg, 23_300) * random.lognormal(0, 0.09), -1) for t in places}


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


def base(world: World) -> bytes:
    """The base of 2017: median, deciles and poverty in one member, beside the words for its columns."""
    table = latin_1(world, 2017, OF_BASE)
    words = csv_bytes(("COD_VAR", "LIB_VAR"), [("MED17", "Médiane du niveau de vie")], separator=";")
    return zip_bytes({"cc_filosofi_2017_COM.CSV": table, "meta_cc_filosofi_2017_COM.CSV": words})


def structure(world: World, year: int) -> bytes:
    """The files of the years after: poverty is in a member of its own, which is not written."""
    return zip_bytes({f"FILO{year}_DISP_COM.csv": latin_1(world, year, OF_STRUCTURE)})


def latin_1(world: World, year: int, names: Sequence[str]) -> bytes:
    header = ("CODGEO", "LIBGEO", *(name.format(year % 100) for name in names))
    rows = csv_bytes(header, earlier(world, year, names), separator=";")
    return rows.decode().encode("latin-1", "replace")


def earlier(world: World, year: int, names: Sequence[str]) -> Iterator[tuple[object, ...]]:
    """A row a commune and district; s where secret. Of those overseas, Martinique and La Réunion have towns here: none is nd."""
    people = world.reference.pmun(EARLIER_PEOPLE)
    known = drawn(world.random("filosofi"), communes_only(world))
    random = world.random(f"filosofi {year}")
    for place in world.reference.communes(EARLIER_COG):
        if place.typecom not in ("COM", "ARM"):
            continue
        of_2023 = known.get(place.com) or drawn(random, [place])[place.com]
        median = round(of_2023 * YEARLY_GROWTH ** (year - YEAR) * random.lognormal(0, 0.01), -1)
        values = {code: value for _, _, code, *_, value in measures(random, "", "", FINE_PEOPLE, median)}
        yield place.com, place.nom, *cells(people.get(place.com, 0), values, names)


def cells(people: int, values: dict[str, object], names: Sequence[str]) -> list[object]:
    """Of one place, in the order of `names`."""
    shown = {"NBMEN": round(people / 2.17), "NBPERS": round(people * 0.98)}
    shown |= {"NBMENFISC": shown["NBMEN"], "NBPERSMENFISC": shown["NBPERS"]}
    fine = {"D1": "D1_SL", "D9": "D9_SL", "TP60": "PR_MD60", "GI": "GI_SL"}
    shown |= {name: values[measure] if people >= FINE_PEOPLE else "s" for name, measure in fine.items()}
    shown |= dict.fromkeys(("MED", "Q2"), values["MED_SL"] if people >= MEDIAN_PEOPLE else "s")
    return [shown[name.removesuffix("{}")] for name in names]
