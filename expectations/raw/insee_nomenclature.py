"""Nomenclatures: activities (NAF rev. 2, NAF 2025) and legal forms."""

from expectations.claim import Claim, Facts, coded, filled, of_real_files, rows

NAF = r"^\d{2}\.\d{2}[A-Z]$"


def naf_rev2(facts: Facts) -> list[Claim]:
    """`insee_naf_rev2`: sub-class."""
    return _activities(facts, 732)


def naf2025(facts: Facts) -> list[Claim]:
    """`insee_naf2025`: sub-class."""
    return _activities(facts, 747)


def _activities(facts: Facts, subclasses: int) -> list[Claim]:
    return [
        coded("niv5", NAF, "a sub-class such as 47.11F"),
        filled("niv1"),
        *of_real_files(
            facts, rows(subclasses, subclasses, f"The nomenclature has {subclasses} sub-classes.")
        ),
    ]


def categorie_juridique(_: Facts) -> list[Claim]:
    """`insee_categorie_juridique`: legal form."""
    return [coded("code", r"^\d{4}$", "a legal form of 4 digits")]
