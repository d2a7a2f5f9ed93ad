"""LOVAC: vacant homes; counts are text because of secrecy."""

from expectations.claim import Claim, Facts, between, coded, of_real_files, rows

COUNT = r"^(s|[0-9][0-9\s\u00a0\u202f\u2009]*)$"


def commune(facts: Facts) -> list[Claim]:
    """`lovac_commune`: commune x year."""
    return [
        *(
            coded(column, COUNT, "a whole number, blanks between thousands, or s")
            for column in ("pp_vacant", "pp_vacant_plus_2ans", "pp_total")
        ),
        between("annee", 2019, 2040, "A two-digit year was misread."),
        *of_real_files(facts, rows(100_000, None, "34,900 communes x 6 years.")),
    ]
