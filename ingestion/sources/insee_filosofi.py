"""INSEE, Filosofi: living standards and poverty by commune."""

from dataclasses import replace

from ingestion.declaration import Column, Csv, File, Kind, Place, Resource, Source
from ingestion.melodi import melodi, series
from ingestion.words import French

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

_BASE = Csv(member=r"cc_filosofi_\d{4}_COM\.CSV")
_STRUCTURE = Csv(member=r"FILO\d{4}_DISP_COM\.csv")
_STRUCTURES = {"2020": "6692220", "2019": "6036907", "2018": "5009218"}


def _figure(name: str, published: str, doc: str, required: bool = True) -> Column:
    """A figure whose column ends with the year: `MED17`, `Q218`."""
    return Column(name, rf"re:(?:{published})(?P<annee>\d\d)", Kind.FIGURE, doc, required)


# From 2021 on the Melodi files are read.
_COMMUNE = Resource(
    name="commune",
    raw_table="insee_filosofi_commune",
    title="Living standard by commune, 2017 to 2020",
    columns=(
        Column("codgeo", "CODGEO", Kind.CODE_COMMUNE, "Commune or municipal district code"),
        Column("annee", "group:annee", Kind.YEAR, "Year of the incomes"),
        _figure("menages", "NBMENFISC|NBMEN", "Fiscal households"),
        _figure("personnes", "NBPERSMENFISC|NBPERS", "People in fiscal households"),
        _figure("mediane", "MED|Q2", "Median living standard, euros a year per consumption unit, or a mark"),
        _figure("d1", "D1", "First decile of living standards, or a mark", required=False),
        _figure("d9", "D9", "Ninth decile of living standards, or a mark", required=False),
        _figure("tp60", "TP60", "Poverty rate in percent, or a mark; of 2017 only", required=False),
    ),
    key=("codgeo", "annee"),
    files=(
        *(
            File(f"{_FICHIER}/{number}/indic-struct-distrib-revenu-{year}-COMMUNES_csv.zip", _STRUCTURE, year)
            for year, number in _STRUCTURES.items()
        ),
        File(f"{_FICHIER}/4507225/base-filosofi-2017_CSV.zip", _BASE, "2017"),
    ),
    places=(
        Place(
            rf"{_FICHIER}/\d+/indic-struct-distrib-revenu-(?P<vintage>2018|2019|2020)-COMMUNES_csv\.zip",
            _STRUCTURE,
        ),
        Place(rf"{_FICHIER}/\d+/base-filosofi-(?P<vintage>2017)_CSV\.zip", _BASE),
    ),
    # How many communes a file leaves without any figure differs between its two layouts.
    shrink_tolerance=0.2,
    ignored=(
        "LIBGEO",
        r"re:(NBUC|Q1|Q3|D[2-8]|RD|S80S20|GI|TP60(AGE|TOL)\d)(\d\d)?",
        r"re:(PIMP|PACT|PTSA|PCHO|PBEN|PPEN|PPAT|PPSOC|PPFAM|PPMINI|PPLOGT|PIMPOT)\d\d",
        "Q3_Q1",
    ),
    grain="commune × year",
    notes=(
        "Two layouts: MED17 in the base of 2017, Q218 and so on in the files of 2018 to 2020.",
        "s: statistical secrecy; nd: not available; an empty cell may be either. None is a zero. A row without any figure is "
        "left out.",
        "Metropolitan France, Martinique and La Réunion. Communes and municipal districts only: the publisher's files "
        "of other levels are not read.",
        "The geography of the files was not seen: taken as that of 1 January of the year after, so that a commune that may "
        "have taken in another since has no median rather than that of its part.",
        "Seen: addresses, members and names of columns, as readers of the files give them; no file, no row.",
    ),
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
    french=French(
        title="Filosofi, revenus et niveaux de vie localisés",
        producer="Insee",
        frequency="annuelle",
    ),
    resources=(_PRINCIPAL, _COMMUNE),
    caveats=("A missing median is a secret kept, never a zero; medians are not averaged.",),
)
