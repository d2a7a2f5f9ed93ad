"""INSEE, reference populations: `ensemble.zip`, one header layout per vintage; the same and the series in Melodi."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import NamedTuple

from sample.cubes import MELODI
from sample.files import MirrorFile, content, csv_bytes, melodi_rows, melodi_zip, zip_bytes
from sample.population_history import YEARS, history
from sample.reference import Commune, Reference
from sample.world import World

BASE = "https://www.insee.fr/fr/statistiques/fichier"
MEMBER = "donnees_communes.csv"

SHORT = ("REG", "DEP", "COM", "PMUN", "PCAP", "PTOT")
LONG = ("REG", "Région", "DEP", "CODARR", "CODCAN", "CODCOM", "COM", "Commune", "PMUN", "PCAP", "PTOT")


class Vintage(NamedTuple):
    """`cog`: geography read from the reference (year + 2); `no_canton`: what fills CODCAN."""

    number: str
    day: date
    header: tuple[str, ...]
    cog: int
    no_canton: str


VINTAGES = {
    2019: Vintage("6011070", date(2021, 12, 29), SHORT, 2021, ""),
    2021: Vintage("7739582", date(2023, 12, 28), LONG, 2023, "99"),
    2022: Vintage("8290591", date(2024, 12, 19), LONG, 2024, "NA"),
    2023: Vintage("8680726", date(2025, 12, 18), LONG, 2025, ""),
}

REFERENCE, HISTORY = "DS_POPULATIONS_REFERENCE", "DS_POPULATIONS_HISTORIQUES"
MELODI_DAY = date(2025, 12, 18)
MELODI_YEAR = 2023

REFERENCE_HEADER = ("GEO", "GEO_OBJECT", "FREQ", "POPREF_MEASURE", "TIME_PERIOD", "OBS_VALUE")
HISTORY_HEADER = ("FREQ", "GEO", "GEO_OBJECT", "POPREF_MEASURE", "TIME_PERIOD", "OBS_VALUE")
METADATA = (
    ("GEO_OBJECT", "Niveau géographique", "COM", "Commune"),
    ("GEO_OBJECT", "Niveau géographique", "ARM", "Arrondissement municipal"),
    ("GEO_OBJECT", "Niveau géographique", "DEP", "Département"),
    ("GEO_OBJECT", "Niveau géographique", "REG", "Région"),
    ("GEO_OBJECT", "Niveau géographique", "FRANCE", "France"),
    ("FREQ", "Périodicité", "A", "Annuelle"),
    ("POPREF_MEASURE", "Mesure", "PMUN", "Population municipale"),
    ("POPREF_MEASURE", "Mesure", "PCAP", "Population comptée à part"),
    ("POPREF_MEASURE", "Mesure", "PTOT", "Population totale"),
)


def files(world: World) -> Iterator[MirrorFile]:
    # Simulated: PMUN is real throughout, PCAP is estimated for Lyon's districts and for 2023.
    for year, vintage in VINTAGES.items():
        make = partial(ensemble, world, year, vintage)
        yield MirrorFile(f"{BASE}/{vintage.number}/ensemble.zip", vintage.day, True, content(make))
    reference, series = f"{REFERENCE}_{MELODI_YEAR}_CSV_FR", f"{HISTORY}_CSV_FR"
    yield MirrorFile(
        f"{MELODI}/{REFERENCE}/{reference}", MELODI_DAY, True, content(partial(reference_zip, world))
    )
    yield MirrorFile(f"{MELODI}/{HISTORY}/{series}", MELODI_DAY, True, content(partial(history_zip, world)))


def ensemble(world: World, year: int, vintage: Vintage) -> bytes:
    """Communes of the vintage's geography; Lyon only as its nine districts."""
    regions = {r.reg: r.nom for r in world.reference.regions}
    people = world.reference.population(year)
    places = [
        c
        for c in world.reference.communes(vintage.cog)
        if c.typecom in ("COM", "ARM") and c.com not in world.cities and c.com in people
    ]
    rows = [line(c, regions[c.reg], vintage, people[c.com]) for c in sorted(places, key=lambda c: c.com)]
    return zip_bytes({MEMBER: csv_bytes(vintage.header, rows, separator=";")})


def line(commune: Commune, region: str, vintage: Vintage, people: tuple[str, int, int]) -> tuple[object, ...]:
    _, pmun, ptot = people
    figures = pmun, ptot - pmun, ptot
    if vintage.header == SHORT:
        return commune.reg, commune.dep, commune.com, *figures
    canton = "00" if commune.typecom == "ARM" else vintage.no_canton
    arr = (commune.arr or f"{commune.dep}1").removeprefix(commune.dep)
    return (
        commune.reg,
        region,
        commune.dep,
        arr,
        canton,
        commune.com[-3:],
        commune.com,
        commune.nom,
        *figures,
    )


def reference_zip(world: World) -> bytes:
    rows = []
    for com, pmun, ptot in world.reference.population(MELODI_YEAR).values():
        for measure, value in (("PMUN", pmun), ("PCAP", ptot - pmun), ("PTOT", ptot)):
            rows.append((com, level(world, com), "A", measure, MELODI_YEAR, value))
    rows += [(code, kind, "A", "PMUN", MELODI_YEAR, value) for kind, code, value in totals(world.reference)]
    return melodi_zip(f"{REFERENCE}_{MELODI_YEAR}", melodi_rows(REFERENCE_HEADER, rows), METADATA)


def totals(reference: Reference) -> Iterator[tuple[str, str, int]]:
    """Real totals of whole France, whatever the communes kept; Mayotte has none."""
    for area in reference.departements:
        if area.pmun:
            yield "DEP", area.dep, area.pmun
    for area in reference.regions:
        if area.pmun:
            yield "REG", area.reg, area.pmun
    yield "FRANCE", "F", sum(area.pmun for area in reference.departements)


def history_zip(world: World) -> bytes:
    rows = [
        ("A", com, level(world, com), "PMUN", year, value)
        for com, series in history(world.reference).items()
        for year, value in zip(YEARS, series, strict=True)
    ]
    return melodi_zip(HISTORY, melodi_rows(HISTORY_HEADER, rows), METADATA)


def level(world: World, com: str) -> str:
    return "ARM" if com in world.city_of else "COM"
