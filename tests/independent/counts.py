"""Measures counted in Sirene by commune, zone and year, zeros included."""

from collections import Counter
from dataclasses import dataclass

import numpy as np

from tests.independent.centre import addresses
from tests.independent.links import Link, Links
from tests.independent.mirror import day, seed, year_of
from tests.independent.register import Establishment, Spell

YEARS = range(2012, 2026)
TRANSMISSION_YEARS = 25
Counts = Counter  # (commune, zone, year, measure) to a number


@dataclass(frozen=True)
class Sets:
    """Activities of each set the measures speak of."""

    counted: set[str]
    vit: set[str]
    prox: set[str]
    retail: set[str]
    distance: set[str]
    industry: set[str]
    family: dict[str, str]

    @classmethod
    def read(cls) -> "Sets":
        kinds = seed("activity").set_index("activity")
        flags = (
            "is_counted",
            "is_storefront",
            "is_proximity",
            "is_retail_47",
            "is_distance_selling",
            "is_industry",
        )
        chosen = [set(kinds.index[kinds[flag] == "true"]) for flag in flags]
        return cls(*chosen, kinds.loc[kinds["family"] != "", "family"].to_dict())


def count(
    register: dict[str, Establishment], zone: dict[str, str], links: Links, communes: set[str]
) -> Counts:
    """Every measure of origin sirene, town and centre in seed `measure`."""
    sets, found = Sets.read(), Counts()
    for one in register.values():
        if one.commune not in communes:
            continue
        for measure, year in [*_stock(one, sets), *_births(one, sets, links), *_closures(one, sets, links)]:
            found[one.commune, "all", year, measure] += 1
            if one.siret in zone:
                found[one.commune, zone[one.siret], year, measure] += 1
    _moves(found, register, zone, links, sets)
    towns = {register[siret].commune for siret in zone}
    for town in towns:
        _premises(found, town, [e for e in register.values() if e.commune == town], zone)
        _of_town(found, town)
    return found


def _stock(one: Establishment, sets: Sets) -> list[tuple[str, int]]:
    found = []
    for year in YEARS:
        spell = one.on(day(year))
        if spell and spell.activity in sets.counted:
            found += [(measure, year) for measure in _sets_of(spell, sets)]
            old = one.is_sole_trader and not np.isnan(one.unit_created)
            if old and spell.activity in sets.prox and year_of(one.unit_created) <= year - TRANSMISSION_YEARS:
                found.append(("transmission_exposed", year))
    return found


def _sets_of(spell: Spell, sets: Sets) -> list[str]:
    activity = spell.activity
    belongs = {
        "establishments": sets.counted,
        "storefronts": sets.vit,
        "proximity_establishments": sets.prox,
        "retail_47_establishments": sets.retail,
        "distance_sellers": sets.distance,
        "industry_establishments": sets.industry,
        "storefronts_employer": sets.vit if spell.is_employer else set(),
        "industry_employer": sets.industry if spell.is_employer else set(),
    }
    family = [f"family_{sets.family[activity]}"] if activity in sets.family else []
    return [measure for measure, members in belongs.items() if activity in members] + family


def _births(one: Establishment, sets: Sets, links: Links) -> list[tuple[str, int]]:
    found = []
    for spell in one.spells:
        if spell.entered != "birth" or spell.activity not in sets.vit:
            continue
        if any(link.is_continuity for link in links.of_birth(one.siret, spell.first)):
            continue
        year = year_of(spell.first)
        found += [("storefront_births", year), ("survival_cohort", year + 3)]
        if spell.until >= _three_years_after(spell.first):
            found.append(("survival_survivors", year + 3))
    return found


def _three_years_after(when: float) -> int:
    date = np.datetime64(int(when), "D")
    month = date.astype("datetime64[M]")
    there = month + 36
    last = ((there + 1).astype("datetime64[D]") - there.astype("datetime64[D]")).astype(int)
    of_month = min(int((date - month.astype("datetime64[D]")).astype(int)), int(last) - 1)
    return int((there.astype("datetime64[D]") + of_month).astype(int))


def _closures(one: Establishment, sets: Sets, links: Links) -> list[tuple[str, int]]:
    found = []
    for year, told in _closed(one, sets.vit, links).items():
        if not any(link.is_continuity for link in told):
            found.append(("storefront_closures", year))
    for year, told in _closed(one, sets.prox, links).items():
        takeovers = [link for link in told if link.is_takeover]
        if takeovers or not told:
            found.append(("proximity_exits", year))
        if takeovers:
            found.append(("proximity_exits_taken_over", year))
        true_ones = [link for link in takeovers if not link.is_incorporation]
        if true_ones or not told:
            found.append(("proximity_exits_but_incorporations", year))
        if true_ones:
            found.append(("proximity_exits_taken_over_by_another", year))
    return found


def _closed(one: Establishment, members: set[str], links: Links) -> dict[int, list[Link]]:
    """Years in which it closed while in the set, once each, and the links that speak of it."""
    ends: list[Spell] = [s for s in one.spells if s.left == "closure" and s.activity in members]
    found: dict[int, list[Link]] = {}
    for spell in ends:
        found.setdefault(year_of(spell.last + 1), []).extend(links.of_closure(one.siret, spell.last + 1))
    return found


def _moves(found: Counts, register: dict, zone: dict[str, str], links: Links, sets: Sets) -> None:
    for link in links.all:
        old, new = register.get(link.before), register.get(link.after)
        if not link.is_same_unit or old is None or new is None:
            continue
        year, activity = year_of(link.when), _activity_of_move(old, new, link.when)
        if old.commune != new.commune:
            for measure, members in (("moves_net", sets.counted), ("moves_net_industry", sets.industry)):
                if activity in members:
                    found[new.commune, "all", year, measure] += 1
                    found[old.commune, "all", year, measure] -= 1
        elif activity in sets.counted:
            ends = (zone.get(old.siret), zone.get(new.siret))
            step = {("rest", "centre"): 1, ("centre", "rest"): -1}.get(ends, 0)
            found[new.commune, "all", year, "moves_to_centre_net"] += step


def _activity_of_move(old: Establishment, new: Establishment, when: float) -> str | None:
    """That at the new place on the day of the link, else at the old one."""
    spell = new.on(when) or old.on(when)
    return spell.activity if spell else None


def _premises(found: Counts, town: str, members: list[Establishment], zone: dict[str, str]) -> None:
    for line in addresses(members, zone, YEARS).itertuples():
        found[town, "centre", line.annee, "addresses"] += line.addresses
        found[town, "centre", line.annee, "addresses_idle"] += line.addresses_idle


def _of_town(found: Counts, town: str) -> None:
    for year in YEARS:
        centre, rest = (found[town, part, year, "storefronts"] for part in ("centre", "rest"))
        found[town, "all", year, "storefronts_in_centre"] = centre
        found[town, "all", year, "storefronts_located"] = centre + rest
        found[town, "all", year, "establishments_in_centre"] = found[town, "centre", year, "establishments"]
