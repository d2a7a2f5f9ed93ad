"""Cerema, FUSAC: sites of economic activity, of which active zones are read, in a file that users give."""

from ingestion.declaration import Column, File, GeoPackage, Kind, Place, Resource, Source
from ingestion.words import French

# Overseas sites have coordinates outside the projection that the file declares.
_LAYER = GeoPackage(
    layer=".*site_eco.*",
    epsg=2154,
    starting=(("site_type", "zone d'activité économique"), ("site_etat", "existant et actif")),
    not_starting=(("site_coddep", "97"),),
)
# A folder of a box, no address: this is where the file lies in a mirror.
_BASE = "https://datafoncier.cerema.fr/fusac"

_ZONE = Resource(
    name="zone",
    raw_table="cerema_fusac_zone",
    title="Zones of economic activity, existing and active",
    columns=(
        Column("site_id", "site_id", doc="Site"),
        Column("site_type", "site_type", doc="Kind of site"),
        Column("site_etat", "site_etat", doc="State"),
        Column("site_coddep", "site_coddep", doc="Department"),
        Column("site_comm_insee", "site_comm_insee", Kind.CODE_COMMUNE, "Commune", required=False),
        Column("site_surf_brute", "site_surf_brute", Kind.NUMBER, "Gross area, hectares", required=False),
        Column("geometry", "geometry", doc="GeoJSON geometry, Lambert-93 metres (EPSG:2154)"),
    ),
    key=("site_id",),
    files=(File(f"{_BASE}/fr_fusac_cerema_2025.gpkg", _LAYER, "2025"),),
    places=(Place(rf"{_BASE}/fr_fusac_cerema(_site_eco)?_(?P<vintage>20\d\d)\.gpkg", _LAYER),),
    is_given=True,
    keep=1,
    ignored=("fid", "re:site_.*", "pole_id"),
    grain="site",
    notes=(
        "Read from a layer of 451,345 sites of all kinds: only those whose kind and state begin so, outside overseas, "
        "leave the file (44,991 zones and 441,428 ha in 2025, by third parties). The 9.8 GB file may be given as it is, or "
        "only its layer of sites as fr_fusac_cerema_site_eco_2025.gpkg: `ogr2ogr <that file> <the whole file> "
        "fr_fusac_cerema_site_eco_2025`.",
        "Not seen: the file itself, its header in full, the other words of site_type and site_etat. Names of columns are "
        "those that others read, and those of the CNIG standard.",
    ),
)

SOURCE = Source(
    name="cerema_fusac",
    title="FUSAC, zones of economic activity",
    producer="Cerema, for the Ministry of Ecological Transition",
    homepage="https://datafoncier.cerema.fr/fusac",
    licence="Licence Ouverte 2.0",
    schedule="35 6 * * 1",
    frequency="yearly",
    lag="not told",
    late_after_days=(500, 900),
    scope="France; overseas left out",
    french=French(
        title="FUSAC, zones d’activité économique",
        producer="Cerema pour le ministère de la Transition écologique",
        frequency="annuelle",
    ),
    resources=(_ZONE,),
    caveats=(
        "No address is known: the file is given by the user, in a mirror or the folder GIVEN.",
        "About half of the zones come from OpenStreetMap: what is outside may lie in a zone that nobody mapped.",
        "EmpCom is one of its inputs.",
    ),
)
