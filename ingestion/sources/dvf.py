"""Etalab, DVF géolocalisées: property sales, a file a year, or one for each of its departments."""

from ingestion.declaration import Column, Csv, File, Kind, Place, Resource, Source
from ingestion.words import French

_BASE = "https://files.data.gouv.fr/geo-dvf/latest/csv"
_YEARS = (2025, 2024, 2023, 2022, 2021)


def year_and_departement(found: str) -> str:
    """`2024/departements/89` as `2024-89`."""
    return found.replace("/departements/", "-").upper()


_LIGNE = Resource(
    name="ligne",
    raw_table="dvf_ligne",
    title="Lines of property sales",
    columns=(
        Column("id_mutation", "id_mutation", doc="Sale; changes at each release"),
        Column("date_mutation", "date_mutation", Kind.DATE, "Day of the deed"),
        Column("numero_disposition", "numero_disposition", doc="Disposition of the deed"),
        Column("nature_mutation", "nature_mutation", doc="Sale, sale before completion, exchange, auction…"),
        Column("valeur_fonciere", "valeur_fonciere", Kind.NUMBER, "Price of the whole sale, repeated, euros"),
        Column("code_commune", "code_commune", Kind.CODE_COMMUNE, "Commune or municipal district code"),
        Column("code_departement", "code_departement", doc="Department code"),
        Column("id_parcelle", "id_parcelle", doc="Parcel"),
        Column("lot1_numero", "lot1_numero", doc="First lot of the building"),
        Column("nombre_lots", "nombre_lots", Kind.INTEGER, "Lots"),
        Column(
            "code_type_local", "code_type_local", doc="1 house, 2 flat, 3 outbuilding, 4 business premises"
        ),
        Column("surface_reelle_bati", "surface_reelle_bati", Kind.NUMBER, "Built surface, m²"),
        Column("nombre_pieces_principales", "nombre_pieces_principales", Kind.INTEGER, "Main rooms"),
        Column("code_nature_culture", "code_nature_culture", doc="Use of the land"),
        Column("code_nature_culture_speciale", "code_nature_culture_speciale", doc="Special use of the land"),
        Column("surface_terrain", "surface_terrain", Kind.NUMBER, "Surface of the land, m²"),
        Column("longitude", "longitude", Kind.NUMBER, "WGS84, degrees"),
        Column("latitude", "latitude", Kind.NUMBER, "WGS84, degrees"),
    ),
    key=("id_mutation", "code_commune"),
    unique=(),
    files=tuple(File(f"{_BASE}/{year}/full.csv.gz", Csv(), str(year)) for year in _YEARS),
    places=(
        Place(rf"{_BASE}/(?P<vintage>\d{{4}})/full\.csv\.gz", Csv()),
        Place(rf"{_BASE}/(?P<vintage>\d{{4}}/departements/\w{{2,3}})\.csv\.gz", Csv(), year_and_departement),
    ),
    vintages_like=("2024-89",),
    minimum_rows=0,
    shrink_tolerance=1.0,
    ignored=(
        r"re:adresse_\w+",
        "code_postal",
        "nom_commune",
        r"re:ancien_(code_commune|nom_commune|id_parcelle)",
        "numero_volume",
        r"re:lot(1_surface_carrez|[2-5]_(numero|surface_carrez))",
        "type_local",
        "nature_culture",
        "nature_culture_speciale",
    ),
    grain="line of a sale: premises × parcel × use of the land",
    notes=(
        "A vintage is a year of France, 2024. A mirror may hold a year by department instead: 2024-89. Their sizes "
        "differ, so no file is weighed against another.",
        "Where a year is there both whole and by department, staging reads it whole.",
        "valeur_fonciere is the price of the whole sale, repeated on each of its lines.",
        "Shops are among type 4, Local industriel. commercial ou assimilé.",
        "Addresses are not loaded.",
    ),
)

SOURCE = Source(
    name="dvf",
    title="Demandes de valeurs foncières",
    producer="DGFiP, geolocated by Etalab",
    homepage="https://www.data.gouv.fr/fr/datasets/demandes-de-valeurs-foncieres-geolocalisees/",
    licence="Licence Ouverte 2.0",
    schedule="30 6 * * *",
    frequency="twice a year, the last five years anew",
    lag="six months",
    late_after_days=(250, 500),
    scope="France without Moselle, Bas-Rhin, Haut-Rhin and Mayotte",
    french=French(
        title="Demandes de valeurs foncières",
        producer="DGFiP, géolocalisées par Etalab",
        frequency="deux fois par an, cinq dernières années",
    ),
    resources=(_LIGNE,),
    caveats=("Re-identifying persons from these sales is forbidden by the terms of use.",),
)
