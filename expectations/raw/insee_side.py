"""INSEE's SIDE: active establishments and creations, ten sectors."""

from expectations.claim import Claim, Facts, of_real_files, rows
from expectations.melodi import melodi


def stock(facts: Facts) -> list[Claim]:
    """`insee_side_stock`: establishments on 31 December, every year since 2014."""
    return _side(facts)


def creation(facts: Facts) -> list[Claim]:
    """`insee_side_creation`: creations of the year, every year since 2012."""
    return _side(facts)


def creation_unite_legale(facts: Facts) -> list[Claim]:
    """`insee_side_creation_unite_legale`: legal units created in the year."""
    return _side(facts)


def _side(facts: Facts) -> list[Claim]:
    return [
        *melodi("side_measure", ("BURE", "UNIT_LOC", "UNIT_LOC_BURE")),
        *of_real_files(facts, rows(300_000, None, "About 35,000 communes x 10 years at least.")),
    ]
