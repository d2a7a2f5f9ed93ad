"""France Travail's BMO: hiring plans by basin and occupation, `*` when secret."""

from expectations.claim import WARNING, YEAR, Claim, Facts, coded, no_rows, of_real_files, rows
from expectations.melodi import count_within


def bassin(facts: Facts) -> list[Claim]:
    """`france_travail_bmo`: occupation x basin x department x year."""
    return [
        coded("annee", YEAR, "a year"),
        *(claim for column in ("met", "xmet", "smet") for claim in count_within(column, 5_000_000)),
        no_rows(
            r"""select be, code_metier, met, xmet from {batch}
                where met ~ '^[0-9]' and xmet ~ '^[0-9]' and xmet::numeric > met::numeric + 1 limit 20""",
            "difficult plans are among the plans",
            "Columns may be shifted.",
            WARNING,
        ),
        *of_real_files(facts, rows(30_000, None, "About 50,000 rows.")),
    ]
