"""What readers are promised of places and establishments through time. Runs on `marts_candidate`, before a release."""

from expectations.claim import (
    COMMUNE,
    SIRET,
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

SETS = ("storefronts", "proximity")
LIVES = ("birth", "closure", "reopening", "takeover", "move")
LINKED = ("takeover", "move")
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


def fct_establishment_event(_: Facts) -> list[Claim]:
    """`fct_establishment_event`: establishment x event x day x establishment it is linked to."""
    return [
        *(
            filled(column, OURS)
            for column in ("siret", "event_type", "event_date", "code_commune", "activity")
        ),
        coded("siret", SIRET, "a SIRET"),
        coded("linked_siret", SIRET, "a SIRET"),
        coded("code_commune", COMMUNE, "a commune code"),
        one_of("event_type", LIVES, OURS),
        one_of("zone", ZONES[1:], OURS),
        one_of("linked_zone", ZONES[1:], OURS),
        unique("siret", "event_type", "event_date", "linked_siret"),
        no_rows(
            f"""select siret, event_type, event_date, linked_siret from {{batch}}
                where (event_type in {LINKED}) <> (linked_siret is not null) or siret = linked_siret limit 20""",
            "a takeover and a move link two establishments, other events none",
            OURS,
        ),
    ]


def fct_establishment_flow(_: Facts) -> list[Claim]:
    """`fct_establishment_flow`: commune x zone x set of activities x year."""
    keys = ("code_commune", "zone", "activity_set", "period")
    return [
        *(filled(column, OURS) for column in (*keys, "opening_stock", "closing_stock")),
        coded("code_commune", COMMUNE, "a commune code"),
        one_of("zone", ZONES, OURS),
        one_of("activity_set", SETS, OURS),
        unique(*keys),
        *(
            between(column, 0, None, POSITIVE)
            for column in ("opening_stock", "closing_stock", "births", "closures")
        ),
        no_rows_of("stock_identity", "what comes and goes explains each stock, to the unit", OURS),
        no_rows_of("stocks_follow", "a year opens with the stock that the year before left", OURS),
    ]
