"""Urssaf: private establishments and employees, commune x APE x year."""

from expectations.claim import WARNING, Claim, Facts, between, coded, no_rows

APE = r"^\d{4}[A-Z]$"
NEGATIVE = (
    "No count is negative, nor that large in one commune and activity: compare with the publisher's page."
)


def commune_ape(facts: Facts) -> list[Claim]:
    """`urssaf_commune_ape`: commune x APE x year."""
    return [
        coded("code_ape", APE, "an activity code without dot such as 4711F"),
        between("annee", 2006, int(facts.vintage[:4]), "A year out of the series: a column was misread."),
        between("nombre_etablissements", 0, 100_000, NEGATIVE),
        between("effectifs_salaries", 0, 1_000_000, NEGATIVE),
        no_rows(
            """select code_commune, code_ape, annee from {batch}
               where effectifs_salaries > 0 and nombre_etablissements is null limit 20""",
            "employees are in establishments",
            "The pair of columns of a year may have lost one: those years miss in staging.",
            WARNING,
        ),
    ]
