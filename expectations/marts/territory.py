"""Territories, their past, their town centres."""

from expectations.claim import (
    COMMUNE,
    WARNING,
    Claim,
    Facts,
    between,
    coded,
    never,
    no_rows,
    no_rows_of,
    of_real_files,
    one_of,
    unique,
)
from expectations.marts.shared import LEVELS, OURS, POSITIVE

BANDS = ("<10k", "10-20k", "20-50k", "50-100k", ">=100k")
EVENTS = ("unchanged", "moved", "split", "district")
METHODS = ("user", "cluster", "disc")
LOOK_AT_THE_MAP = "Look at its map in the site's page of town centres; give a polygon, or draw it again."


def dim_territory(facts: Facts) -> list[Claim]:
    """`dim_territory`: level x code."""
    counts = no_rows_of(
        "territory_counts",
        "101 departments, 18 regions, 1,240 to 1,270 EPCI, 34,800 to 35,000 communes",
        "Expected when the mirror lacks a list; else compare with INSEE's counts.",
        WARNING,
    )
    return [
        one_of("territory_level", LEVELS, OURS),
        one_of("population_band", BANDS, OURS),
        between("population", 0, None, POSITIVE),
        no_rows_of("territory_codes", "each level has codes of its own shape, France is one row", OURS),
        no_rows_of("territory_parents", "parents of a territory are territories of the dimension", OURS),
        *of_real_files(facts, counts),
    ]


def dim_territory_version(_: Facts) -> list[Claim]:
    """`dim_territory_version`: level x code x version."""
    return [
        one_of("territory_level", LEVELS, OURS),
        between("version", 1, None, OURS),
        unique("territory_level", "territory_code", "version"),
        no_rows_of(
            "versions_follow", "each version begins the day after the one before, the last is open", OURS
        ),
    ]


def bridge_commune_succession(_: Facts) -> list[Claim]:
    """`bridge_commune_succession`: code x geography x commune it leads to."""
    return [
        coded("code_to", COMMUNE, "a commune code"),
        one_of("event", EVENTS, OURS),
        between("cog_from", 0, 2100, OURS),
        unique("code_from", "cog_from", "code_to"),
        no_rows(
            """select code_from, cog_from, sum(weight) as weight from {batch}
               group by code_from, cog_from
               having min(weight) <= 0 or abs(sum(weight) - 1) > 1e-9 limit 20""",
            "the weights of a code are positive and add up to 1",
            "A total would change when it is carried: look at the parts of that split.",
        ),
        no_rows(
            """select code_from, cog_from, code_to from {batch}
               where code_to not in (
                   select territory_code from dim_territory where territory_level = 'commune'
               ) limit 20""",
            "a code leads to communes of the reference geography",
            OURS,
        ),
    ]


def bridge_territory_membership(_: Facts) -> list[Claim]:
    """`bridge_territory_membership`: commune x level x territory x first day."""
    return [
        one_of("territory_level", LEVELS, OURS),
        unique("code_commune", "territory_level", "territory_code", "valid_from"),
        never(
            "code_commune, territory_level, territory_code, valid_from, valid_to",
            "valid_to < valid_from",
            "nothing ends before it begins",
            OURS,
        ),
        no_rows_of(
            "membership_overlaps", "a commune is in one EPCI at a time, and in a programme once", OURS
        ),
        no_rows_of(
            "membership_of_reference", "a commune is in one department, one region and France today", OURS
        ),
    ]


def dim_town_centre(_: Facts) -> list[Claim]:
    """`dim_town_centre`: town."""
    return [
        one_of("method", METHODS, OURS),
        between("version", 1, None, OURS),
        between("points", 0, None, POSITIVE),
        *(
            between(column, 0, 1, OURS)
            for column in ("share_inside", "share_eps_75", "share_eps_150", "sensitivity")
        ),
        never(
            "code_commune, area_ha",
            "area_ha <= 0",
            "a town centre has an area",
            OURS,
        ),
        never(
            "code_commune, method, area_ha",
            "area_ha < 2 or area_ha > 500",
            "a town centre covers 2 to 500 hectares",
            LOOK_AT_THE_MAP,
            WARNING,
        ),
        no_rows_of("town_without_centre", "every town in scope has its perimeter", LOOK_AT_THE_MAP, WARNING),
    ]
