"""ANCT: priority neighbourhoods (quartiers prioritaires de la politique de la ville) of 2024."""

from ingestion.declaration import Column, File, GeoJson, Kind, Place, Resource, Source
from ingestion.words import French

_BASE = "https://static.data.gouv.fr/resources/quartiers-prioritaires-de-la-politique-de-la-ville-qpv"
_FORM = GeoJson(member=r".*WGS84\.geojson")

_QPV = Resource(
    name="qpv",
    raw_table="anct_qpv",
    title="Priority neighbourhoods",
    columns=(
        Column("code_qp", "code_qp", doc="Neighbourhood"),
        Column("lib_qp", "lib_qp", doc="Name"),
        Column("insee_com", "insee_com", Kind.CODES_COMMUNE, "Commune code, or several parted by commas"),
        Column("lib_com", "lib_com", doc="Commune name"),
        Column("geometry", "geometry", doc="GeoJSON geometry, WGS84"),
    ),
    key=("code_qp",),
    files=(File(f"{_BASE}/20260115-204323/qpv-2024-geojson.zip", _FORM, "2024"),),
    places=(Place(rf"{_BASE}/[^/]+/qpv-(?P<vintage>\d{{4}})-geojson\.zip", _FORM),),
    catalogue="https://www.data.gouv.fr/api/1/datasets/quartiers-prioritaires-de-la-politique-de-la-ville-qpv/",
    grain="neighbourhood",
    notes=("The archive holds other projections: the member in WGS84 is read.",),
)

SOURCE = Source(
    name="anct_qpv",
    title="Quartiers prioritaires de la politique de la ville",
    producer="ANCT",
    homepage="https://www.data.gouv.fr/fr/datasets/quartiers-prioritaires-de-la-politique-de-la-ville-qpv/",
    licence="Licence Ouverte 2.0",
    schedule="50 6 * * 1",
    frequency="irregular, list of 2024 corrected",
    lag="none",
    late_after_days=(800, 1600),
    scope="France",
    french=French(
        title="Quartiers prioritaires de la politique de la ville",
        producer="ANCT",
        frequency="irrégulière",
    ),
    resources=(_QPV,),
    unread="No indicator of the catalogue is drawn for priority neighbourhoods; centres follow from storefronts.",
)
