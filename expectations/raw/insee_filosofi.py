"""INSEE's Filosofi: living standards by commune."""

from expectations.claim import WARNING, Claim, Facts, between, coded, no_rows, of_real_files, one_of, rows
from expectations.melodi import MOST, count_within, figure_within, melodi, value_of

FIGURE = r"^(s|nd|-?[0-9]+([.][0-9]+)?)$"


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


def commune(facts: Facts) -> list[Claim]:
    """`insee_filosofi_commune`: commune x year, before Melodi."""
    return [
        between("annee", 2017, 2020, "A two-digit year was misread."),
        *(coded(column, FIGURE, "a number, s or nd") for column in ("mediane", "d1", "d9", "tp60")),
        *count_within("menages", MOST),
        *count_within("personnes", MOST),
        figure_within("mediane", 5_000, 100_000),
        figure_within("tp60", 0, 100),
        no_rows(
            f"""select codgeo, d1, mediane, d9 from {{batch}}
                where {value_of("d1")} > {value_of("mediane")} or {value_of("mediane")} > {value_of("d9")} limit 20""",
            "deciles of living standards are in order",
            "Columns were taken one for another: compare the header with the source page.",
        ),
        *of_real_files(facts, rows(25_000, None, "About 35,000 communes, most of them with a median.")),
    ]
