"""Measures, and what of a publisher's file is in none."""

from expectations.claim import (
    Claim,
    Facts,
    between,
    coded,
    filled,
    never,
    no_rows,
    no_rows_of,
    one_of,
    unique,
)
from expectations.marts.shared import LEVELS, OURS, ZONES

# Of a measure: normal, another definition, estimated, suppressed, estimated within a wide interval.
MEASURE_STATUS = ("A", "D", "E", "Q", "U")
REASONS = ("overseas_collectivity", "no_commune_told", "territory_not_loaded", "unknown_code")


def dim_measure(_: Facts) -> list[Claim]:
    """`dim_measure`: code."""
    return [
        filled("origin", OURS),
        filled("is_zoned", OURS),
        coded("measure_code", "^[a-z][a-z0-9_]*$", "lower case, digits and _"),
    ]


def fct_measure(_: Facts) -> list[Claim]:
    """`fct_measure`: level x territory x zone x year x measure."""
    return [
        one_of("territory_level", LEVELS, OURS),
        one_of("zone", ZONES, OURS),
        one_of("obs_status", MEASURE_STATUS, OURS),
        between("period", 1968, 2100, OURS),
        between("coverage", 0, 1, OURS),
        never(
            "territory_level, territory_code, zone, period, measure_code, obs_status, value",
            "(value is null) <> (obs_status = 'Q')",
            "a value is missing exactly when it is suppressed",
            "Suppressed is not zero, and what is not known has no row.",
        ),
        no_rows(
            """select measure_code from (select distinct measure_code from {batch}) as told
               where measure_code not in (select measure_code from dim_measure) limit 20""",
            "a measure is one of the dimension's",
            OURS,
        ),
        no_rows_of("status_has_its_reason", "a status that is not normal has a reason that gives it", OURS),
        no_rows_of("zones_are_a_partition", "centre, rest and unlocated add up to the whole commune", OURS),
        no_rows_of("measures_add_up", "France is the sum of its regions, departments and communes", OURS),
    ]


def quality_not_carried(_: Facts) -> list[Claim]:
    """`quality_not_carried`: file x code x year x measure."""
    return [
        filled("obs_status", OURS),
        filled("reason", OURS),
        one_of("obs_status", ("A", "Q"), OURS),
        one_of("reason", REASONS, OURS),
        unique("raw_table", "vintage", "native_code", "period", "measure_code"),
    ]
