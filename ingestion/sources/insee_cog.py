"""INSEE, Code officiel géographique: communes, movements since 1943, departments, regions."""

from ingestion.declaration import Column, Csv, File, Kind, Place, Resource, Source
from ingestion.words import French

_BASE = "https://www.insee.fr/fr/statistiques/fichier"
_PATTERN = r"https://www\.insee\.fr/fr/statistiques/fichier/\d+/"
_PUBLICATIONS = {2026: 8740222, 2025: 8377162, 2024: 7766585, 2023: 6800675}


def _files(stem: str) -> tuple[File, ...]:
    return tuple(
        File(f"{_BASE}/{number}/{stem}_{year}.csv", Csv(), str(year))
        for year, number in _PUBLICATIONS.items()
    )


def _place(stem: str) -> tuple[Place, ...]:
    return (Place(rf"{_PATTERN}{stem}_?(?P<vintage>\d{{4}})(-csv)?\.csv", Csv()),)


def _zipped(year: int, number: int) -> File:
    return File(
        f"{_BASE}/{number}/cog_ensemble_{year}_csv.zip", Csv(member=r"commune_?\d{4}\.csv"), str(year)
    )


_COMMUNE = Resource(
    name="commune",
    raw_table="insee_cog_commune",
    title="Communes, associated and delegated communes, municipal districts on 1 January",
    columns=(
        Column(
            "typecom", "TYPECOM", doc="COM commune, ARM municipal district, COMD delegated, COMA associated"
        ),
        Column("com", "COM", Kind.CODE_COMMUNE, "Commune code"),
        Column("reg", "REG", doc="Region code; empty for COMD and COMA"),
        Column("dep", "DEP", Kind.CODE_DEPARTEMENT, "Department code; empty for COMD and COMA"),
        Column("arr", "ARR", doc="Arrondissement code"),
        Column("tncc", "TNCC", doc="Type of name (article)"),
        Column("nccenr", "NCCENR", doc="Name in rich typography, without article"),
        Column("libelle", "LIBELLE", doc="Name in rich typography, with article"),
        Column("can", "CAN", doc="Canton code"),
        Column("comparent", "COMPARENT", doc="Parent commune of a district, delegated or associated commune"),
    ),
    key=("typecom", "com"),
    unique=("typecom", "com", "comparent"),
    files=(*_files("v_commune"), _zipped(2022, 6051727), _zipped(2021, 5057840)),
    places=(*_place("v_commune"), Place(rf"{_PATTERN}communes(?P<vintage>\d{{4}})\.csv", Csv())),
    ignored=("CTCD", "NCC"),
    grain="TYPECOM × COM, one vintage a year",
    notes=(
        "A delegated commune may carry the same code as its commune: filter TYPECOM first.",
        "One copy in circulation is unquoted, another fully quoted: both are read.",
    ),
)

_MOUVEMENT = Resource(
    name="mouvement",
    raw_table="insee_cog_mouvement",
    title="Movements of communes since 1943",
    columns=(
        Column("mod", "MOD", doc="Kind of event (31 merger, 32 commune nouvelle, 41 change of department…)"),
        Column("date_eff", "DATE_EFF", Kind.DATE, "Date of effect"),
        Column("typecom_av", "TYPECOM_AV", doc="Type before"),
        Column("com_av", "COM_AV", Kind.CODE_COMMUNE, "Code before"),
        Column("libelle_av", "LIBELLE_AV", doc="Name before"),
        Column("typecom_ap", "TYPECOM_AP", doc="Type after"),
        Column("com_ap", "COM_AP", Kind.CODE_COMMUNE, "Code after"),
        Column("libelle_ap", "LIBELLE_AP", doc="Name after"),
    ),
    key=("mod", "date_eff"),
    unique=("mod", "date_eff", "typecom_av", "com_av", "typecom_ap", "com_ap"),
    tolerates_copies=True,
    files=_files("v_mvt_commune"),
    places=(Place(rf"{_PATTERN}(v_)?mvt_?commune_?(?P<vintage>\d{{4}})(-csv)?\.csv", Csv()),),
    keep=1,
    ignored=("TNCC_AV", "NCC_AV", "NCCENR_AV", "TNCC_AP", "NCC_AP", "NCCENR_AP"),
    grain="one event, before and after",
    notes=(
        "The latest file tells the whole story since 1943; older ones are not kept.",
        "A creation has no code before, a suppression none after.",
    ),
)

_DEPARTEMENT = Resource(
    name="departement",
    raw_table="insee_cog_departement",
    title="Departments",
    columns=(
        Column("dep", "DEP", Kind.CODE_DEPARTEMENT, "Department code"),
        Column("reg", "REG", doc="Region code"),
        Column("cheflieu", "CHEFLIEU", Kind.CODE_COMMUNE, "Commune that is the seat"),
        Column("libelle", "LIBELLE", doc="Name"),
    ),
    key=("dep",),
    files=_files("v_departement"),
    places=_place("v_departement"),
    keep=1,
    minimum_rows=90,
    ignored=("TNCC", "NCC", "NCCENR"),
    grain="DEP",
)

_ARRONDISSEMENT = Resource(
    name="arrondissement",
    raw_table="insee_cog_arrondissement",
    title="Arrondissements (sub-prefectures)",
    columns=(
        Column("arr", "ARR", doc="Arrondissement code"),
        Column("dep", "DEP", Kind.CODE_DEPARTEMENT, "Department code"),
        Column("reg", "REG", doc="Region code"),
        Column("cheflieu", "CHEFLIEU", Kind.CODE_COMMUNE, "Commune that is the seat"),
        Column("libelle", "LIBELLE", doc="Name"),
    ),
    key=("arr",),
    files=_files("v_arrondissement"),
    places=_place("v_arrondissement"),
    keep=1,
    ignored=("TNCC", "NCC", "NCCENR"),
    grain="ARR",
)

_REGION = Resource(
    name="region",
    raw_table="insee_cog_region",
    title="Regions",
    columns=(
        Column("reg", "REG", doc="Region code"),
        Column("cheflieu", "CHEFLIEU", Kind.CODE_COMMUNE, "Commune that is the seat"),
        Column("libelle", "LIBELLE", doc="Name"),
    ),
    key=("reg",),
    files=_files("v_region"),
    places=_place("v_region"),
    keep=1,
    minimum_rows=10,
    ignored=("TNCC", "NCC", "NCCENR"),
    grain="REG",
)

SOURCE = Source(
    name="insee_cog",
    title="Code officiel géographique",
    producer="INSEE",
    homepage="https://www.insee.fr/fr/information/2560452",
    licence="Licence Ouverte 2.0",
    schedule="15 5 * * *",
    frequency="yearly, geography of 1 January",
    lag="published in February of the year",
    scope="France, overseas departments included",
    french=French(
        title="Code officiel géographique",
        producer="Insee",
        frequency="annuelle, au 1er janvier",
    ),
    resources=(_COMMUNE, _MOUVEMENT, _ARRONDISSEMENT, _DEPARTEMENT, _REGION),
    caveats=("File numbers change each year: give a new one with PUBLISHER_URL__… until it is declared.",),
)
