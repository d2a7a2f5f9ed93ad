"""DARES: jobseekers registered with France Travail, by commune."""

from ingestion.declaration import Column, Csv, File, Kind, Resource, Source, Told
from ingestion.words import French

_URL = (
    "https://data.dares.travail-emploi.gouv.fr/api/explore/v2.1/catalog/datasets/dares_defm_communales-brutes"
)

_COMMUNE = Resource(
    name="commune",
    raw_table="dares_defm_commune",
    title="Jobseekers registered at the end of the year",
    columns=(
        Column("date", "Date", doc="Quarter, 2024-T4; only fourth quarters, their monthly mean"),
        Column("code_region", "Code région", doc="Region code", required=False),
        Column("region", "Région", doc="Region name", required=False),
        Column("code_departement", "Code département", doc="Department code, or Total", required=False),
        Column("departement", "Département", doc="Department name", required=False),
        Column("code_commune", "Code commune", doc="Commune or district code, or Total"),
        Column("commune", "Commune", doc="Commune name, or which total"),
        Column("type_donnees", "Type de données", doc="Brutes: not adjusted for season"),
        Column("categorie", "Catégorie", doc="ABC"),
        Column("sexe", "Sexe", doc="Hommes, Femmes, Total"),
        Column("tranche_age", "Tranche d'âge", doc="Age group, or Total"),
        Column(
            "demandeurs", "Nombre de demandeurs d'emploi", Kind.FIGURE, "Jobseekers, rounded to 5, or a mark"
        ),
    ),
    key=(
        "date",
        "code_region",
        "code_departement",
        "code_commune",
        "type_donnees",
        "categorie",
        "sexe",
        "tranche_age",
    ),
    unique=(
        "date",
        "code_region",
        "region",
        "code_departement",
        "departement",
        "code_commune",
        "commune",
        "type_donnees",
        "categorie",
        "sexe",
        "tranche_age",
    ),
    files=(
        File(
            f"{_URL}/exports/csv?use_labels=true",
            Csv(),
            dated=Told(_URL, ("metas", "default", "modified")),
        ),
    ),
    keep=2,
    grain="quarter × commune × category × sex × age; rows of totals (Total) beside",
    notes=(
        "Rows whose commune, sex or age is Total are sums: never add them to the others.",
        "Several totals share the code Total and differ by their labels, which belong to the key.",
        "Seen: 3,618 rows of communes and districts, 2015 to 2024; no row of totals.",
        "Paris, Lyon and Marseille are there twice, as communes and by district.",
        "Rounded to a multiple of 5: parts do not add up to the total.",
    ),
)

SOURCE = Source(
    name="dares_defm",
    title="Jobseekers by commune",
    producer="DARES, from France Travail",
    homepage="https://data.dares.travail-emploi.gouv.fr/explore/dataset/dares_defm_communales-brutes/",
    licence="Licence Ouverte 2.0",
    schedule="45 6 * * *",
    frequency="yearly, a fourth quarter at a time, ten years",
    lag="some months",
    scope="France; categories A, B and C together",
    french=French(
        title="Demandeurs d’emploi par commune",
        producer="Dares, d’après France Travail",
        frequency="annuelle (quatrième trimestre)",
    ),
    resources=(_COMMUNE,),
    caveats=(
        "Registered jobseekers are not the unemployed of the International Labour Office.",
        "Break in 2025: recipients of the RSA are registered automatically.",
    ),
)
