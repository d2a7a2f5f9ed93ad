"""INSEE, FLORES: employing establishments and their jobs by commune and sector."""

from ingestion.declaration import Source
from ingestion.melodi import melodi
from ingestion.words import French

_YEARS = ("2024", "2023", "2022")
_DIMENSIONS = {
    "ACTIVITY": "Sector (NAF aggregate); _T all",
    "LEGAL_FORM_WITH_PUBLIC": "Legal form; 1T9X7 is the total to take",
}
_OPTIONAL = {"NUMBER_EMPL": "Size of the establishment; _T all"}
_NOTES = (
    "FLORES_MEASURE is UNIT_LOC (establishments) or EMPL3112 (jobs on 31 December).",
    "NUMBER_EMPL and LEGAL_FORM_WITH_PUBLIC cut the same figures: take _T and 1T9X7 before adding sectors.",
)
_GRAIN = "territory × sector × size × legal form × measure × year"

_A5 = melodi(
    "DS_FLORES_A5",
    _YEARS,
    "FLORES_MEASURE",
    _DIMENSIONS,
    _OPTIONAL,
    name="a5",
    raw_table="insee_flores_a5",
    title="Employing establishments and jobs, five sectors",
    grain=_GRAIN,
    notes=_NOTES,
)

_A17 = melodi(
    "DS_FLORES_A17",
    _YEARS,
    "FLORES_MEASURE",
    _DIMENSIONS,
    _OPTIONAL,
    name="a17",
    raw_table="insee_flores_a17",
    title="Employing establishments and jobs, seventeen sectors",
    grain=_GRAIN,
    notes=_NOTES,
)

SOURCE = Source(
    name="insee_flores",
    title="FLORES, localised employment and pay",
    producer="INSEE",
    homepage="https://catalogue-donnees.insee.fr/fr/catalogue/recherche/DS_FLORES_A5",
    licence="Licence Ouverte 2.0",
    schedule="5 6 * * *",
    frequency="yearly",
    lag="about two years",
    scope="France, every level of territory in one file; establishments with employees",
    french=French(
        title="Flores, emploi et rémunérations localisés",
        producer="Insee",
        frequency="annuelle",
    ),
    resources=(_A5, _A17),
    caveats=(
        "One vintage a file; vintages are not meant to be compared with one another.",
        "Consistency between files is promised at department × 88 sectors only.",
    ),
)
