"""INSEE's permanent base of equipment (BPE)."""

from expectations.claim import WARNING, Claim, Facts, coded, of_real_files, rows
from expectations.geometry import in_france


def equipement(facts: Facts) -> list[Claim]:
    """`insee_bpe_equipement`: equipment."""
    return [
        coded("typequ", r"^[A-G]\d{3}$", "a letter and three digits"),
        coded("apet", r"^(\d{4}[A-Z]|_Z|_U)$", "a NAF code without dot, _Z or _U", WARNING),
        *in_france("EPSG"),
        *of_real_files(facts, rows(2_500_000, None, "2,921,770 rows in 2025.")),
    ]
