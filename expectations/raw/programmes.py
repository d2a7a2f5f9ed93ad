"""Lists of the programmes: Action Coeur de Ville, Petites Villes de Demain, ORT."""

from expectations.claim import (
    DATE,
    DATE_SAYS,
    NEW_WORD,
    WARNING,
    Claim,
    Facts,
    coded,
    filled,
    of_real_files,
    one_of,
    rows,
)

STATUT = ("1. Commune ACV", "2. Commune PVD", "3. Autre")
SIGNEE = ("En cours", "Non signée", "Signée", "Terminée")


def acv(facts: Facts) -> list[Claim]:
    """`anct_acv_commune`: commune; several communes may share one id."""
    return [
        *_list("id_acv", r"^(acv-|ACV)\d{3}$", "acv-000 or ACV000"),
        *of_real_files(facts, rows(200, 300, "The programme had 221 to 246 communes over the years.")),
    ]


def pvd(facts: Facts) -> list[Claim]:
    """`anct_pvd_commune`: commune."""
    return [
        *_list("id_pvd", r"^(pvd-|PVD)[\w-]*\d+[\w-]*$", "pvd- and a number"),
        *of_real_files(facts, rows(1500, 1800, "The programme had 1,646 communes in 2026.")),
    ]


def _list(identifier: str, regex: str, shape: str) -> list[Claim]:
    return [
        filled(identifier),
        coded(identifier, regex, shape, WARNING),
        coded("date_signature", DATE, DATE_SAYS, WARNING),
    ]


def ort(facts: Facts) -> list[Claim]:
    """`dgaln_ort_commune`: record of the Grist table."""
    advice = "2,290 records in 2024; a file of one department only was seen before."
    return [
        one_of("statut_commune", STATUT, NEW_WORD, WARNING),
        one_of("signee", SIGNEE, NEW_WORD, WARNING),
        one_of("acv", ("true", "false"), NEW_WORD),
        one_of("pvd", ("true", "false"), NEW_WORD),
        coded("date_signature", DATE, DATE_SAYS, WARNING),
        coded("date_fin_estimee", DATE, DATE_SAYS, WARNING),
        *of_real_files(facts, rows(1500, 4000, advice)),
    ]


def croisement(facts: Facts) -> list[Claim]:
    """`anct_commune_programme`: commune."""
    return [
        coded("id_ti", r"(?i)^ti[-_]?\w", "ti- and a number", WARNING),
        *of_real_files(facts, rows(34_800, 35_300, "35,039 rows in 2023, one per commune or district.")),
    ]
