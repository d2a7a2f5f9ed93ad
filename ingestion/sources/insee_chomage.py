"""INSEE: localised unemployment rates by employment zone, and which commune lies in which zone."""

from ingestion.declaration import Column, File, Kind, Place, Resource, Source, Workbook
from ingestion.words import French

_FICHIER = "https://www.insee.fr/fr/statistiques/fichier"
_RATES = Workbook(sheet="txcho_ze")
_ZONES = Workbook(sheet="COM", member=r"table-appartenance-geo-communes-\d{2,4}.*\.xlsx?")


def quarter(told: str) -> str:
    """`t4-2025` as `2025-T4`."""
    number, year = told.removeprefix("t").split("-")
    return f"{year}-T{number}"


def year(told: str) -> str:
    """`25` as `2025`."""
    return told if len(told) == 4 else f"20{told}"


_ZONE = Resource(
    name="zone",
    raw_table="insee_chomage_zone",
    title="Unemployment rate by employment zone",
    columns=(
        Column("ze", r"re:ZE\d{4}", doc="Employment zone code; 00XX lies in several regions"),
        Column("libze", r"re:LIBZE\d{4}", doc="Employment zone name"),
        Column("reg", "REG", doc="Region code; 00 several"),
        Column("libreg", "LIBREG", doc="Region name, INTERRÉGIONAL when several"),
        Column("trimestre", "group:trimestre", doc="Quarter, 2025-T4"),
        Column(
            "taux",
            r"re:(?P<trimestre>\d{4}-T[1-4])",
            Kind.FIGURE,
            "Rate in percent, seasonally adjusted, or a mark",
        ),
    ),
    key=("ze", "trimestre"),
    files=(File(f"{_FICHIER}/1893230/chomage-zone-t1-2003-t4-2025.xlsx", _RATES, "2025-T4"),),
    places=(
        Place(rf"{_FICHIER}/\d+/chomage-zone-t\d-\d{{4}}-(?P<vintage>t\d-\d{{4}})\.xlsx?", _RATES, quarter),
    ),
    keep=4,
    grain="employment zone × quarter since 2003",
    notes=(
        "The workbook's name changes each quarter; the header row is found by REG and LIBREG.",
        "Overseas zones begin in 2014. The regional parts of the inter-regional zones are another sheet, not loaded.",
    ),
)

_COMMUNE = Resource(
    name="commune",
    raw_table="insee_zone_emploi_commune",
    title="Zones a commune belongs to",
    columns=(
        Column("codgeo", "CODGEO", Kind.CODE_COMMUNE, "Commune code"),
        Column("libgeo", "LIBGEO", doc="Commune name"),
        Column("dep", "DEP", doc="Department code"),
        Column("reg", "REG", doc="Region code"),
        Column("epci", "EPCI", doc="SIREN of the EPCI; ZZZZZZZZZ none", required=False),
        Column("ze", r"re:ZE\d{4}", doc="Employment zone code"),
        Column("uu", r"re:UU\d{4}", doc="Urban unit", required=False),
        Column("aav", r"re:AAV\d{4}", doc="Attraction area of a town; 000 none", required=False),
        Column(
            "cateaav",
            r"re:CATEAAV\d{4}",
            doc="Commune's place in its urban area: 11 main town, 12 other commune of the main centre, "
            "13 secondary centre, 20 ring, 30 outside",
            required=False,
        ),
        Column("taav", r"re:TAAV\d{4}", doc="Size class of the urban area, 0 outside any", required=False),
        Column("tdaav", r"re:TDAAV\d{4}", doc="The same in finer classes", required=False),
        Column("bv", r"re:BV\d{4}", doc="Living area", required=False),
    ),
    key=("codgeo",),
    files=tuple(
        File(f"{_FICHIER}/7671844/table-appartenance-geo-communes-{year}.zip", _ZONES, year)
        for year in ("2026", "2025")
    ),
    places=(
        Place(rf"{_FICHIER}/\d+/table-appartenance-geo-communes-(?P<vintage>\d{{2,4}})\.zip", _ZONES, year),
    ),
    ignored=("NATURE_EPCI", "ARR", r"re:CV\d*", r"re:(TUU|TDUU)\d{4}"),
    grain="commune",
    notes=(
        "Sheet COM of a workbook in a zip; districts are on a sheet of their own, not loaded.",
        "Known from the headers that its readers name; the file itself was not seen.",
    ),
)

SOURCE = Source(
    name="insee_chomage",
    title="Localised unemployment",
    producer="INSEE",
    homepage="https://www.insee.fr/fr/statistiques/1893230",
    licence="Licence Ouverte 2.0",
    schedule="55 6 * * *",
    frequency="quarterly; zones yearly",
    lag="about six months",
    scope="France without Mayotte and Guyane; 302 employment zones",
    french=French(
        title="Chômage localisé",
        producer="Insee",
        frequency="trimestrielle ; annuelle pour les zones",
    ),
    resources=(_ZONE, _COMMUNE),
    caveats=(
        "Estimated: every publication revises the whole series.",
        "A rate of a zone, not of its communes.",
    ),
)
