"""Cerema, EmpCom: contours of the main commercial zones, in a file that users give."""

from ingestion.declaration import Column, File, GeoPackage, Kind, Resource, Source
from ingestion.words import French

_LAYER = GeoPackage(layer=".*", epsg=2154)
# No address of the file is known: this is where it lies in a mirror.
_PLACE = "https://datafoncier.cerema.fr/base-empcom/ZAE_France_metro_opendata.gpkg"

_ZONE = Resource(
    name="zone",
    raw_table="cerema_empcom_zone",
    title="Contours of commercial zones and of what else stands in their sites",
    columns=(
        Column("fid", "fid", Kind.INTEGER, "Number of the contour in the file"),
        Column("id_dep", "id_dep", doc="Site; no department", required=False),
        Column("idcom", "idcom", Kind.CODES_COMMUNE, "Communes, parted by commas where the zone straddles"),
        Column("activite", "activite", doc="commerce, artisanat, logistique, industrie, tertiaire, autre"),
        Column("surf_ha", "surf_ha", Kind.NUMBER, "Area, hectares", required=False),
        Column("geometry", "geometry", doc="GeoJSON geometry, Lambert-93 metres (EPSG:2154)"),
    ),
    key=("fid",),
    files=(File(_PLACE, _LAYER, "2021"),),
    is_given=True,
    keep=1,
    grain="contour",
    notes=(
        "Photo-interpreted on imagery of 2021; one vintage, no update announced (FUSAC takes over).",
        "A site (id_dep) holds contours of several activities; 1,527 contours, of which commerce makes 1,372 sites and "
        "34,098 ha, by third parties.",
        "Not seen: the national file itself, its header in full, its licence, the name of its layer. Names of columns are "
        "those that others read, compared in any case.",
    ),
)

SOURCE = Source(
    name="cerema_empcom",
    title="EmpCom, main commercial zones",
    producer="Cerema, for ADEME",
    homepage="https://datafoncier.cerema.fr/base-empcom-des-principales-emprises-dactivites-commerciales",
    licence="Not seen (Licence Ouverte presumed)",
    schedule="25 6 * * 1",
    frequency="once",
    lag="state of 2021",
    late_after_days=(4000, 8000),
    scope="Metropolitan France",
    french=French(
        title="EmpCom, grandes zones commerciales",
        producer="Cerema pour l’Ademe",
        frequency="unique",
        licence="non vérifiée (Licence Ouverte présumée)",
    ),
    resources=(_ZONE,),
    caveats=(
        "No address is known: the file is given by the user, in a mirror or the folder GIVEN.",
        "Only large zones: over 20,000 m² built on over 60,000 m², or 25,000 to 150,000 m² with over 15,000 m² of shops, "
        "by third parties. A territory without one is not one without shops at its edge.",
    ),
)
