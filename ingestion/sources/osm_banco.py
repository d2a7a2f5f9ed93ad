"""BANCO, shops of OpenStreetMap: where each is, what it is, whether it says how to reach it; never what it says."""

from ingestion.declaration import Column, Csv, File, Inside, Kind, Resource, Source
from ingestion.words import French

# Both members end in data.csv.
_CSV = Csv(member=r"(?!.*metadata\.csv$).*data\.csv", separators=";", decimal=".")


def _told(name: str, published: str, what: str, required: bool = True) -> Column:
    return Column(name, published, Kind.PRESENCE, what, required)


_SHOP = Resource(
    name="commerce",
    raw_table="osm_banco_commerce",
    title="Shops, crafts, offices and food services of OpenStreetMap",
    columns=(
        Column("osm_id", "osm_id", doc="Number of the object in OpenStreetMap"),
        Column(
            "type", "type", doc="OpenStreetMap's word (bakery, restaurant…), or several parted by semicolons"
        ),
        Column("longitude", "X", Kind.NUMBER, "Longitude, degrees (WGS84)"),
        Column("latitude", "Y", Kind.NUMBER, "Latitude, degrees (WGS84)"),
        Column("com_insee", "com_insee", doc="Commune within OpenStreetMap's boundary"),
        Column("last_update", "last_update", doc="Last change of the object", required=False),
        _told("has_opening_hours", "opening_hours", "Opening hours"),
        _told("has_website", "website", "Web site"),
        _told("has_phone", "phone", "Telephone"),
        _told("has_email", "email", "Address of mail"),
        _told("has_facebook", "facebook", "Page of Facebook"),
        _told("has_name", "name", "Name", required=False),
        _told("has_address", "address", "Address", required=False),
    ),
    key=("osm_id",),
    tolerates_copies=True,
    files=(
        File(
            "https://www.data.gouv.fr/api/1/datasets/r/3d612ad7-f726-4fe5-a353-bdf76c5a44c2",
            _CSV,
            inside=Inside("DATE_MAJ", r".*metadata\.csv"),
        ),
    ),
    shrink_tolerance=0.2,
    ignored=("brand", "operator", "wheelchair", "level", "siret", "profession_ref", "wikidata", "com_nom"),
    grain="object of OpenStreetMap, as known on the day of the vintage",
    notes=(
        "A zip of data.csv, metadata.csv (its DATE_MAJ is the vintage) and license.txt.",
        "Names, telephones, addresses of mail and of the street, web sites and pages may be those of persons: a cell becomes "
        "true or false while the file is read, and its words reach no table, reject or message. Who runs the shop "
        "(operator) is not read at all. The file as fetched stays in the landing area, as any other does.",
        "What a shop is once as a point and once as a building is there twice.",
        "Not seen: a row, nor the order of the columns, which are found by name (four readers of the file); whether osm_id "
        "tells points from buildings, so that copies are told and not refused.",
    ),
)

SOURCE = Source(
    name="osm_banco",
    title="BANCO: shops of OpenStreetMap",
    producer="Ça reste ouvert (association), from OpenStreetMap; © les contributeurs OpenStreetMap",
    homepage="https://www.data.gouv.fr/datasets/base-nationale-des-commerces-ouverte",
    licence="ODbL 1.0, © les contributeurs OpenStreetMap",
    schedule="10 7 28 * *",
    frequency="daily; asked for once a month",
    lag="a day; what mappers have not seen is late by years",
    scope="France",
    french=French(
        title="BANCO : commerces d’OpenStreetMap",
        producer="Ça reste ouvert (association), d’après OpenStreetMap",
        frequency="quotidienne ; interrogée une fois par mois",
        licence="ODbL 1.0, © les contributeurs d’OpenStreetMap",
    ),
    resources=(_SHOP,),
    late_after_days=(70, 200),
    caveats=(
        "Licence ODbL: whoever publishes a table derived from this one shares it alike, and names OpenStreetMap's "
        "contributors. The table stands apart from those under Licence Ouverte; figures made of it (counts, rates) are "
        "produced works, shown with the attribution.",
        "It says what mappers wrote, not what shopkeepers do: a town without a mapper looks silent.",
        "There is no history: the publisher replaces the file, and every snapshot loaded here is kept.",
    ),
)
