"""What publishers print beside a commune's code: department, region, agglomeration, employment zone."""

from __future__ import annotations

from typing import NamedTuple

from sample.world import World

# One agglomeration stands for a zone that two regions share, coded 00XX.
INTERREGIONAL = "247700107"
GROUPS_IN_A_ZONE = 4


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
    epci = {m.com: e for e in world.reference.groups for m in e.membres}
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
    """The employment zone of each agglomeration: one each in the demo, some neighbours together in the nation."""
    return world.once("zones", _zones)


def _zones(world: World) -> dict[str, Zone]:
    regions = {a.reg: a.nom for a in world.reference.regions}
    region_of = {c.com: c.reg for c in world.communes}
    largest = {e.siren: max(e.membres, key=lambda m: m.pmun) for e in world.reference.groups}
    found: dict[str, Zone] = {}
    for rank, together in enumerate(
        _neighbours(world, {s: region_of[m.com] for s, m in largest.items()}), 51
    ):
        seat = max((largest[siren] for siren in together), key=lambda m: m.pmun)
        reg, shared = region_of[seat.com], INTERREGIONAL in together
        number = rank if not world.is_nation else sum(zone.reg == reg for zone in {*found.values()}) + 1
        zone = Zone(
            f"{'00' if shared else reg}{number:02}", seat.nom, "00" if shared else reg,
            "INTERRÉGIONAL " if shared else regions[reg],
        )  # fmt: skip
        found |= dict.fromkeys(together, zone)
    return found


def _neighbours(world: World, region: dict[str, str]) -> list[list[str]]:
    """Agglomerations that make a zone together: their codes have two digits in a region."""
    every = sorted(region)
    if not world.is_nation:
        return [[siren] for siren in every]
    number = GROUPS_IN_A_ZONE
    inside = [s for s in every if s != INTERREGIONAL]
    by_region = [[s for s in inside if region[s] == reg] for reg in sorted({*region.values()})]
    return [[INTERREGIONAL], *(r[i : i + number] for r in by_region for i in range(0, len(r), number))]


def without_lyon(world: World) -> list[Territory]:
    """Districts in place of Lyon (of Marseille and Paris too, in the nation), as registers have it."""
    return [t for t in territories(world).values() if t.com not in world.cities]


def communes_only(world: World) -> list[Territory]:
    """Lyon as one commune."""
    return [t for t in territories(world).values() if t.typecom == "COM"]
