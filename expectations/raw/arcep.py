"""ARCEP: premises of each commune that each technology reaches."""

from datetime import date, timedelta

from expectations.claim import NEW_WORD, WARNING, Claim, Facts, no_rows, of_real_files, one_of, rows

MOST = 3_000_000  # more premises than Paris has


def commune_techno(facts: Facts) -> list[Claim]:
    """`arcep_commune_techno`: fibre among premises, of the quarter that the vintage says."""
    return [
        no_rows(
            f"select code_insee from {{batch}} where nbr not between 0 and {MOST} limit 20",
            f"premises are between 0 and {MOST:,}",
            "Another column was read, or a separator misread: compare the header with the source page.",
        ),
        no_rows(
            "select code_insee from {batch} where elig_ftth < 0 or elig_ftth > nbr limit 20",
            "no more premises are reached by fibre than there are",
            "Columns may be shifted: compare the header with the source page.",
        ),
        no_rows(
            """select count(*) as other_rows from {batch}
                having count(type) > 0 and count(*) filter (where type = 'all') = 0 limit 20""",
            "type all is there, where the file tells types",
            "Staging reads type all only: without it every figure would be missing. See the publisher's metadata.",
        ),
        no_rows(
            """select code_insee from {batch}
                where code_insee ~ '^(751[0-9]{{2}}|6938[0-9]|132[0-9]{{2}})$' limit 20""",
            "Paris, Lyon and Marseille are there as one, not by district",
            "With districts beside them, sums would count them twice: decide what staging reads.",
        ),
        one_of("type", ("all",), NEW_WORD, WARNING),
        *_of_quarter(facts.vintage),
        *of_real_files(facts, rows(34_000, None, "About 34,900 communes.")),
    ]


def _of_quarter(vintage: str) -> list[Claim]:
    """The file's own date is the last day of the vintage's quarter."""
    year, _, number = vintage.partition("-T")
    if not number:
        return []
    after = date(int(year) + (number == "4"), 3 * int(number) % 12 + 1, 1)
    last = after - timedelta(days=1)
    return [
        no_rows(
            f"select code_insee, date_trimestre from {{batch}} where date_trimestre <> '{last}' limit 20",
            f"the file's date is the last day of its quarter, {last}",
            "The file is of another quarter than its address says: tell the publisher, and load it under its own with "
            "PUBLISHER_URL__ARCEP__COMMUNE_TECHNO__<VINTAGE>.",
        )
    ]
