"""Events of towns by month, and what departs from the usual."""

from expectations.claim import COMMUNE, Claim, Facts, between, coded, never, no_rows, one_of
from expectations.marts.shared import OURS, POSITIVE, ZONES

EVENTS = (
    "storefront_birth",
    "storefront_closure",
    "business_sale",
    "insolvency",
    "insolvency_proximity",
    "flat_sale",
    "premises_sale",
)


def fct_pulse(_: Facts) -> list[Claim]:
    """`fct_pulse`: town x zone x month x event."""
    return [
        coded("code_commune", COMMUNE, "a commune code"),
        one_of("zone", ZONES, OURS),
        one_of("event", EVENTS, OURS),
        between("events", 0, None, POSITIVE),
        never(
            "code_commune, month, event",
            "priced_events > events",
            "no more prices than sales",
            OURS,
        ),
        no_rows(
            """select code_commune, month, event from {batch} group by code_commune, month, event
                having count(*) > 1 and sum(events) filter (where zone = 'all')
                <> sum(events) filter (where zone <> 'all') limit 20""",
            "zones add up to the town",
            OURS,
        ),
    ]


def mart_early_warning(_: Facts) -> list[Claim]:
    """`mart_early_warning`: town x event x month."""
    return [
        coded("code_commune", COMMUNE, "a commune code"),
        one_of("event", EVENTS, OURS),
        *(between(f"events_{months}m", 0, None, POSITIVE) for months in (1, 3, 12)),
        never(
            "code_commune, event, month",
            "low_1m > high_1m",
            "the least of the usual range is not over the most",
            OURS,
        ),
        never(
            "code_commune, event, month",
            "is_outside_1m and events_1m between low_1m and high_1m",
            "what is called outside is outside its range",
            OURS,
        ),
    ]
