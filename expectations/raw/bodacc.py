"""BODACC: notices of one family and one year."""

from datetime import date

from expectations.claim import MOSTLY, NEW_WORD, WARNING, Claim, Facts, between, coded, filled, one_of

IDENTIFIER = r"^[ABC]\d{9,}$"
SIREN_OF_PARTY = r"\d{3}\s?\d{3}\s?\d{3}"


def vente(facts: Facts) -> list[Claim]:
    """`bodacc_vente`: notice."""
    return _notices(facts, "vente")


def collective(facts: Facts) -> list[Claim]:
    """`bodacc_collective`: notice."""
    return _notices(facts, "collective")


def radiation(facts: Facts) -> list[Claim]:
    """`bodacc_radiation`: notice."""
    return _notices(facts, "radiation")


def creation(facts: Facts) -> list[Claim]:
    """`bodacc_creation`: notice."""
    return _notices(facts, "creation")


def _notices(facts: Facts, family: str) -> list[Claim]:
    year = int(facts.vintage[:4])
    return [
        coded("id", IDENTIFIER, "a letter, an issue and a number"),
        filled("dateparution", mostly=MOSTLY),
        between(
            "dateparution",
            date(year, 1, 1),
            date(year, 12, 31),
            "Notices of another year came: did the publisher change how a question on dates is asked?",
        ),
        filled("typeavis"),
        one_of("typeavis", ("annonce", "annulation", "rectificatif"), NEW_WORD),
        one_of("familleavis", (family,), "Notices of another family came: is the question still understood?"),
        coded("registre", SIREN_OF_PARTY, "SIREN of the parties", WARNING, mostly=0.9),
    ]
