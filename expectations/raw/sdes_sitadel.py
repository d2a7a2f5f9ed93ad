"""Sitadel: building permits of premises."""

from expectations.claim import (
    DATE,
    DATE_SAYS,
    MOSTLY,
    NEW_WORD,
    WARNING,
    Claim,
    Facts,
    between,
    coded,
    filled,
    no_rows,
    of_real_files,
    one_of,
    rows,
)

NEGATIVE = "Staging takes no negative surface, and flags the permit; m² expected."


def locaux(facts: Facts) -> list[Claim]:
    """`sdes_sitadel_locaux`: permit."""
    return [
        filled("comm", mostly=MOSTLY),
        one_of("etat_dau", ("2", "4", "5", "6"), NEW_WORD, WARNING),
        one_of("destination_principale", [str(n) for n in range(1, 10)], NEW_WORD, WARNING),
        coded("date_reelle_autorisation", DATE, DATE_SAYS, WARNING),
        *(
            between(column, 0, 1e8, NEGATIVE, severity=WARNING)
            for column in ("surf_com_creee", "surf_loc_creee", "surf_com_demolie")
        ),
        no_rows(
            """select dep_code, comm from {batch}
               where left(comm, 2) <> left(dep_code, 2) limit 20""",
            "the commune lies in the department",
            "Columns may have moved.",
            WARNING,
        ),
        *of_real_files(facts, rows(300_000, None, "Permits since 2013.")),
    ]
