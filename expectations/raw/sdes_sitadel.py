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
STATES = ("avant", "creee", "issue_transfo", "demolie", "transformee")
DETAIL = ("heb", "bur", "ind", "agr", "ent", "pub")  # craft (art) left in 2026


def locaux(facts: Facts) -> list[Claim]:
    """`sdes_sitadel_locaux`: permit."""
    return [
        filled("comm", mostly=MOSTLY),
        one_of("etat_dau", ("2", "4", "5", "6"), NEW_WORD, WARNING),
        one_of("destination_principale", [str(n) for n in range(1, 10)], NEW_WORD, WARNING),
        coded("date_reelle_autorisation", DATE, DATE_SAYS, WARNING),
        *(
            between(column, 0, 100_000_000, NEGATIVE, severity=WARNING)
            for column in ("surf_com_creee", "surf_loc_creee", "surf_com_demolie")
        ),
        no_rows(
            f"select type_dau, num_dau from {{batch}} where {_unequal()} limit 20",
            "uses other than homes sum to all premises, where the file holds them all",
            "The publisher's slip when few; else a use has a new column: declare it.",
            WARNING,
        ),
        no_rows(
            f"""select count(*) as permits from {{batch}}
                having count(*) filter (where {_unequal()}) > 0.05 * count(*) limit 20""",
            "uses other than homes sum to all premises for most permits",
            "A use has a new column: declare it, or compare with the publisher's dictionary.",
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


def _unequal() -> str:
    """Where a state's uses are not its sum; a file without the detail of other uses cannot tell."""
    return " or ".join(f"({_told(state)} and abs({_sum(state)} - surf_loc_{state}) > 1)" for state in STATES)


def _told(state: str) -> str:
    detail = ", ".join(f"surf_{use}_{state}" for use in DETAIL)
    return f"(surf_autr_{state} is not null or num_nulls({detail}) = 0)"


def _sum(state: str) -> str:
    return " + ".join(f"coalesce(surf_{use}_{state}, 0)" for use in ("com", "art", "autr", *DETAIL))
