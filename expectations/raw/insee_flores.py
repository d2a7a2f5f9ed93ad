"""INSEE's FLORES: employing establishments and jobs, by sector."""

from expectations.claim import WARNING, Claim, Facts, of_real_files, one_of, rows
from expectations.melodi import melodi, sectors_add_up

A5 = ("AZ", "BE", "FZ", "GU", "OQ")
ALL = "legal_form_with_public = '1T9X7' and coalesce(number_empl, '_T') = '_T'"


def a5(facts: Facts) -> list[Claim]:
    """`insee_flores_a5`: five sectors."""
    advice = "Sectors are those of another nomenclature: see the source page."
    return [*_flores(facts), one_of("activity", (*A5, "_T"), advice, WARNING)]


def a17(facts: Facts) -> list[Claim]:
    """`insee_flores_a17`: seventeen sectors."""
    return _flores(facts)


def _flores(facts: Facts) -> list[Claim]:
    return [
        *melodi("flores_measure", ("UNIT_LOC", "EMPL3112")),
        *of_real_files(
            facts,
            sectors_add_up(f"flores_measure = 'UNIT_LOC' and {ALL}"),
            rows(30_000, None, "Every commune has rows."),
        ),
    ]
