"""Etalab: contours of communes and town halls, from IGN Admin Express and OpenStreetMap."""

from ingestion.declaration import Column, File, GeoJson, Kind, Place, Resource, Source
from ingestion.words import French

_BASE = "https://etalab-datasets.geo.data.gouv.fr/contours-administratifs"
_YEARS = ("2026", "2025")

_COMMUNE = Resource(
    name="communes",
    raw_table="etalab_contour_commune",
    title="Contours of communes, simplified",
    columns=(
        Column("code", "code", Kind.CODE_COMMUNE, "Commune or municipal district code"),
        Column("nom", "nom", doc="Name"),
        Column("departement", "departement", doc="Department code", required=False),
        Column("region", "region", doc="Region code", required=False),
        Column("epci", "epci", doc="SIREN of the EPCI", required=False),
        Column("plm", "plm", Kind.BOOLEAN, "Paris, Lyon or Marseille", required=False),
        Column("commune", "commune", doc="Commune of a municipal district", required=False),
        Column("geometry", "geometry", doc="GeoJSON geometry, WGS84"),
    ),
    key=("code",),
    files=tuple(File(f"{_BASE}/{year}/geojson/communes-100m.geojson.gz", GeoJson(), year) for year in _YEARS),
    fallbacks=tuple(
        File(f"{_BASE}/{year}/geojson/communes-1000m.geojson", GeoJson(), year) for year in _YEARS
    ),
    places=(Place(rf"{_BASE}/(?P<vintage>\d{{4}})/geojson/communes-100m\.geojson(\.gz)?", GeoJson()),),
    keep=1,
    grain="commune",
    notes=(
        "Simplified to 100 m, or to 1 km where that file is missing: for display, areas measured on them are wrong.",
    ),
)

_MAIRIE = Resource(
    name="mairies",
    raw_table="etalab_mairie",
    title="Town halls",
    columns=(
        Column("commune", "commune", Kind.CODE_COMMUNE, "Commune code"),
        Column("nom", "nom", doc="Name", required=False),
        Column("type", "type", doc="mairie, memorial, or centre of the commune when no town hall is known"),
        Column("geometry", "geometry", doc="GeoJSON point, WGS84"),
    ),
    key=("commune",),
    unique=(),
    files=tuple(File(f"{_BASE}/{year}/geojson/mairies.geojson", GeoJson(), year) for year in _YEARS),
    places=(Place(rf"{_BASE}/(?P<vintage>\d{{4}})/geojson/mairies\.geojson(\.gz)?", GeoJson()),),
    keep=1,
    grain="town hall",
    notes=("Anchor of the town centre where no ORT perimeter is given.",),
)

SOURCE = Source(
    name="etalab_contours",
    title="Contours of communes, town halls",
    producer="Etalab, from IGN and OpenStreetMap",
    homepage="https://github.com/datagouv/contours-administratifs",
    licence="Licence Ouverte 2.0 (contours), ODbL (town halls)",
    schedule="40 6 * * 1",
    frequency="yearly",
    lag="months after 1 January",
    late_after_days=(500, 900),
    scope="France",
    french=French(
        title="Contours des communes et mairies",
        producer="Etalab, d’après l’IGN et OpenStreetMap",
        frequency="annuelle",
        licence="Licence Ouverte 2.0 (contours), ODbL (mairies)",
    ),
    resources=(_COMMUNE, _MAIRIE),
)
