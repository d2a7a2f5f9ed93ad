"""Programme lists: Action Cœur de Ville, Petites Villes de Demain, Territoires d'industrie (ANCT), ORT (DGALN)."""

from ingestion.declaration import Column, Csv, File, Kind, Place, Resource, Source
from ingestion.stamps import iso_day
from ingestion.words import French

_STATIC = "https://static.data.gouv.fr/resources"
_CROISEMENT = f"{_STATIC}/croisement-des-dispositifs-de-politique-publique-de-lanct"
_NA_CSV = Csv(null_values=("", "NA"))
_ORT = "https://grist.numerique.gouv.fr/o/dgaln/api/docs/j4i9oKD3jzFtgEUuM9sXnL/download/csv"

_ACV = Resource(
    name="acv",
    raw_table="anct_acv_commune",
    title="Communes of Action Cœur de Ville",
    columns=(
        Column("insee_com", "insee_com", Kind.CODE_COMMUNE, "Commune code"),
        Column("lib_com", "lib_com", doc="Commune name"),
        Column("id_acv", "id_acv", doc="Programme town; several communes may share one"),
        Column("lib_acv", "lib_acv", doc="Name of the programme town"),
        Column(
            "date_signature", "date_signature", doc="As published; format and meaning change between lists"
        ),
    ),
    key=("insee_com",),
    files=(
        File(
            f"{_STATIC}/programme-action-coeur-de-ville/20250924-154200/liste-acv-com2025-20250704.csv",
            Csv(),
            "2025-07-04",
        ),
        File(
            f"{_STATIC}/programme-action-coeur-de-ville/20240205-160249/liste-acv-com2023-20240205.csv",
            Csv(),
            "2024-02-05",
        ),
    ),
    places=(
        Place(
            rf"{_STATIC}/programme-action-coeur-de-ville/[^/]+/liste-acv-com\d{{4}}-(?P<vintage>\d{{8}})\.csv",
            Csv(),
            iso_day,
        ),
    ),
    catalogue="https://www.data.gouv.fr/api/1/datasets/5acc7eddc751df5e21efdf20/",
    shrink_tolerance=0.2,
    grain="commune",
    notes=(
        "date_signature is the first convention in the lists up to 2024, an amendment in that of 2025: "
        "only the earlier lists date the treatment.",
        "Dates are DD/MM/YYYY, then DD-MM-YYYY; ids acv-019, then ACV019.",
    ),
)

_PVD = Resource(
    name="pvd",
    raw_table="anct_pvd_commune",
    title="Communes of Petites Villes de Demain",
    columns=(
        Column("insee_com", "insee_com", Kind.CODE_COMMUNE, "Commune code"),
        Column("lib_com", "lib_com", doc="Commune name"),
        Column("id_pvd", "id_pvd", doc="Programme town"),
        Column("date_signature", "date_signature", doc="As published"),
    ),
    key=("insee_com",),
    files=(
        File(
            f"{_STATIC}/programme-petites-villes-de-demain/20260427-160836/liste-pvd-com2025-20260427.csv",
            Csv(),
            "2026-04-27",
        ),
    ),
    places=(
        Place(
            rf"{_STATIC}/programme-petites-villes-de-demain/[^/]+/liste-pvd-com\d{{4}}-(?P<vintage>\d{{8}})\.csv",
            Csv(),
            iso_day,
        ),
    ),
    catalogue="https://www.data.gouv.fr/api/1/datasets/5fc1259b703620ed60a49d97/",
    shrink_tolerance=0.2,
    grain="commune",
)

_ORT_COMMUNE = Resource(
    name="ort",
    raw_table="dgaln_ort_commune",
    title="Communes covered by an opération de revitalisation de territoire",
    columns=(
        Column("commune", "Commune", doc="Department and name"),
        Column("epci", "EPCI", doc="Name of the EPCI"),
        Column("departement", "Département", doc="Name of the department"),
        Column("region", "Région", doc="Name of the region"),
        Column("code_commune", "Code commune", Kind.CODE_COMMUNE, "Commune code"),
        Column("statut_commune", "Statut de la commune", doc="1. Commune ACV, 2. Commune PVD, 3. Autre"),
        Column("signee", "Signée ?", doc="State of the convention"),
        Column("date_signature", "Si signée, date de signature", doc="As published"),
        Column("date_signature_envisagee", "Si non signée, date de signature envisagée", doc="As published"),
        Column("duree_annees", "Durée (en années)", doc="Years"),
        Column("date_fin_estimee", "Date de fin estimée", doc="As published"),
        Column("avancement", "Avancement", doc="Free text"),
        Column("acv", "ACV", doc="true or false"),
        Column("pvd", "PVD", doc="true or false"),
    ),
    key=("code_commune",),
    tolerates_copies=True,
    files=(File(f"{_ORT}?viewSection=3&tableId=BDD", Csv()),),
    shrink_tolerance=0.2,
    ignored=("Remarques", "longitude", "latitude", "Dernière actualisation", "Actualisé par", "doublon"),
    grain="record of the follow-up table",
    notes=("Cells span several lines.", "Names of civil servants (Actualisé par) are not loaded."),
)

_CROISE = Resource(
    name="croisement",
    raw_table="anct_commune_programme",
    title="Programmes of each commune (Territoires d'industrie among them)",
    columns=(
        Column("insee_com", "insee_com", Kind.CODE_COMMUNE, "Commune code"),
        Column("lib_com", "lib_com", doc="Commune name"),
        Column("id_ti", "id_ti", doc="Territoire d'industrie"),
        Column("id_crte", "id_crte", doc="Contrat pour la réussite de la transition écologique"),
        Column("id_acv", "id_acv", doc="Action Cœur de Ville"),
        Column("id_pvd", "id_pvd", doc="Petites Villes de Demain"),
        Column("id_va", "id_va", doc="Villages d'avenir", required=False),
    ),
    key=("insee_com",),
    files=(File(f"{_CROISEMENT}/20250924-164108/ngeo-anct-cog2025.csv", _NA_CSV, "2025"),),
    places=(Place(rf"{_STATIC}/[^/]+/[^/]+/ngeo-anct-cog(?P<vintage>\d{{4}})\.csv", _NA_CSV),),
    ignored=(r"re:id_(ami|fabp|amm|habinclus|cite|cde|fs|acv2|site)",),
    grain="commune, in the geography of the vintage",
    notes=("Columns follow the programmes of the day: 16 in 2023. Those we do not use are left out.",),
)

SOURCE = Source(
    name="programmes",
    title="Action Cœur de Ville, Petites Villes de Demain, ORT, Territoires d'industrie",
    producer="ANCT and DGALN",
    homepage="https://www.data.gouv.fr/fr/datasets/programme-action-coeur-de-ville/",
    licence="Licence Ouverte 2.0",
    schedule="45 5 * * *",
    frequency="irregular",
    lag="weeks",
    scope="France",
    french=French(
        title="Action Cœur de Ville, Petites Villes de Demain, ORT",
        producer="ANCT et DGALN",
        frequency="irrégulière",
    ),
    resources=(_ACV, _PVD, _ORT_COMMUNE, _CROISE),
    caveats=(
        "The plain CSV of the ORT list on data.gouv.fr was seen holding one department only: Grist is read.",
    ),
)
