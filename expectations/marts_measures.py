"""What readers are promised of measures and of town centres. Runs on `marts_candidate`, before a release."""

from expectations.claim import (
    WARNING,
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
from expectations.marts import LEVELS, OURS, POSITIVE, ZONES

# Of a measure: normal, another definition, estimated, suppressed by the publisher.
MEASURE_STATUS = ("A", "D", "E", "Q")
METHODS = ("user", "cluster", "disc")
REASONS = ("overseas_collectivity", "no_commune_told", "territory_not_loaded", "unknown_code")
LOOK_AT_THE_MAP = "Look at its map in the site's page of town centres; give a polygon, or draw it again."


def dim_town_centre(_: Facts) -> list[Claim]:
    """`dim_town_centre`: town."""
    columns = (
        "code_commune",
        "version",
        "method",
        "area_ha",
        "points",
        "is_sensitive",
        "made_at",
        "geometry",
    )
    return [
        *(filled(column, OURS) for column in columns),
        one_of("method", METHODS, OURS),
        between("version", 1, None, OURS),
        between("points", 0, None, POSITIVE),
        *(
            between(column, 0, 1, OURS)
            for column in ("share_inside", "share_eps_75", "share_eps_150", "sensitivity")
        ),
        unique("code_commune"),
        no_rows(
            "select code_commune, area_ha from {batch} where area_ha <= 0 limit 20",
            "a town centre has an area",
            OURS,
        ),
        no_rows(
            """select code_commune, method, area_ha from {batch}
               where area_ha < 2 or area_ha > 500 limit 20""",
            "a town centre covers 2 to 500 hectares",
            LOOK_AT_THE_MAP,
            WARNING,
        ),
        no_rows_of("town_without_centre", "every town in scope has its perimeter", LOOK_AT_THE_MAP, WARNING),
    ]


def quality_not_carried(_: Facts) -> list[Claim]:
    """`quality_not_carried`: file x code x year x measure."""
    keys = ("raw_table", "vintage", "native_code", "period", "measure_code")
    return [
        *(filled(column, OURS) for column in (*keys, "obs_status", "reason")),
        one_of("obs_status", ("A", "Q"), OURS),
        one_of("reason", REASONS, OURS),
        unique(*keys),
    ]


def dim_measure(_: Facts) -> list[Claim]:
    """`dim_measure`: code."""
    return [
        filled("measure_code", OURS),
        *(filled(column, OURS) for column in ("label_en", "label_fr", "unit", "origin", "is_zoned")),
        coded("measure_code", "^[a-z][a-z0-9_]*$", "lower case, digits and _"),
        unique("measure_code"),
    ]


def dim_series_break(_: Facts) -> list[Claim]:
    """`dim_series_break`: indicator x year."""
    return [
        *(filled(column, OURS) for column in ("indicator_code", "break_year", "reason_en", "reason_fr")),
        unique("indicator_code", "break_year"),
        no_rows(
            """select indicator_code, break_year from {batch}
               where indicator_code not in (select indicator_code from dim_indicator) limit 20""",
            "a break is one of a known indicator",
            "Compare the seeds of breaks and of indicators.",
        ),
    ]


def fct_measure(_: Facts) -> list[Claim]:
    """`fct_measure`: level x territory x zone x year x measure."""
    keys = ("territory_level", "territory_code", "zone", "period", "measure_code")
    return [
        *(filled(column, OURS) for column in (*keys, "obs_status")),
        one_of("territory_level", LEVELS, OURS),
        one_of("zone", ZONES, OURS),
        one_of("obs_status", MEASURE_STATUS, OURS),
        between("period", 1968, 2100, OURS),
        between("coverage", 0, 1, OURS),
        unique(*keys),
        no_rows(
            """select territory_level, territory_code, zone, period, measure_code, obs_status, value from {batch}
               where (value is null) <> (obs_status = 'Q') limit 20""",
            "a value is missing exactly when it is suppressed",
            "Suppressed is not zero, and what is not known has no row.",
        ),
        no_rows(
            """select measure_code from {batch}
               where measure_code not in (select measure_code from dim_measure) group by measure_code limit 20""",
            "a measure is one of the dimension's",
            OURS,
        ),
        no_rows_of("zones_are_a_partition", "centre, rest and unlocated add up to the whole commune", OURS),
        no_rows_of("measures_add_up", "France is the sum of its regions, departments and communes", OURS),
    ]
