"""France Travail's BMO: hiring plans by basin and occupation, `*` when secret."""

from expectations.claim import WARNING, YEAR, Claim, Facts, coded, no_rows, rows
from expectations.raw.melodi import figure, keyed


def bassin(facts: Facts) -> list[Claim]:
    """`france_travail_bmo`: occupation x basin x department x year."""
    claims = [
        *keyed("annee", "code_metier", "dept", "be"),
        coded("annee", YEAR, "a year"),
        *(figure(column) for column in ("met", "xmet", "smet")),
        no_rows(
            r"""select be, code_metier, met, xmet from {batch}
                where met ~ '^\d+$' and xmet ~ '^\d+$' and xmet::bigint > met::bigint + 1 limit 20""",
            "difficult plans are among the plans",
            "Columns may be shifted.",
            WARNING,
        ),
    ]
    return claims if facts.is_simulated else [*claims, rows(30_000, None, "About 50,000 rows.")]
