"""DGCL's composition of groupings of communes with their own taxation (EPCI)."""

from expectations.claim import (
    COMMUNE,
    SIREN,
    WARNING,
    Claim,
    Facts,
    between,
    coded,
    filled,
    no_rows,
    one_of,
    rows,
    unique,
)

NATURE = ("CA", "CC", "CU", "MET69", "METRO")
POSITIVE = "A population cannot be negative: a separator or a sign was misread."


def composition(facts: Facts) -> list[Claim]:
    """`dgcl_epci_composition`: EPCI x commune; a commune belongs to one EPCI at most."""
    claims = [
        *(filled(column) for column in ("siren", "raison_sociale", "insee")),
        coded("siren", SIREN, "a SIREN of 9 digits"),
        coded("siren_membre", SIREN, "a SIREN of 9 digits", WARNING),
        coded("insee", COMMUNE, "a commune code of 5 characters"),
        unique("insee"),
        one_of(
            "nature_juridique",
            NATURE,
            "A new legal form: check that it is a grouping with its own taxation.",
            WARNING,
        ),
        between("pmun", 0, None, POSITIVE),
        between("ptot", 0, None, POSITIVE),
        no_rows(
            """select siren, count(distinct raison_sociale) as names from {batch}
               group by siren having count(distinct raison_sociale) > 1 limit 20""",
            "an EPCI has one name",
            "Which name is right decides what readers see: ask the publisher.",
            WARNING,
        ),
    ]
    if facts.is_simulated:
        return claims
    return [*claims, rows(34_700, 35_100, "All communes but four belong to an EPCI.")]
