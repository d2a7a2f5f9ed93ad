"""LOVAC: vacant homes; counts are text because of secrecy."""

from expectations.claim import Claim, Facts, between, coded, of_real_files, rows
from expectations.melodi import figure_within

COUNT = r"^(s|[0-9]+)$"
COUNTS = ("pp_vacant", "pp_vacant_plus_2ans", "pp_total")
REGION = r"^\s*\d{1,2}\s*$"


def _counts() -> list[Claim]:
    return [
        *(coded(column, COUNT, "a whole number, or s") for column in COUNTS),
        *(figure_within(column, 0, 40_000_000) for column in COUNTS),
        between("annee", 2019, 2040, "A two-digit year was misread."),
    ]


def commune(facts: Facts) -> list[Claim]:
    """`lovac_commune`: commune x year."""
    return [*_counts(), *of_real_files(facts, rows(100_000, None, "34,900 communes x 6 years."))]


def departement(_: Facts) -> list[Claim]:
    """`lovac_departement`: department x year."""
    return _counts()


def region(_: Facts) -> list[Claim]:
    """`lovac_region`: region x year."""
    return [coded("reg", REGION, "a region code"), *_counts()]


def france(_: Facts) -> list[Claim]:
    """`lovac_france`: year."""
    return _counts()
