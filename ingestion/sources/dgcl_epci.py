"""DGCL, composition of the EPCI with own taxation."""

from ingestion.declaration import Column, File, Kind, Place, Resource, Source, Workbook
from ingestion.words import French

_WORKBOOK = Workbook(sheet=r"epcicom\d{4}|composition.*")
_BASE = "https://www.collectivites-locales.gouv.fr/files/files/Etudes-et-statistiques/DESL"

_COMPOSITION = Resource(
    name="composition",
    raw_table="dgcl_epci_composition",
    title="EPCI and their member communes",
    columns=(
        Column("dept", "dept", Kind.CODE_DEPARTEMENT, "Department of the EPCI's seat"),
        Column("siren", "siren", Kind.SIREN, "SIREN of the EPCI"),
        Column("raison_sociale", "raison_sociale", doc="Name of the EPCI"),
        Column("nature_juridique", "nature_juridique", doc="CC, CA, CU, METRO, MET69"),
        Column("mode_financ", "mode_financ", doc="Kind of taxation"),
        Column("insee", "insee", Kind.CODE_COMMUNE, "Code of the member commune"),
        Column("siren_membre", "siren_membre", Kind.SIREN, "SIREN of the member commune"),
        Column("nom_membre", "nom_membre", doc="Name of the member commune"),
        Column("ptot", r"re:ptot_\d{4}", Kind.INTEGER, "Total population of the member, inhabitants"),
        Column("pmun", r"re:pmun_\d{4}", Kind.INTEGER, "Municipal population of the member, inhabitants"),
    ),
    key=("siren", "insee"),
    unique=("insee",),
    files=tuple(
        File(f"{_BASE}/{year}/EPCI/epcicom{year}.xlsx", _WORKBOOK, str(year)) for year in (2026, 2025)
    ),
    places=(Place(rf"{_BASE}/\d{{4}}/EPCI/epcicom(?P<vintage>\d{{4}})\.xlsx", _WORKBOOK),),
    ignored=("nb_membres", "total_pop_tot", "total_pop_mun", "dep_com"),
    grain="EPCI × member commune on 1 January",
    notes=("The two population columns are renamed every year.",),
)

SOURCE = Source(
    name="dgcl_epci",
    title="Composition of the EPCI with own taxation",
    producer="DGCL",
    homepage="https://www.collectivites-locales.gouv.fr",
    licence="Licence Ouverte 2.0",
    schedule="35 5 * * *",
    frequency="yearly",
    lag="published in the first quarter",
    scope="France; four island communes belong to no EPCI",
    french=French(
        title="Composition des EPCI à fiscalité propre",
        producer="DGCL",
        frequency="annuelle",
    ),
    resources=(_COMPOSITION,),
    caveats=("An EPCI's own population is not the sum of its members'; ours is.",),
)
