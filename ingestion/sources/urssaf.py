"""Urssaf Caisse nationale: private establishments and employees, by commune and activity."""

from ingestion.declaration import Column, Csv, File, Kind, Resource, Source, Told
from ingestion.words import French

_DATASET = (
    "https://open.urssaf.fr/api/explore/v2.1/catalog/datasets/"
    "etablissements-et-effectifs-salaries-au-niveau-commune-x-ape-last"
)

_COMMUNE_APE = Resource(
    name="commune_ape",
    raw_table="urssaf_commune_ape",
    title="Establishments and employees of the private sector, commune × APE, every year",
    columns=(
        Column(
            "code_commune", "code_commune", Kind.CODE_COMMUNE, "Commune, districts of Paris, Lyon, Marseille"
        ),
        Column("code_ape", "code_ape", doc="NAF rev. 2 sub-class, without its dot"),
        Column("annee", "group:annee", Kind.YEAR, "Year; situation on 31 December"),
        Column(
            "nombre_etablissements",
            r"re:nombre_d_etablissements_(?P<annee>\d{4})",
            Kind.INTEGER,
            "Establishments with employees; null: none, or not published",
        ),
        Column(
            "effectifs_salaries",
            r"re:effectifs_salaries_(?P<annee>\d{4})",
            Kind.INTEGER,
            "Employees; null: none, or not published",
        ),
    ),
    key=("code_commune", "code_ape", "annee"),
    files=(
        File(
            f"{_DATASET}/exports/csv",
            Csv(),
            count=Told(f"{_DATASET}/records?limit=0", ("total_count",)),
            dated=Told(_DATASET, ("metas", "default", "modified")),
        ),
    ),
    keep=2,
    ignored=(
        "region",
        "ancienne_region",
        "departement",
        "zone_d_emploi",
        "epci",
        "commune",
        "intitule_commune",
        "grand_secteur_d_activite",
        "secteur_na17",
        "secteur_na38",
        "secteur_na88",
        "ape",
        "code_region",
        "code_ancienne_region",
        "code_departement",
        "code_zone_d_emploi",
        "code_epci",
    ),
    grain="commune × APE × year",
    notes=(
        "One pair of columns a year in the file, one row a year here; a year without either value has no row.",
        "A missing value is not zero: it says no establishment with employees, or a figure not published.",
    ),
)

SOURCE = Source(
    name="urssaf",
    title="Établissements employeurs et effectifs salariés du secteur privé, commune × APE",
    producer="Urssaf Caisse nationale",
    homepage="https://www.data.gouv.fr/fr/datasets/5efd242c72595ba1a48628f2/",
    licence="to be confirmed: Licence Ouverte 2.0 or ODbL, by place of publication",
    schedule="35 7 * * *",
    frequency="yearly, about June",
    lag="six months after the end of the year",
    scope="France; private employers, neither agriculture nor the self-employed",
    french=French(
        title="Établissements employeurs et effectifs salariés du secteur privé, par commune et activité",
        producer="Urssaf Caisse nationale",
        frequency="annuelle, vers juin",
        licence="à confirmer : Licence Ouverte 2.0 ou ODbL, selon le lieu de publication",
    ),
    resources=(_COMMUNE_APE,),
    caveats=(
        "One source says ODbL, another Licence Ouverte: check before redistributing the detail.",
        "Apprentices are counted since the file of June 2023; whether earlier years were revised is not told.",
        "Years are revised with each publication: the newest file replaces them all.",
    ),
)
