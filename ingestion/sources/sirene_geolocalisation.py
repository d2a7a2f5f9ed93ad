"""INSEE, Sirene: geolocated establishments."""

from ingestion.declaration import Column, Csv, File, Kind, Parquet, Resource, Source
from ingestion.stamps import month_contained
from ingestion.words import French

_STABLE = "https://www.data.gouv.fr/api/1/datasets/r"

_POINT = Resource(
    name="point",
    raw_table="sirene_geolocalisation",
    title="Position of establishments (GeolocalisationEtablissement)",
    columns=(
        Column("siret", "siret", Kind.SIRET, "SIRET of the establishment"),
        Column("x", "x", Kind.NUMBER, "Abscissa, metres, in the projection of `epsg`"),
        Column("y", "y", Kind.NUMBER, "Ordinate, metres, in the projection of `epsg`"),
        Column(
            "qualite_xy", "qualite_xy", doc="11 number, 12 sure street, 21 and 22 probable, 33 commune only"
        ),
        Column("epsg", "epsg", doc="EPSG code of the projection of the row"),
        Column("code_commune", "plg_code_commune", Kind.CODE_COMMUNE, "Commune in which the point lies"),
        Column("iris", "plg_iris", doc="IRIS, last 4 digits; the commune code comes before"),
        Column(
            "qp24",
            "plg_qp24",
            doc="Priority neighbourhood 2024; CSZ commune without, HZ outside",
            required=False,
        ),
        Column("qualite_qp24", "qualite_qp24", doc="Quality of that attribution", required=False),
        Column(
            "distance_precision", "distance_precision", doc="Precision, metres, as published", required=False
        ),
        Column("latitude", "y_latitude", Kind.NUMBER, "Latitude, degrees, WGS 84"),
        Column("longitude", "x_longitude", Kind.NUMBER, "Longitude, degrees, WGS 84"),
    ),
    key=("siret",),
    files=(File(f"{_STABLE}/672007af-0146-491f-835c-8314d63fa44e", Parquet()),),
    fallbacks=(
        File(
            f"{_STABLE}/ba6a4e4c-aac6-4764-bbd2-f80ae345afc5",
            Csv(member=r"GeolocalisationEtablissement.*\.csv", separators=";,"),
        ),
    ),
    vintage_of=month_contained,
    keep=1,
    is_large=True,
    ignored=(
        "plg_qp",
        "plg_zus",
        "plg_qp15",
        "plg_qva",
        "qualite_qp",
        "qualite_iris",
        "qualite_zus",
        "qualite_qp15",
        "qualite_qva",
    ),
    grain="SIRET",
    notes=(
        "Read by name: up to 2023 the file had 17 columns, and latitude comes before longitude.",
        "Quality 33 is a random point of the commune: it must not be used inside it.",
    ),
)

SOURCE = Source(
    name="sirene_geolocalisation",
    title="Géolocalisation des établissements de Sirene pour les études statistiques",
    producer="INSEE",
    homepage="https://www.data.gouv.fr/fr/datasets/61d5e2d372a52d9f9411ff88/",
    licence="Licence Ouverte 2.0",
    schedule="25 2 * * *",
    frequency="monthly, about the 21st",
    lag="content of the end of the month before",
    late_after_days=(40, 75),
    scope="France without Mayotte; partially diffused establishments may be absent",
    french=French(
        title="Géolocalisation des établissements de Sirene",
        producer="Insee",
        frequency="mensuelle, vers le 21",
    ),
    resources=(_POINT,),
    caveats=(
        "Each row has its own projection: 2154 in mainland France, another in each overseas territory.",
    ),
)
