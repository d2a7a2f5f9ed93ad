"""INSEE, reference populations: `ensemble.zip`, one header layout per vintage."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import NamedTuple

from sample.files import MirrorFile, content, csv_bytes, zip_bytes
from sample.reference import Commune
from sample.world import LYON, World

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


def files(world: World) -> Iterator[MirrorFile]:
    # Simulated: PMUN is real throughout, PCAP is estimated for Lyon's districts and for 2023.
    for year, vintage in VINTAGES.items():
        make = partial(ensemble, world, year, vintage)
        yield MirrorFile(f"{BASE}/{vintage.number}/ensemble.zip", vintage.day, True, content(make))


def ensemble(world: World, year: int, vintage: Vintage) -> bytes:
    """Communes of the vintage's geography; Lyon only as its nine districts."""
    regions = {r.reg: r.nom for r in world.reference.regions}
    people = world.reference.population(year)
    places = [
        c
        for c in world.reference.communes(vintage.cog)
        if c.typecom in ("COM", "ARM") and c.com != LYON and c.com in people
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
