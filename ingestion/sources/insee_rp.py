"""INSEE, census: activity of residents, jobs at the workplace, age structure; Melodi and the old wide base."""

from ingestion.declaration import Column, Csv, File, Kind, Place, Resource, Source
from ingestion.melodi import melodi
from ingestion.words import French

_YEARS = ("2023", "2022")
_FICHIER = "https://www.insee.fr/fr/statistiques/fichier"
_WIDE = Csv(member=r"base-cc-emploi-pop-active-\d{4}.*\.csv")
_SEX_AGE = {"SEX": "M, F; _T all", "AGE": "Age group (Y15T64…); _T all"}
_WEIGHTED = "Values are weighted: they have decimals."

_RESIDENT = melodi(
    "DS_RP_EMPLOI_LR_PRINC",
    _YEARS,
    "RP_MEASURE",
    {"EMPSTA_ENQ": "1 employed, 2 unemployed, 1T2 active, 3 inactive and its parts; _T all"},
    {**_SEX_AGE, "EDUC": "Diploma; _T all"},
    name="emploi_residence",
    raw_table="insee_rp_emploi_residence",
    title="Activity of residents",
    keep=2,
    grain="territory × activity × sex × age × diploma × measure × year",
    notes=(
        _WEIGHTED,
        "One file holds three censuses, five or six years apart.",
        "Seen: cells of France and some territories, vintage 2023.",
    ),
)

_WORKPLACE = melodi(
    "DS_RP_EMPLOI_LT_PRINC",
    _YEARS,
    "RP_MEASURE",
    {"EMPFORM": "1 self-employed, 2 employee; _T all"},
    {**_SEX_AGE, "WKTIME": "Working time; _T all"},
    name="emploi_travail",
    raw_table="insee_rp_emploi_travail",
    title="Jobs at the place of work",
    keep=2,
    grain="territory × status × sex × age × working time × measure × year",
    notes=(_WEIGHTED,),
)

_POPULATION = melodi(
    "DS_RP_POPULATION_PRINC",
    _YEARS,
    "RP_MEASURE",
    {},
    _SEX_AGE,
    name="population",
    raw_table="insee_rp_population",
    title="Age structure of residents",
    keep=2,
    grain="territory × sex × age × measure × year",
    notes=(_WEIGHTED, "Declared from Melodi's layout; the file itself was not seen."),
)


_ENROLMENT = melodi(
    "DS_RP_EDUCATION_PRINC",
    ("2023",),
    "RP_MEASURE",
    {"STUD": "1 enrolled; _T all"},
    {**_SEX_AGE, "STUD_AREA": "Place of study; _T all"},
    name="scolarisation",
    raw_table="insee_rp_scolarisation",
    title="Residents enrolled in school or training",
    keep=2,
    grain="territory × enrolment × sex × age × measure × year",
    notes=(
        _WEIGHTED,
        "STUD_AREA cuts the same figures: staging takes its total.",
        "Declared from what its readers name; called DS_RP_EDUCATION before vintage 2023.",
    ),
)

_HOUSEHOLD = melodi(
    "DS_RP_MENAGES_COMP",
    _YEARS,
    "RP_MEASURE",
    {"TPH": "Kind of household (11 one person, 2 with a family…); _T all"},
    {
        "PCS": "Social group of the reference person; _T all",
        "OCS": "Kind of dwelling, vintage 2023; _T all",
        "PREFPH": "Family of the reference person, vintage 2022; _T all",
    },
    name="menage",
    raw_table="insee_rp_menage",
    title="Households by kind",
    keep=2,
    grain="territory × kind of household × social group × measure × year",
    notes=(
        _WEIGHTED,
        "RP_MEASURE is DWELLINGS (households) or DWELLINGS_POPSIZE (people in them).",
        "OCS and PREFPH, of one vintage each, cut the same figures: staging takes their totals.",
        "Declared from what its readers name; the file itself was not seen.",
    ),
)


