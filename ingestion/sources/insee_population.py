"""INSEE, populations de référence: the yearly archive in its three header layouts, and the Melodi form."""

from ingestion.declaration import Column, Csv, File, Kind, Place, Resource, Source
from ingestion.words import French

_CSV = Csv(member=r"donnees_communes\.csv", null_values=("", "NA"))
_MELODI = "https://api.insee.fr/melodi/file"
_MELODI_CSV = Csv(member=r".*_data\.csv", null_values=("", "NA"))
_PUBLICATIONS = {2023: 8680726, 2022: 8290591, 2021: 7739582, 2020: 6683035, 2019: 6011070}

_LAYOUTS = (
    ("REG", "Région", "DEP", "CODARR", "CODCAN", "CODCOM", "COM", "Commune", "PMUN", "PCAP", "PTOT"),
    ("CODREG", "REG", "CODDEP", "CODARR", "CODCAN", "CODCOM", "COM", "PMUN", "PCAP", "PTOT"),
    ("REG", "DEP", "COM", "PMUN", "PCAP", "PTOT"),
)

_REFERENCE = Resource(
    name="reference",
    raw_table="insee_population_reference",
    title="Populations de référence of communes, one archive a vintage",
    columns=(
        Column("reg", "REG", doc="Region code, or its name in the layout of 2020", required=False),
        Column("dep", "DEP", doc="Department code", required=False),
        Column("coddep", "CODDEP", doc="Department code in the layout of 2020", required=False),
        Column("codarr", "CODARR", doc="Arrondissement code", required=False),
        Column("codcan", "CODCAN", doc="Canton code; 98 and 99 mean none", required=False),
        Column("codcom", "CODCOM", doc="Commune code within its department", required=False),
        Column("com", "COM", doc="Commune code of five characters, or its name in the layout of 2020"),
        Column("commune", "Commune", doc="Commune name", required=False),
        Column("pmun", "PMUN", Kind.INTEGER, "Municipal population, inhabitants"),
        Column("pcap", "PCAP", Kind.INTEGER, "Population counted apart, inhabitants"),
        Column("ptot", "PTOT", Kind.INTEGER, "Total population, inhabitants"),
    ),
    key=("com",),
    unique=(),  # COM is a name in some vintages
    files=tuple(
        File(f"https://www.insee.fr/fr/statistiques/fichier/{number}/ensemble.zip", _CSV, str(year))
        for year, number in _PUBLICATIONS.items()
    ),
    places=(Place(r"https://www\.insee\.fr/fr/statistiques/fichier/\d+/ensemble\.zip", _CSV),),
    layouts=_LAYOUTS,
    ignored=("Région", "CODREG"),
    grain="commune, or municipal district for Paris, Lyon and Marseille",
    notes=(
        "COM changes meaning between vintages: a code, or a name in the layout of 2020.",
        "Vintage N is in the geography of 1 January N+2.",
        "The archive's address does not tell its vintage: a new one is declared, given by "
        "PUBLISHER_URL__INSEE_POPULATION__REFERENCE__<year>, or told by a mirror's manifest (column vintage).",
    ),
)

_MELODI_COLUMNS = (
    Column("geo", "GEO", doc="Territory code"),
    Column("geo_object", "GEO_OBJECT", doc="Kind of territory (COM, ARM, ARR, DEP, REG, FRANCE)"),
    Column("popref_measure", "POPREF_MEASURE", doc="PMUN, PCAP, PTOT; PSDC before 2006"),
    Column("time_period", "TIME_PERIOD", doc="Year"),
    Column("obs_value", "OBS_VALUE", Kind.NUMBER, "Inhabitants"),
)

_MELODI_REFERENCE = Resource(
    name="melodi",
    raw_table="insee_population_melodi",
    title="Populations de référence, Melodi form",
    columns=_MELODI_COLUMNS,
    key=("geo", "geo_object", "popref_measure", "time_period"),
    files=(
        File(f"{_MELODI}/DS_POPULATIONS_REFERENCE/DS_POPULATIONS_REFERENCE_2023_CSV_FR", _MELODI_CSV, "2023"),
    ),
    places=(
        Place(
            rf"{_MELODI}/DS_POPULATIONS_REFERENCE/DS_POPULATIONS_REFERENCE_(?P<vintage>\d{{4}})_CSV_FR",
            _MELODI_CSV,
        ),
    ),
    ignored=("FREQ",),
    grain="territory × measure × year",
    notes=("Column order differs between Melodi files: columns are read by name.",),
)

_MELODI_HISTORIQUE = Resource(
    name="historique",
    raw_table="insee_population_historique",
    title="Historical populations since 1968, Melodi form",
    columns=_MELODI_COLUMNS,
    key=("geo", "geo_object", "popref_measure", "time_period"),
    files=(
        File(f"{_MELODI}/DS_POPULATIONS_HISTORIQUES/DS_POPULATIONS_HISTORIQUES_CSV_FR", _MELODI_CSV, "2023"),
    ),
    keep=1,
    ignored=("FREQ",),
    grain="territory × measure × year, in one geography",
    notes=("Fills the years that no yearly archive covers.",),
)

SOURCE = Source(
    name="insee_population",
    title="Populations de référence",
    producer="INSEE",
    homepage="https://www.insee.fr/fr/information/2008354",
    licence="Licence Ouverte 2.0",
    schedule="25 5 * * *",
    frequency="yearly, end of December",
    lag="three years: vintage N takes effect on 1 January N+3",
    scope="France without Mayotte, which has its own census; Paris, Lyon and Marseille by district",
    french=French(
        title="Populations de référence",
        producer="Insee",
        frequency="annuelle, fin décembre",
    ),
    resources=(_REFERENCE, _MELODI_REFERENCE, _MELODI_HISTORIQUE),
    caveats=("Called populations légales before vintage 2021.",),
)
