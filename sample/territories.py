"""What publishers print beside a commune's code: department, region, agglomeration, employment zone."""

from __future__ import annotations

from typing import NamedTuple

from sample.world import LYON, World

# One agglomeration stands for a zone that two regions share, coded 00XX.
INTERREGIONAL = "247700107"


class Zone(NamedTuple):
    """An employment zone: here, one agglomeration each; codes are invented, region first."""

    code: str
    name: str
    reg: str
    region: str


class Territory(NamedTuple):
    com: str
    name: str
    typecom: str
    dep: str
    department: str
    reg: str
    region: str
    epci: str
    epci_name: str
    zone: Zone
    people: int


def territories(world: World) -> dict[str, Territory]:
    """Every commune and district of the last geography, by code."""
    return world.once("territories", _territories)


def _territories(world: World) -> dict[str, Territory]:
    departments = {a.dep: a.nom for a in world.reference.departements}
    regions = {a.reg: a.nom for a in world.reference.regions}
    epci = {m.com: e for e in world.reference.epci for m in e.membres}
    zone = zones(world)
    found = {}
    for c in (*world.communes, *world.districts):
        group = epci[c.comparent or c.com]
        found[c.com] = Territory(
            c.com, c.nom, c.typecom, c.dep, departments[c.dep], c.reg, regions[c.reg],
            group.siren, group.nom, zone[group.siren], world.pmun[c.com],
        )  # fmt: skip
    return found


def zones(world: World) -> dict[str, Zone]:
    """The employment zone of each agglomeration."""
    regions = {a.reg: a.nom for a in world.reference.regions}
    region_of = {c.com: c.reg for c in world.communes}
    found: dict[str, Zone] = {}
    for rank, epci in enumerate(sorted(world.reference.epci, key=lambda e: e.siren), 51):
        largest = max(epci.membres, key=lambda m: m.pmun)
        reg = region_of[largest.com]
        shared = epci.siren == INTERREGIONAL
        found[epci.siren] = Zone(
            f"{'00' if shared else reg}{rank:02}", largest.nom, "00" if shared else reg,
            "INTERRÉGIONAL " if shared else regions[reg],
        )  # fmt: skip
    return found


def without_lyon(world: World) -> list[Territory]:
    """Districts in place of Lyon, as registers have it."""
    return [t for t in territories(world).values() if t.com != LYON]


def communes_only(world: World) -> list[Territory]:
    """Lyon as one commune."""
    return [t for t in territories(world).values() if t.typecom == "COM"]
