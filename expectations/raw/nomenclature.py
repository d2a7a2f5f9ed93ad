"""Nomenclatures: activities (NAF rev. 2, NAF 2025) and legal forms."""

from collections.abc import Callable

from expectations.claim import Claim, Facts, coded, filled, rows, unique

NAF = r"^\d{2}\.\d{2}[A-Z]$"


def activities(subclasses: int) -> Callable[[Facts], list[Claim]]:
    """`insee_naf_rev2` and `insee_naf2025`: sub-class; `subclasses` is how many INSEE's has."""

    def claims(facts: Facts) -> list[Claim]:
        kept = [
            filled("niv5"),
            coded("niv5", NAF, "a sub-class such as 47.11F"),
            unique("niv5"),
            filled("niv1"),
        ]
        whole = rows(subclasses, subclasses, f"The nomenclature has {subclasses} sub-classes.")
        return kept if facts.is_simulated else [*kept, whole]

    return claims


def legal_form(_facts: Facts) -> list[Claim]:
    """`insee_categorie_juridique`: legal form."""
    return [filled("code"), coded("code", r"^\d{4}$", "a legal form of 4 digits"), unique("code")]
