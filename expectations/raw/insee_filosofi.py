"""INSEE's Filosofi: living standards by commune."""

from expectations.claim import WARNING, Claim, Facts, no_rows, of_real_files, one_of, rows
from expectations.melodi import MOST, melodi, value_of


def principal(facts: Facts) -> list[Claim]:
    """`insee_filosofi`: territory x measure x unit x year. Measures we do not use are many, and not listed."""
    return [
        *melodi(low=-MOST),  # taxes lower an income
        one_of("conf_status", ("C", "F"), "A new mark of secrecy: staging must know it.", WARNING),
        no_rows(
            f"""select geo, obs_value from {{batch}} where filosofi_measure = 'MED_SL'
                and coalesce(conf_status, 'F') <> 'C'
                and {value_of("obs_value")} not between 5000 and 100000 limit 20""",
            "a median living standard is between 5,000 and 100,000 euros a year",
            "Another unit or another power of ten: see UNIT_MEASURE and UNIT_MULT.",
            WARNING,
        ),
        *of_real_files(facts, rows(100_000, None, "About 35,000 communes.")),
    ]
