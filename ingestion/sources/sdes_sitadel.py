"""SDES, Sitadel: building permits that create non-residential premises."""

from ingestion.declaration import Column, Csv, File, Kind, Place, Resource, Source
from ingestion.stamps import month_contained
from ingestion.words import French

_DIDO = "https://data.statistiques.developpement-durable.gouv.fr/dido/api/v1/datafiles"
_LOCAUX = f"{_DIDO}/f8f0700f-806c-40a7-83b1-f21cf507e7c4/csv"

USAGES = {
    "hab": "homes",
    "loc": "all non-residential premises",
    "heb": "hotels",
    "bur": "offices",
    "com": "shops",
    "art": "craft",
    "ind": "industry",
    "agr": "farms",
    "ent": "warehouses",
    "pub": "public services",
    "autr": "every use not given by itself",
}
# Other uses come and go: craft left in 2026, and a file of that spring had one column in place of all others.
ALWAYS = ("hab", "loc", "com")
ETATS = {
    "avant": "before the works",
    "creee": "created",
    "issue_transfo": "made from another use",
    "demolie": "demolished",
    "transformee": "turned into another use",
}


def _surfaces() -> tuple[Column, ...]:
    return tuple(
        Column(
            f"surf_{use}_{state}",
            f"SURF_{use}_{state}".upper(),
            Kind.NUMBER,
            f"Surface of {told}, {how}, m²{'' if use in ALWAYS else '; null where the file has no such column'}",
            use in ALWAYS,
        )
        for use, told in USAGES.items()
        for state, how in ETATS.items()
    )


_PERMIS_LOCAUX = Resource(
    name="locaux",
    raw_table="sdes_sitadel_locaux",
    title="Permits creating non-residential premises",
    columns=(
        Column("dep_code", "re:DEP(_CODE)?", doc="Department code"),
        Column("comm", "COMM", Kind.CODE_COMMUNE, "Commune code, of the permit's day"),
        Column("type_dau", "TYPE_DAU", doc="Kind of application: PC, PA, DP"),
        Column("num_dau", "NUM_DAU", doc="Number of the application"),
        Column("etat_dau", "ETAT_DAU", doc="State: 2 granted, 4 cancelled, 5 begun, 6 finished"),
        Column("date_reelle_autorisation", "DATE_REELLE_AUTORISATION", doc="Day granted, as published"),
        Column("date_reelle_doc", "DATE_REELLE_DOC", doc="Day works began, as published"),
        Column("date_reelle_daact", "DATE_REELLE_DAACT", doc="Day works ended, as published"),
        Column("an_depot", "AN_DEPOT", doc="Year of the application", required=False),
        Column("ape_dem", "APE_DEM", doc="NAF code of the applicant"),
        Column("cj_dem", "CJ_DEM", doc="Legal form of the applicant"),
        Column("superficie_terrain", "SUPERFICIE_TERRAIN", Kind.NUMBER, "Surface of the land, m²"),
        Column("zone_op", "ZONE_OP", doc="Zone of the operation"),
        Column(
            "destination_principale",
            "DESTINATION_PRINCIPALE",
            doc="Main use: 1 homes, 2 hotels, 3 offices, 4 shops, 5 craft (old permits), 6 industry, 7 farms, "
            "8 warehouses, 9 public services",
            required=False,
        ),
        Column("i_extension", "I_EXTENSION", doc="true, or 1: an extension"),
        *_surfaces(),
    ),
    key=("type_dau", "num_dau"),
    tolerates_copies=True,
    files=(File(f"{_LOCAUX}?withColumnName=true&withColumnDescription=false&withColumnUnit=false", Csv()),),
    places=(Place(rf"{_LOCAUX}\?.*millesime=(?P<vintage>\d{{4}}-\d{{2}}).*", Csv()),),
    vintage_of=month_contained,
    keep=2,
    ignored=(
        r"re:REG(_CODE)?",
        r"re:(REG|DEP)_LIBELLE",
        "DR_DEPOT",
        r"re:TYPE_(TRANSFO_PRINCIPAL|PRINCIP_LOCAUX_TRANSFORMES)",
        r"re:(DENOM|SIREN|SIRET|CODPOST|LOCALITE)_DEM",
        r"re:ADR_\w+_TER",
        r"re:(SEC|NUM)_CADASTRE[1-3]",
        r"re:NATURE_PROJET(_\w+)?",
        r"re:DPC_(AUT|DOC|DERN)",
        r"re:(REC_ARCHI|I_SURELEVATION|I_NIVSUPP|NB_NIV_MAX|NB_CHAMBRES|TYPE_SERVICE_PUBLIC)",
    ),
    grain="permit",
    notes=(
        "Headers are matched without case: it differed in the files of 2021 and 2022, which were Latin-1.",
        "Retail is SURF_COM_*, to be summed rather than filtered on the main destination.",
        "Negative surfaces occur: staging flags them and takes none of them.",
        "All uses but homes (HAB), shops (COM) and the sum (LOC) may be absent, and AUTR stand in their place: what "
        "is absent is null, never 0. Uses other than homes sum to LOC: claimed where the file holds them all.",
        "Seen: 22 permits of one commune, autumn 2026, all uses but craft (ART). The layouts of 2021 and 2022, and "
        "that with AUTR, are known from what others wrote of them.",
        "Names, addresses and SIRET of applicants, who may be natural persons, are not loaded.",
    ),
)

SOURCE = Source(
    name="sdes_sitadel",
    title="Sitadel: non-residential permits",
    producer="SDES, Ministry for ecological transition",
    homepage="https://www.statistiques.developpement-durable.gouv.fr/",
    licence="Licence Ouverte 2.0",
    schedule="20 6 * * *",
    frequency="monthly, whole and revised",
    lag="one month; permits keep coming for the last two years",
    late_after_days=(60, 120),
    scope="France, permits since 2013",
    french=French(
        title="Sitadel : permis de locaux non résidentiels",
        producer="SDES, ministère de la Transition écologique",
        frequency="mensuelle, entière et révisée",
    ),
    resources=(_PERMIS_LOCAUX,),
    caveats=("A permit is an intention: works may begin years later, or never.",),
)
