"""ARCEP, Ma connexion internet: premises of each commune that each technology reaches, by quarter."""

from ingestion.declaration import Column, Csv, File, Inside, Kind, Place, Resource, Series, Source
from ingestion.stamps import quarter
from ingestion.words import French

_BASE = "https://data.arcep.fr/fixe/maconnexioninternet/statistiques"
_HOSTS = (
    r"https://(?:data\.arcep\.fr|arcep\.s3\.rbx\.io\.cloud\.ovh\.net)/fixe/maconnexioninternet/statistiques"
)
_NAME = "commune/commune_techno.csv"
_CSV = Csv(separators=";")


def _last_quarter(year: int) -> File:
    """The file of a year's last quarter, which may lie under a lower-case name."""
    spellings = (f"{_BASE}/{year}_t4/{_NAME}",)
    return File(f"{_BASE}/{year}_T4/{_NAME}", _CSV, f"{year}-T4", spellings=spellings)


def _quarter_named(folder: str) -> str:
    """`2020_t3` as `2020-T3`."""
    return folder.upper().replace("_", "-")


def _reached(name: str, header: str, by: str, required: bool = False) -> Column:
    return Column(name, header, Kind.INTEGER, f"Premises that {by} reaches", required)


_COMMUNE = Resource(
    name="commune_techno",
    raw_table="arcep_commune_techno",
    title="Premises reached by each technology",
    columns=(
        Column(
            "code_insee", "code_insee", Kind.CODE_COMMUNE, "Commune code; Paris, Lyon and Marseille as one"
        ),
        Column("type", "type", doc="Which premises: all", required=False),
        Column("date_trimestre", "date", Kind.DATE, "Last day of the quarter"),
        Column("nbr", "nbr", Kind.INTEGER, "Premises: homes and businesses"),
        _reached("elig_ftth", "elig_ftth", "fibre to the home", required=True),
        _reached("elig_coax", "elig_coax", "cable"),
        _reached("elig_cu", "elig_cu", "copper"),
        _reached("elig_thdr", "elig_thdr", "fast radio"),
        _reached("elig_4gf", "re:elig_4(?:gf|fg)", "fixed 4G (elig_4fg until 2021)"),
        _reached("elig_hdr", "elig_hdr", "radio"),
        _reached("elig_sat", "elig_sat", "satellite"),
    ),
    key=("code_insee", "type"),
    files=(File(f"{_BASE}/last/{_NAME}", _CSV, inside=Inside("date")),),
    places=(
        Place(rf"{_HOSTS}/(?P<vintage>\d{{4}}_[Tt][1-4])/commune/commune_techno\.csv", _CSV, _quarter_named),
    ),
    series=Series(2019, _last_quarter, open_years=1),
    vintage_of=quarter,
    ignored=("nom_com", "code_dep", "code_reg"),
    grain="commune, quarter of the vintage",
    notes=(
        "One row a commune, type all. UTF-8, or Windows-1252 in some editions.",
        "The newest quarter is told by the file's own date. Of the years before, the last quarter is asked for, in capitals "
        "and then in lower case (2020_T4, 2020_t4); a mirror may hold any other.",
        "Technologies overlap: they are never added. Eligible is not quite connectable: an operator must sell there.",
        "Copper (elig_cu) changed its method in 2026: it fell to none in most communes in one quarter.",
        "Names of communes are damaged (Saint-Barthlemy) and not loaded: ours are taken.",
        "Not seen: a row, nor the order of the columns, which are found by name; names of columns are what six "
        "readers of the file write.",
    ),
)

SOURCE = Source(
    name="arcep",
    title="Ma connexion internet: fibre by commune",
    producer="ARCEP",
    homepage="https://www.data.gouv.fr/datasets/ma-connexion-internet",
    licence="Licence Ouverte 2.0",
    schedule="25 6 * * *",
    frequency="quarterly",
    lag="about two months and a half",
    scope="France, overseas included; from the end of 2019",
    french=French(
        title="Ma connexion internet : fibre par commune",
        producer="Arcep",
        frequency="trimestrielle",
    ),
    resources=(_COMMUNE,),
    late_after_days=(200, 400),
    caveats=(
        "Premises are counted better and better: their number grows, and a rate may fall.",
        "A rate nears its ceiling: it is never rounded up to 100 %.",
    ),
)
