"""LOVAC: vacant homes; counts are text because of secrecy."""

from expectations.claim import Claim, Facts, between, coded, of_real_files, rows
from expectations.melodi import figure_within

COUNT = r"^(s|[0-9]+)$"
COUNTS = ("pp_vacant", "pp_vacant_plus_2ans", "pp_total")


def commune(facts: Facts) -> list[Claim]:
    """`lovac_commune`: commune x year."""
    return [
        *(coded(column, COUNT, "a whole number, or s") for column in COUNTS),
        *(figure_within(column, 0, 40_000_000) for column in COUNTS),
        between("annee", 2019, 2040, "A two-digit year was misread."),
        *of_real_files(facts, rows(100_000, None, "34,900 communes x 6 years.")),
    ]
