"""What readers are promised of town centres and of what stays out. Runs on `marts_candidate`, before a release."""

from expectations.claim import WARNING, Claim, Facts, between, filled, no_rows, no_rows_of, one_of, unique
from expectations.marts import OURS, POSITIVE

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
