"""INSEE, Filosofi: living standards and poverty by commune."""

from dataclasses import replace

from ingestion.declaration import Csv, File, Place, Source
from ingestion.melodi import melodi, series

_FICHIER = "https://www.insee.fr/fr/statistiques/fichier"
_CSV = Csv(member=r".*_data\.csv")
_MELODI = melodi(
    "DS_FILOSOFI_CC",
    ("2023", "2021"),
    "FILOSOFI_MEASURE",
    {"UNIT_MEASURE": "Unit: EUR_YR, PT, NR…"},
    {"UNIT_MULT": "Power of ten of the unit"},
    name="principal",
    raw_table="insee_filosofi",
    title="Living standard and poverty, main figures",
    unique=("geo", "geo_object", "unit_measure", "filosofi_measure", "time_period"),
    grain="territory × measure × unit × year",
    notes=(
        "MED_SL, D1_SL and D9_SL are euros a year per consumption unit, PR_MD60 the poverty rate in percent.",
        "CONF_STATUS C: confidential, the value is not to be used. About a tenth of communes have no median.",
        "2022 was never published; 2023 follows another method, and by commune has MED_SL and PR_MD60 only.",
        "Seen: headers, and values of some departments; no whole file.",
    ),
)

# The same files stand under INSEE's own pages, of which the numbers change.
_PRINCIPAL = replace(
    _MELODI,
    places=(
        *_MELODI.places,
        Place(rf"{_FICHIER}/\d+/base-cc-filosofi-(?P<vintage>\d{{4}})-geo\d{{4}}_csv\.zip", _CSV),
    ),
    fallbacks=(File(f"{_FICHIER}/8984752/FILOSOFI_CC_csv.zip", _CSV, "2023"), series("DS_FILOSOFI_CC")),
)

SOURCE = Source(
    name="insee_filosofi",
    title="Filosofi, localised social and fiscal incomes",
    producer="INSEE",
    homepage="https://catalogue-donnees.insee.fr/fr/catalogue/recherche/DS_FILOSOFI_CC",
    licence="Licence Ouverte 2.0",
    schedule="25 6 * * *",
    frequency="yearly",
    lag="three years",
    scope="France, where the publisher covers it; fiscal households",
    resources=(_PRINCIPAL,),
    caveats=("A missing median is a secret kept, never a zero; medians are not averaged.",),
)
