"""Sirene: establishments and their periods. 44 and 97 million rows: few claims, one scan, one GROUP BY."""

from datetime import date

from expectations.claim import (
    COMMUNE,
    SIRET,
    WARNING,
    Claim,
    Facts,
    between,
    coded,
    filled,
    no_rows,
    one_of,
    unique,
)

NOMENCLATURE = ("NAF1993", "NAFRev1", "NAFRev2", "NAP")
# 47.11F today; 80.1Z, 52.10 or 5210 under older nomenclatures.
ACTIVITE = r"^\d{2}\.?\d{1,2}[A-Z]?$"
BREAK = (
    "A declared break: activities in an unknown nomenclature cannot be grouped as before. Add its groups "
    "to the NAF seed and a bridge to NAFRev2, then declare it here; until then the last vintage stays."
)
NEW_WORD = "The publisher uses a new word: decide what staging does with it, then declare it."
DATES = "Absurd dates (year 0004, 3035) are known and rare; many at once mean a misread column."
EMPTY = "The file holds no data row: the publisher's export, or the reader, stopped early."


def etablissement(facts: Facts) -> list[Claim]:
    """`sirene_etablissement`: SIRET."""
    return [
        *_common(facts),
        filled("statut_diffusion"),
        one_of("statut_diffusion", ("N", "O", "P"), NEW_WORD),
        coded("code_commune", COMMUNE, "a commune code of 5 characters", mostly=0.999),
        between("date_creation", *_plausible(facts), DATES, severity=WARNING, mostly=0.99),
        unique("siret"),
        no_rows(
            "select siret, siren from {batch} where siren is distinct from left(siret, 9) limit 20",
            "SIRET begins with SIREN",
            "The columns of the file may be shifted: compare with the source page.",
        ),
    ]


def historique(facts: Facts) -> list[Claim]:
    """`sirene_etablissement_historique`: SIRET x period."""
    return [
        *_common(facts),
        unique("siret", "date_debut"),
        no_rows(
            "select siret, date_debut, date_fin from {batch} where date_fin < date_debut limit 20",
            "a period ends after it begins",
            "Such a period counts nowhere; many of them mean a misread column.",
            WARNING,
        ),
    ]


def _common(facts: Facts) -> list[Claim]:
    return [
        no_rows("select 0 as rows where not exists (select 1 from {batch})", "the table has rows", EMPTY),
        filled("siret"),
        coded("siret", SIRET, "a SIRET of 14 digits"),
        one_of("etat_administratif", ("A", "F"), NEW_WORD),
        filled_mostly("etat_administratif", 0.95),
        one_of("nomenclature_activite", NOMENCLATURE, BREAK),
        coded("activite_principale", ACTIVITE, "an activity code such as 47.11F", WARNING, mostly=0.999),
        one_of("caractere_employeur", ("N", "O"), NEW_WORD, WARNING),
        between("date_debut", *_plausible(facts), DATES, severity=WARNING, mostly=0.99),
    ]


def filled_mostly(column: str, share: float) -> Claim:
    """`column` is null for a few rows at most: states and dates are unknown for old establishments."""
    return Claim(
        "expect_column_values_to_not_be_null",
        f"{column} is filled for at least {share:.0%} of rows",
        "Old establishments may lack it; many at once mean a misread column.",
        arguments={"column": column, "mostly": share},
    )


def _plausible(facts: Facts) -> tuple[date, date]:
    """Days an establishment may have begun: 1800 to a year after the vintage."""
    return date(1800, 1, 1), date(int(facts.vintage[:4]) + 1, 12, 31)
