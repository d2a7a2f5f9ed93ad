"""INSEE's SIDE: active establishments and creations, ten sectors."""

from expectations.claim import Claim, Facts, rows
from expectations.raw.melodi import melodi

MEASURES = ("BURE", "UNIT_LOC", "UNIT_LOC_BURE")


def stock(facts: Facts) -> list[Claim]:
    """`insee_side_stock`: establishments on 31 December, every year since 2014."""
    return _side(facts)


def creation(facts: Facts) -> list[Claim]:
    """`insee_side_creation`: creations of the year, every year since 2012."""
    return _side(facts)


def _side(facts: Facts) -> list[Claim]:
    claims = melodi(("activity",), "side_measure", MEASURES, ("legal_form",))
    if facts.is_simulated:
        return claims
    return [*claims, rows(300_000, None, "About 35,000 communes x 10 years at least.")]
