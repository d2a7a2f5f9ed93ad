"""INSEE, Code officiel geographique: communes, movements, departments, regions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from sample.files import MirrorFile, content, csv_bytes
from sample.names import plain, spellings
from sample.reference import Area, Commune
from sample.world import LYON, World

BASE = "https://www.insee.fr/fr/statistiques/fichier"
YEARS = {
    2023: ("6800675", date(2023, 2, 22)),
    2025: ("8377162", date(2025, 2, 25)),
    2026: ("8740222", date(2026, 2, 24)),
}
# One of the years fully quoted: both copies circulate.
QUOTED_YEARS = {2025}
LAST = 2026

COMMUNE = (
    "TYPECOM",
    "COM",
    "REG",
    "DEP",
    "CTCD",
    "ARR",
    "TNCC",
    "NCC",
    "NCCENR",
    "LIBELLE",
    "CAN",
    "COMPARENT",
)
DEPARTEMENT = ("DEP", "REG", "CHEFLIEU", "TNCC", "NCC", "NCCENR", "LIBELLE")
REGION = DEPARTEMENT[1:]
SIDE = ("TYPECOM", "COM", "TNCC", "NCC", "NCCENR", "LIBELLE")
MOVEMENT = ("MOD", "DATE_EFF", *(f"{c}_AV" for c in SIDE), *(f"{c}_AP" for c in SIDE))

# Territorial authority where it is not the department's own.
AUTHORITY = {
    "2A": "20R",
    "2B": "20R",
    "67": "6AE",
    "68": "6AE",
    "75": "75C",
    "972": "972R",
    "973": "973R",
    "976": "976R",
}
METROPOLE_OF_LYON = "200046977"


def files(world: World) -> Iterator[MirrorFile]:
    for year, (number, day) in YEARS.items():
        yield _file(number, f"v_commune_{year}.csv", day, partial(communes, world, year))
    number, day = YEARS[LAST]
    yield _file(number, f"v_mvt_commune_{LAST}.csv", day, partial(movements, world))
    yield _file(number, f"v_departement_{LAST}.csv", day, partial(departements, world))
    yield _file(number, f"v_region_{LAST}.csv", day, partial(regions, world))


def _file(number: str, name: str, day: date, make: partial[bytes]) -> MirrorFile:
    return MirrorFile(f"{BASE}/{number}/{name}", day, False, content(make))


def communes(world: World, year: int) -> bytes:
    """Communes, former communes and Lyon's districts; cantons are not in the reference, and blank."""
    metropole = metropole_of_lyon(world)
    rows = sorted(world.reference.communes(year), key=lambda c: (c.typecom == "ARM", c.com, c.typecom))
    places = {c.com: c for c in rows if c.typecom == "COM"}
    lines = []
    for c in rows:
        arr = places[c.comparent].arr if c.typecom == "ARM" else c.arr
        names = spellings(c.tncc, c.nom)
        lines.append(
            (c.typecom, c.com, c.reg, c.dep, authority(c, metropole), arr, c.tncc, *names, "", c.comparent)
        )
    return csv_bytes(COMMUNE, lines, quoted=year in QUOTED_YEARS)


def metropole_of_lyon(world: World) -> set[str]:
    """Members, districts, and communes since merged into a member."""
    epci = next(e for e in world.reference.epci if e.siren == METROPOLE_OF_LYON)
    members = {m.com for m in epci.membres} | set(world.cities[LYON])
    return members | {m.com_av for m in world.reference.movements if m.com_ap in members}


def authority(commune: Commune, metropole: set[str]) -> str:
    """CTCD: blank for former communes."""
    if not commune.dep:
        return ""
    return "69M" if commune.com in metropole else AUTHORITY.get(commune.dep, f"{commune.dep}D")


def movements(world: World) -> bytes:
    rows = sorted(world.reference.movements, key=lambda m: m.com_av)
    rows.sort(key=lambda m: m.date_eff, reverse=True)
    lines = [
        (m.mod, m.date_eff, m.typecom_av, m.com_av, m.tncc_av, *spellings(m.tncc_av, m.nom_av),
         m.typecom_ap, m.com_ap, m.tncc_ap, *spellings(m.tncc_ap, m.nom_ap))
        for m in rows
    ]  # fmt: skip
    return csv_bytes(MOVEMENT, lines)


def departements(world: World) -> bytes:
    return csv_bytes(DEPARTEMENT, [(a.dep, *_area(a)) for a in world.reference.departements])


def regions(world: World) -> bytes:
    return csv_bytes(REGION, [_area(a) for a in world.reference.regions])


def _area(area: Area) -> tuple[str, ...]:
    # Departments and regions keep their name whole, article included.
    return area.reg, area.cheflieu, area.tncc, plain(area.nom), area.nom, area.nom
