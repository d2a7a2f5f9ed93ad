"""Cerema: consumption of natural, farm and forest land by commune, year and destination."""

from ingestion.declaration import Column, Csv, File, Kind, Place, Resource, Source
from ingestion.words import French

_STATIC = "https://static.data.gouv.fr/resources"
_SLUG = "consommation-despaces-naturels-agricoles-et-forestiers-du-1er-janvier-2009-au-1er-janvier"
_CSV = Csv(null_values=("", "NA", "NULL"))
_PLACE = "11 main town, 12 other commune of the main centre, 13 secondary centre, 20 ring, 30 outside"

_FLUX = Resource(
    name="flux",
    raw_table="cerema_enaf_flux",
    title="Land consumed by commune, year and destination",
    columns=(
        Column("idcom", "idcom", Kind.CODE_COMMUNE, "Commune code"),
        Column("iddep", "iddep", doc="Department code"),
        Column("surfcom", r"re:surfcom\d{4}", Kind.NUMBER, "Surface of the commune, m²"),
        Column(
            "cateaav", r"re:cateaav\d{4}", doc=f"Commune's place in its urban area: {_PLACE}", required=False
        ),
        Column(
            "taav",
            r"re:taav\d{4}",
            doc="Size class of the urban area, 0 outside any, 5 Paris",
            required=False,
        ),
        Column("tdaav", r"re:tdaav\d{4}", doc="The same in finer classes", required=False),
        Column("annee", "group:annee", Kind.YEAR, "Year of the flow: from its 1 January to the next"),
        Column(
            "destination",
            "group:destination",
            doc="art all, act activity, hab housing, mix both, rou roads, fer railways, inc unknown",
        ),
        Column(
            "surface",
            r"re:(?:naf|art)(?P<annee>\d\d)(?P<destination>art|act|hab|mix|rou|fer|inc)(?P<fin>\d\d)",
            Kind.NUMBER,
            "Land consumed, m²",
            where=lambda m: int(m["fin"]) == int(m["annee"]) + 1,
        ),
    ),
    key=("idcom", "annee", "destination"),
    files=(
        File("https://www.data.gouv.fr/fr/datasets/r/b258feec-f8ff-4e0a-93b3-baf1fe46ef66", _CSV, "2025"),
        File(f"{_STATIC}/{_SLUG}-2024/20250512-132201/conso2009-2024-resultats-com.csv", _CSV, "2024"),
        File(f"{_STATIC}/{_SLUG}-2023/20240425-073814/conso2009-2023-resultats-com.csv", _CSV, "2023"),
    ),
    places=(
        Place(rf"{_STATIC}/[^/]+/[^/]+/conso\d{{4}}-(?P<vintage>\d{{4}})-resultats-com\.csv", _CSV),
        Place(rf"{_STATIC}/[^/]+-au-1er-janvier-(?P<vintage>\d{{4}})/[^/]+/conso-com\.csv", _CSV),
    ),
    catalogue="https://www.data.gouv.fr/api/1/datasets/6a01b9280dd2d45907e5fc61/",
    ignored=(
        r"re:(id(com|reg|dep)txt|idreg|epci\d\d(txt)?|scot)",
        r"re:((lib)?aav2020(txt|_typo)?|littoral|montagne_urba|abc|libdens_aav)",
        r"re:(naf|art)\d\d(art|act|hab|mix|rou|fer|inc)\d\d",
        r"re:(artcom|pop|men|emp|mepart|menhab|artpop)\d\d(\d\d)?",
    ),
    grain="commune × year × destination",
    notes=(
        "Square metres, whatever the publisher's dictionary says (hectares).",
        "Period totals (naf09art23) are left out: a flow is a column whose two years follow each other.",
        "131, 138, then 172 columns; `;` then `,`. Seen: 542 communes of the 172 columns (2011-2025), 8 of the 131.",
        "The urban area is that of the vintage, in every row of the commune; older vintages hold it shifted, unread.",
        "2009 and 2010 exist only in the vintages up to 2024; the last year of a vintage is provisional.",
        "A small negative unknown destination (-1, -2 m²) is the publisher's rounding.",
    ),
)

SOURCE = Source(
    name="cerema_enaf",
    title="Consommation d'espaces naturels, agricoles et forestiers",
    producer="Cerema",
    homepage="https://artificialisation.developpement-durable.gouv.fr/",
    licence="Licence Ouverte 2.0",
    schedule="10 6 * * *",
    frequency="yearly, spring",
    lag="two years",
    late_after_days=(500, 900),
    scope="France without Mayotte; Paris, Lyon and Marseille as whole communes",
    french=French(
        title="Consommation d’espaces naturels, agricoles et forestiers",
        producer="Cerema",
        frequency="annuelle, au printemps",
    ),
    resources=(_FLUX,),
    caveats=(
        "Activity (act) is the only sign of commercial use: retail cannot be told apart.",
        "The vintage is the year of the last 1 January covered, and of the communes' geography.",
    ),
)