_SERIES = melodi(
    "DS_RP_SERIE_HISTORIQUE",
    ("2023",),
    "RP_MEASURE",
    {"OCS": "DW_MAIN main homes, DW_SEC_DW_OCC second ones, DW_VAC vacant; _T all"},
    {"UNIT_MEASURE": "NR, a number"},
    name="serie_historique",
    raw_table="insee_rp_serie_historique",
    title="Homes and residents since 1968",
    grain="territory × kind of home × measure × year",
    notes=(
        _WEIGHTED,
        "RP_MEASURE is POP (kind of home _T only), DWELLINGS, BRTH, DEATH, SUP. Censuses of 1968 to 2023.",
        "Vintages differ by their years (2023 has 2012 and 2017, 2022 is said to have 2011 and 2016): each is kept, and "
        "staging takes a census from the newest one that holds it.",
        "Seen: 2017 and 2023 of 8 towns, with commas between columns; the publisher's have semicolons.",
    ),
)


def _figure(name: str, published: str, doc: str, required: bool = False, sample: str = "P") -> Column:
    """A figure whose column carries the census year: `P21_POP1564`."""
    header = rf"re:{sample}(?P<annee>\d\d)_{published}"
    return Column(name, header, Kind.NUMBER, doc, required)


_BASE = Resource(
    name="base_emploi",
    raw_table="insee_rp_base_emploi",
    title="Base communale, employment and active population (before Melodi)",
    columns=(
        Column("codgeo", "CODGEO", Kind.CODE_COMMUNE, "Commune code"),
        Column("annee", "group:annee", doc="Year of the census"),
        _figure("pop1564", "POP1564", "Residents of 15 to 64", required=True),
        _figure("pop1524", "POP1524", "Residents of 15 to 24"),
        _figure("pop2554", "POP2554", "Residents of 25 to 54"),
        _figure("pop5564", "POP5564", "Residents of 55 to 64"),
        _figure("act1564", "ACT1564", "Active residents of 15 to 64", required=True),
        _figure("actocc1564", "ACTOCC1564", "Residents of 15 to 64 with a job"),
        _figure("chom1564", "CHOM1564", "Unemployed residents of 15 to 64", required=True),
        _figure("inact1564", "INACT1564", "Inactive residents of 15 to 64"),
        _figure("etud1564", "ETUD1564", "Pupils and students of 15 to 64"),
        _figure("retr1564", "RETR1564", "Retired residents of 15 to 64"),
        *(
            _figure(f"act1564_cs{n}", f"ACT1564_CS{n}", f"Active residents, social group {n}", sample="C")
            for n in range(1, 7)
        ),
        _figure("emplt", "EMPLT", "Jobs at the place of work", required=True),
        _figure("emplt_sal", "EMPLT_SAL", "Of which employees"),
    ),
    key=("codgeo", "annee"),
    files=(
        File(f"{_FICHIER}/8202916/base-cc-emploi-pop-active-2021_csv.zip", _WIDE, "2021"),
        File(f"{_FICHIER}/2862149/base-cc-emploi-pop-active-2013_csv.zip", _WIDE, "2013"),
    ),
    places=(
        Place(rf"{_FICHIER}/\d+/base-cc-emploi-pop-active-(?P<vintage>\d{{4}})(_v\d)?(_csv)?\.zip", _WIDE),
    ),
    ignored=("LIBGEO", "REG", "DEP"),
    grain="commune × census year",
    notes=(
        "Columns carry the census year (P21_POP1564); each year becomes rows of its own.",
        "Some 350 columns are published, those above are loaded; the full order was not verified.",
        "P: main processing, C: complementary processing of a sample.",
    ),
)

SOURCE = Source(
    name="insee_rp",
    title="Census: employment, ages, enrolment, households, homes",
    producer="INSEE",
    homepage="https://www.insee.fr/fr/statistiques/7632867",
    licence="Licence Ouverte 2.0",
    schedule="35 6 * * *",
    frequency="yearly",
    lag="three years",
    scope="France; Mayotte is not in every file",
    french=French(
        title="Recensement : emploi, âges, scolarisation, ménages, logements",
        producer="Insee",
        frequency="annuelle",
    ),
    resources=(_RESIDENT, _WORKPLACE, _POPULATION, _ENROLMENT, _HOUSEHOLD, _SERIES, _BASE),
    caveats=(
        "Compare censuses at least five years apart.",
        "The census's unemployment is declared by residents: it is not the localised rate.",
        "OBS_STATUS K: the commune merged, its figure is in another's; staging leaves it out.",
    ),
)
