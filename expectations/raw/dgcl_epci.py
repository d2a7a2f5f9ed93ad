"""DGCL's composition of groupings of communes with their own taxation (EPCI)."""

from expectations.claim import WARNING, Claim, Facts, between, filled, no_rows, of_real_files, one_of, rows

NATURE = ("CA", "CC", "CU", "MET69", "METRO")
POSITIVE = "No commune has less than none or more than Paris: a separator or a sign was misread."


def composition(facts: Facts) -> list[Claim]:
    """`dgcl_epci_composition`: EPCI x commune; a commune belongs to one EPCI at most."""
    return [
        filled("raison_sociale"),
        one_of(
            "nature_juridique",
            NATURE,
            "A new legal form: check that it is a grouping with its own taxation.",
            WARNING,
        ),
        between("pmun", 0, 3_000_000, POSITIVE),
        between("ptot", 0, 3_000_000, POSITIVE),
        no_rows(
            """select siren, count(distinct raison_sociale) as names from {batch}
               group by siren having count(distinct raison_sociale) > 1 limit 20""",
            "an EPCI has one name",
            "Which name is right decides what readers see: ask the publisher.",
            WARNING,
        ),
        *of_real_files(facts, rows(34_700, 35_100, "All communes but four belong to an EPCI.")),
    ]
