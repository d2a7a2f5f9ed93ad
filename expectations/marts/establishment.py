"""What happens to establishments, and what it makes of their number."""

from expectations.claim import (
    COMMUNE,
    SIRET,
    Claim,
    Facts,
    between,
    coded,
    filled,
    never,
    no_rows_of,
    one_of,
    unique,
)
from expectations.marts.shared import OURS, POSITIVE, ZONES

SETS = ("storefronts", "proximity", "industry")
LIVES = ("birth", "closure", "reopening", "takeover", "move")
LINKED = ("takeover", "move")


def fct_establishment_event(_: Facts) -> list[Claim]:
    """`fct_establishment_event`: establishment x event x day x establishment it is linked to."""
    return [
        filled("activity", OURS),
        coded("siret", SIRET, "a SIRET"),
        coded("linked_siret", SIRET, "a SIRET"),
        coded("code_commune", COMMUNE, "a commune code"),
        one_of("event_type", LIVES, OURS),
        one_of("zone", ZONES[1:], OURS),
        one_of("linked_zone", ZONES[1:], OURS),
        unique("siret", "event_type", "event_date", "linked_siret"),
        never(
            "siret, event_type, event_date, linked_siret",
            f"(event_type in {LINKED}) <> (linked_siret is not null) or siret = linked_siret",
            "a takeover and a move link two establishments, other events none",
            OURS,
        ),
    ]


def fct_establishment_flow(_: Facts) -> list[Claim]:
    """`fct_establishment_flow`: commune x zone x set of activities x year."""
    return [
        filled("opening_stock", OURS),
        filled("closing_stock", OURS),
        coded("code_commune", COMMUNE, "a commune code"),
        one_of("zone", ZONES, OURS),
        one_of("activity_set", SETS, OURS),
        *(
            between(column, 0, None, POSITIVE)
            for column in ("opening_stock", "closing_stock", "births", "closures")
        ),
        no_rows_of("stock_identity", "what comes and goes explains each stock, to the unit", OURS),
        no_rows_of("stocks_follow", "a year opens with the stock that the year before left", OURS),
    ]
