"""What readers are promised of places through time. Runs on `marts_candidate`, before a release."""

from expectations.claim import (
    COMMUNE,
    Claim,
    Facts,
    between,
    coded,
    filled,
    no_rows,
    no_rows_of,
    one_of,
    unique,
)
from expectations.marts import LEVELS, OURS

EVENTS = ("unchanged", "moved", "split", "district")


def bridge_commune_succession(_: Facts) -> list[Claim]:
    """`bridge_commune_succession`: code x geography x commune it leads to."""
    keys = ("code_from", "cog_from", "code_to")
    return [
        *(filled(column, OURS) for column in (*keys, "weight", "event")),
        coded("code_to", COMMUNE, "a commune code"),
        one_of("event", EVENTS, OURS),
        between("cog_from", 0, 2100, OURS),
        unique(*keys),
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
    keys = ("code_commune", "territory_level", "territory_code", "valid_from")
    return [
        *(filled(column, OURS) for column in (*keys, "is_reference")),
        one_of("territory_level", LEVELS, OURS),
        unique(*keys),
        no_rows(
            """select code_commune, territory_level, territory_code, valid_from, valid_to from {batch}
               where valid_to < valid_from limit 20""",
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


def dim_territory_version(_: Facts) -> list[Claim]:
    """`dim_territory_version`: level x code x version."""
    return [
        *(
            filled(column, OURS)
            for column in ("territory_level", "territory_code", "version", "valid_from", "is_current")
        ),
        one_of("territory_level", LEVELS, OURS),
        between("version", 1, None, OURS),
        unique("territory_level", "territory_code", "version"),
        no_rows_of(
            "versions_follow", "each version begins the day after the one before, the last is open", OURS
        ),
    ]
