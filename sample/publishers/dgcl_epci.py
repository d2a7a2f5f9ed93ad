"""DGCL: which commune belongs to which agglomeration (EPCI), one workbook a year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial

from sample.files import MirrorFile, content, xlsx_bytes
from sample.reference import Epci, Member, Population
from sample.world import World

BASE = "https://www.collectivites-locales.gouv.fr/files/files/Etudes-et-statistiques/DESL"
COLUMNS = (
    "dept", "siren", "raison_sociale", "nature_juridique", "mode_financ", "nb_membres", "total_pop_tot",
    "total_pop_mun", "dep_com", "insee", "siren_membre", "nom_membre",
)  # fmt: skip
DAYS = {2025: date(2025, 4, 10), 2026: date(2026, 4, 9)}
# The composition and populations of 2025 are the DGCL's own; those of 2026 rest on estimated PTOT.
SIMULATED = {2025: False, 2026: True}


def files(world: World) -> Iterator[MirrorFile]:
    for year, day in DAYS.items():
        url = f"{BASE}/{year}/EPCI/epcicom{year}.xlsx"
        yield MirrorFile(url, day, SIMULATED[year], content(partial(workbook, world, year)))


def workbook(world: World, year: int) -> bytes:
    """Members by agglomeration, its largest commune deciding the department of its seat."""
    departments = {c.com: c.dep for c in world.communes}
    # The composition of 2025 comes with its own populations.
    people = world.reference.population(year - 3) if year > 2025 else {}
    epci = [as_of(e, people) for e in world.reference.epci]
    seat = {e.siren: departments[max(e.membres, key=lambda m: m.pmun).com] for e in epci}
    rows = [
        line(e, m, seat[e.siren], departments[m.com])
        for e in sorted(epci, key=lambda e: (seat[e.siren], e.siren))
        for m in e.membres
    ]
    return xlsx_bytes(f"Epcicom{year}", (*COLUMNS, f"ptot_{year}", f"pmun_{year}"), rows)


def as_of(epci: Epci, people: Mapping[str, Population]) -> Epci:
    """Same members, with the population vintage in force that year (year - 3), where it knows them."""
    if not people:
        return epci
    members = tuple(
        m._replace(pmun=people[m.com].pmun, ptot=people[m.com].ptot) if m.com in people else m
        for m in epci.membres
    )
    return epci._replace(
        membres=members, pmun=sum(m.pmun for m in members), ptot=sum(m.ptot for m in members)
    )


def line(epci: Epci, member: Member, seat: str, department: str) -> tuple[object, ...]:
    # SIREN are numbers in the publisher's sheet, INSEE codes are text.
    return (
        seat, int(epci.siren), epci.nom, epci.nature, epci.financement, len(epci.membres), epci.ptot, epci.pmun,
        department, member.com, int(member.siren), member.nom, member.ptot, member.pmun,
    )  # fmt: skip
