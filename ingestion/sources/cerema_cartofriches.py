"""Cerema: inventory of brownfield sites, a snapshot at each release because the publisher keeps no history."""

from ingestion.declaration import Column, Csv, File, Kind, Place, Resource, Source
from ingestion.words import French

_CSV = Csv(null_values=("", "NA"), escape="\\")

_SITE = Resource(
    name="site",
    raw_table="cerema_cartofriches_site",
    title="Brownfield sites",
    columns=(
        Column("site_id", "site_id", doc="Site"),
        Column("site_nom", "site_nom", doc="Name of the site"),
        Column("site_type", "site_type", doc="Kind of site; inconnu dominates"),
        Column("site_identif_date", "site_identif_date", doc="Day of identification, as published"),
        Column("site_actu_date", "site_actu_date", doc="Day of the last update, as published"),
        Column("site_occupation", "site_occupation", doc="Occupation"),
        Column(
            "site_statut",
            "site_statut",
            doc="potentielle (unverified), sans projet, avec projet, reconvertie",
        ),
        Column("site_reconv_annee", "site_reconv_annee", doc="Year of reconversion"),
        Column("site_reconv_type", "site_reconv_type", doc="Kind of reconversion"),
        Column("activite_libelle", "activite_libelle", doc="Former activity"),
        Column("activite_code", "activite_code", doc="NAF code of the former activity"),
        Column("activite_fin_annee", "activite_fin_annee", doc="Year the activity ended"),
        Column("comm_nom", "comm_nom", doc="Commune name"),
        Column("comm_insee", "comm_insee", Kind.CODE_COMMUNE, "Commune code; sometimes blank"),
        Column("bati_surface", "bati_surface", Kind.NUMBER, "Built surface, m²"),
        Column("bati_vacance", "bati_vacance", doc="Vacancy of the buildings"),
        Column("bati_etat", "bati_etat", doc="State of the buildings"),
        Column("proprio_type", "proprio_type", doc="Kind of owner"),
        Column("proprio_personne", "proprio_personne", doc="Natural or legal person"),
        Column("sol_pollution_existe", "sol_pollution_existe", doc="Pollution of the soil"),
        Column("unite_fonciere_surface", "unite_fonciere_surface", Kind.NUMBER, "Surface of the site, m²"),
        Column("unite_fonciere_refcad", "unite_fonciere_refcad", doc="Parcels: a|b, or {a,b}"),
        Column("urba_zone_type", "urba_zone_type", doc="Kind of zone in the local plan"),
        Column("urba_zaer", "urba_zaer", doc="Renewable energy zone", required=False),
        Column("urba_doc_type", "urba_doc_type", doc="Kind of local plan"),
        Column("source_nom", "source_nom", doc="Inventory the site comes from"),
        Column("source_producteur", "source_producteur", doc="Producer of that inventory"),
        Column("geompoint", "geompoint", doc="Point, WKT, longitude and latitude (WGS84)"),
    ),
    key=("site_id",),
    files=(File("https://www.data.gouv.fr/api/1/datasets/r/74feb3ed-5f9f-4ef8-8fab-b0128d569a99", _CSV),),
    places=(
        Place(
            r"https://static\.data\.gouv\.fr/resources/[^/]+/[^/]+/"
            r"friches-standard-(?P<vintage>\d{4}-\d{2}-\d{2})\.csv",
            _CSV,
        ),
    ),
    shrink_tolerance=0.3,
    ignored=(
        r"re:site_(adresse|url|ademe_url|securite|projet_url)",
        r"re:bati_(type|nombre|pollution|patrimoine)",
        r"re:local_(ancien|recent)_annee",
        "proprio_nom",
        r"re:sol_(pollution_(annee|origine|commentaire)|depollution_fiche)",
        r"re:urba_zone_(lib|formdomi)",
        r"re:desserte_(distance|commentaire)",
        "source_url",
        "source_contact",
        "geomsurf",
    ),
    grain="site, as known on the day of publication",
    notes=(
        "50 columns, 51 with urba_zaer (CNIG schema 1.0.6).",
        "Half of the sites are unverified candidates (friche potentielle): choose by status.",
        "Dates are DD/MM/YYYY or ISO; NA is missing; quotes are escaped with a backslash since 2026.",
        "Names of owners and contacts are not loaded.",
    ),
)

SOURCE = Source(
    name="cerema_cartofriches",
    title="Cartofriches",
    producer="Cerema",
    homepage="https://www.data.gouv.fr/fr/datasets/sites-references-dans-cartofriches/",
    licence="Licence Ouverte 2.0",
    schedule="15 6 * * *",
    frequency="about quarterly",
    lag="months; effort of inventory differs between territories",
    late_after_days=(200, 500),
    scope="France",
    french=French(
        title="Cartofriches",
        producer="Cerema",
        frequency="à peu près trimestrielle",
    ),
    resources=(_SITE,),
    caveats=("The publisher replaces the file and keeps no history: every release loaded here is kept.",),
)
