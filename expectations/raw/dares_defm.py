"""DARES: jobseekers by commune, rounded to 5, rows of totals beside."""

from expectations.claim import WARNING, Claim, Facts, coded, no_rows, of_real_files, one_of, rows
from expectations.melodi import count_within

SEXES = ("Femme", "Femmes", "Homme", "Hommes", "Total")


def commune(facts: Facts) -> list[Claim]:
    """`dares_defm_commune`: quarter x commune or Total x category x sex x age."""
    return [
        coded("date", r"^\d{4}-T[1-4]$", "a quarter"),
        coded("code_commune", r"^((\d{2}|2[AB])\d{3}|Total)$", "a commune code or Total"),
        *count_within("demandeurs", 10_000_000),
        one_of("sexe", SEXES, "New words: totals could be read as parts."),
        one_of("categorie", ("ABC",), "Another category: staging keeps ABC only.", WARNING),
        no_rows(
            r"""select code_commune, demandeurs from {batch}
                where demandeurs ~ '^[0-9]' and demandeurs::numeric % 5 <> 0 limit 20""",
            "jobseekers are rounded to 5",
            "The publisher changed its rounding: error bounds of rates change with it.",
            WARNING,
        ),
        *of_real_files(facts, rows(300_000, None, "About 2 million rows over ten years.")),
    ]
