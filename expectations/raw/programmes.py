"""Lists of the programmes: Action Coeur de Ville, Petites Villes de Demain, ORT."""

from expectations.claim import (
    COMMUNE,
    WARNING,
    Claim,
    Facts,
    coded,
    filled,
    one_of,
    rows,
    unique,
)

# ISO, DD/MM/YYYY, DD-MM-YYYY, or the serial number of a spreadsheet.
DATE = r"^(\d{4}-\d{2}-\d{2}|\d{2}[/-]\d{2}[/-]\d{4}|\d{5})$"
DATE_SAYS = "a date (ISO, DD/MM/YYYY, DD-MM-YYYY or a spreadsheet's number)"
STATUT = ("1. Commune ACV", "2. Commune PVD", "3. Autre")
SIGNEE = ("En cours", "Non signée", "Signée", "Terminée")
NEW_WORD = "The publisher uses a new word: decide what staging does with it, then declare it."


def acv(facts: Facts) -> list[Claim]:
    """`anct_acv_commune`: commune; several communes may share one id."""
    return [
        *_list("id_acv", r"^(acv-|ACV)\d{3}$", "acv-000 or ACV000"),
        *_size(facts, 200, 300, "The programme had 221 to 246 communes over the years."),
    ]


def pvd(facts: Facts) -> list[Claim]:
    """`anct_pvd_commune`: commune."""
    return [
        *_list("id_pvd", r"^(pvd-|PVD)[\w-]*\d+[\w-]*$", "pvd- and a number"),
        *_size(facts, 1500, 1800, "The programme had 1,646 communes in 2026."),
    ]


def _list(identifier: str, regex: str, shape: str) -> list[Claim]:
    return [
        filled("insee_com"),
        filled(identifier),
        coded("insee_com", COMMUNE, "a commune code of 5 characters"),
        unique("insee_com"),
        coded(identifier, regex, shape, WARNING),
        coded("date_signature", DATE, DATE_SAYS, WARNING),
    ]


def ort(facts: Facts) -> list[Claim]:
    """`dgaln_ort_commune`: record of the Grist table."""
    return [
        filled("code_commune"),
        coded("code_commune", COMMUNE, "a commune code of 5 characters"),
        unique("code_commune", severity=WARNING),
        one_of("statut_commune", STATUT, NEW_WORD, WARNING),
        one_of("signee", SIGNEE, NEW_WORD, WARNING),
        one_of("acv", ("true", "false"), NEW_WORD),
        one_of("pvd", ("true", "false"), NEW_WORD),
        coded("date_signature", DATE, DATE_SAYS, WARNING),
        coded("date_fin_estimee", DATE, DATE_SAYS, WARNING),
        *_size(facts, 1500, 4000, "2,290 records in 2024; a file of one department only was seen before."),
    ]


def croisement(facts: Facts) -> list[Claim]:
    """`anct_commune_programme`: commune."""
    return [
        filled("insee_com"),
        coded("insee_com", COMMUNE, "a commune code of 5 characters"),
        unique("insee_com"),
        coded("id_ti", r"(?i)^ti[-_]?\w", "ti- and a number", WARNING),
        *_size(facts, 34_800, 35_300, "35,039 rows in 2023, one per commune or district."),
    ]


def _size(facts: Facts, low: int, high: int, advice: str) -> list[Claim]:
    return [] if facts.is_simulated else [rows(low, high, advice)]
