"""DARES: jobseekers by commune, rounded to 5, rows of totals beside."""

from expectations.claim import WARNING, Claim, Facts, coded, no_rows, one_of, rows, total
from expectations.raw.melodi import figure, keyed

ALL = "sexe = 'Total' and tranche_age = 'Total' and date = '2024-T4'"


def commune(facts: Facts) -> list[Claim]:
    """`dares_defm_commune`: quarter x commune or Total x category x sex x age."""
    claims = [
        *keyed(
            "date", "code_commune", "type_donnees", "categorie", "sexe", "tranche_age",
            optional=("code_region", "code_departement"),
        ),
        coded("date", r"^\d{4}-T[1-4]$", "a quarter"),
        coded("code_commune", r"^((\d{2}|2[AB])\d{3}|Total)$", "a commune code or Total"),
        figure("demandeurs"),
        one_of("sexe", ("Femme", "Femmes", "Homme", "Hommes", "Total"), "New words: totals could be read as parts."),
        one_of("categorie", ("ABC",), "Another category: staging keeps ABC only.", WARNING),
        no_rows(
            r"""select code_commune, demandeurs from {batch}
                where demandeurs ~ '^\d+$' and demandeurs::bigint % 5 <> 0 limit 20""",
            "jobseekers are rounded to 5",
            "The publisher changed its rounding: error bounds of rates change with it.",
            WARNING,
        ),
    ]  # fmt: skip
    if facts.is_simulated:
        return claims
    return [*claims, rows(300_000, None, "About 2 million rows over ten years."), *_totals()]


def _totals() -> list[Claim]:
    return [
        total(_found("code_commune = '75056'"), 196_995, "jobseekers of Paris at the end of 2024"),
        total(
            _found("code_departement = '33' and code_commune = 'Total'"),
            142_570,
            "jobseekers of Gironde at the end of 2024",
        ),
    ]


def _found(where: str) -> str:
    return f"select max(demandeurs)::bigint as found from {{batch}} where {where} and {ALL}"
