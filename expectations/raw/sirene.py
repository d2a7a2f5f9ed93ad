"""Sirene: establishments, legal units, their periods and links. 30 to 97 million rows: few claims."""

from datetime import date

from expectations.claim import (
    MOSTLY,
    NEW_WORD,
    WARNING,
    Claim,
    Facts,
    Flaw,
    between,
    coded,
    filled,
    no_row_is,
    one_of,
)

NOMENCLATURE = ("NAF1993", "NAFRev1", "NAFRev2", "NAP")
# 47.11F today; 80.1Z, 52.10 or 5210 under older nomenclatures.
ACTIVITE = r"^\d{2}\.?\d{1,2}[A-Z]?$"
FORM = r"^\d{4}$"
BREAK = (
    "A declared break: activities in an unknown nomenclature cannot be grouped as before. Add its groups "
    "to the NAF seed and a bridge to NAFRev2, then declare it here; until then the last vintage stays."
)
DATES = "Absurd dates (year 0004, 3035) are known and rare; many at once mean a misread column."
UNKNOWN_STATE = "Old establishments may lack it; many at once mean a misread column."


def etablissement(facts: Facts) -> list[Claim]:
    """`sirene_etablissement`: SIRET."""
    return [
        *_establishment(facts),
        filled("statut_diffusion"),
        one_of("statut_diffusion", ("N", "O", "P"), NEW_WORD),
        between("date_creation", *_plausible(facts), DATES, severity=WARNING, mostly=0.99),
        no_row_is(
            [Flaw("begins_otherwise", ("siret", "siren"), (9,))],
            "siret, siren",
            "SIRET begins with SIREN",
            "The columns of the file may be shifted: compare with the source page.",
        ),
    ]


def historique(facts: Facts) -> list[Claim]:
    """`sirene_etablissement_historique`: SIRET x period."""
    return [*_establishment(facts), _ends_after_it_begins("siret")]


def unite_legale(_: Facts) -> list[Claim]:
    """`sirene_unite_legale`: SIREN."""
    return [
        *_unit(),
        filled("statut_diffusion"),
        one_of("statut_diffusion", ("N", "O", "P"), NEW_WORD),
        one_of("categorie_entreprise", ("ETI", "GE", "PME"), NEW_WORD, WARNING),
    ]


def unite_legale_historique(_: Facts) -> list[Claim]:
    """`sirene_unite_legale_historique`: SIREN x period."""
    return [*_unit(), _ends_after_it_begins("siren")]


def lien_succession(_: Facts) -> list[Claim]:
    """`sirene_lien_succession`: predecessor x successor x date."""
    return [
        filled("date_lien_succession", mostly=MOSTLY),
        no_row_is(
            [Flaw("equal", ("siret_predecesseur", "siret_successeur"))],
            "siret_predecesseur",
            "an establishment does not succeed itself",
            "Staging leaves such links out; many of them mean that columns moved.",
            WARNING,
        ),
    ]


def _establishment(facts: Facts) -> list[Claim]:
    return [
        one_of("etat_administratif", ("A", "F"), NEW_WORD),
        filled("etat_administratif", UNKNOWN_STATE, mostly=0.95),
        one_of("nomenclature_activite", NOMENCLATURE, BREAK),
        coded("activite_principale", ACTIVITE, "an activity code such as 47.11F", WARNING, mostly=0.999),
        one_of("caractere_employeur", ("N", "O"), NEW_WORD, WARNING),
        between("date_debut", *_plausible(facts), DATES, severity=WARNING, mostly=0.99),
    ]


def _unit() -> list[Claim]:
    return [
        one_of("etat_administratif", ("A", "C"), NEW_WORD),
        coded("categorie_juridique", FORM, "a legal form of 4 digits", mostly=0.999),
        one_of("nomenclature_activite", NOMENCLATURE, BREAK),
    ]


def _ends_after_it_begins(identifier: str) -> Claim:
    return no_row_is(
        [Flaw("less", ("date_fin", "date_debut"))],
        f"{identifier}, date_debut, date_fin",
        "a period ends after it begins",
        "Such a period counts nowhere; many of them mean a misread column.",
        WARNING,
    )


def _plausible(facts: Facts) -> tuple[date, date]:
    """Days an establishment may have begun: 1800 to a year after the vintage."""
    return date(1800, 1, 1), date(int(facts.vintage[:4]) + 1, 12, 31)
