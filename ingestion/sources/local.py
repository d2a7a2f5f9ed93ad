"""A town's own data: surveys of vacancy, its list of premises, counts of passers-by; files in the folder LOCAL (ADR 20)."""

from ingestion.declaration import Column, Csv, File, Kind, Resource, Source
from ingestion.own import Own
from ingestion.words import French

_CSV = Csv(separators=",", decimal=".")
# No address: the name under which the gathered file lies.
_PLACE = "https://local/{}.csv"
_WHERE = (
    Column("fichier", "fichier", doc="File of the town that the row comes from", required=False),
    Column("ligne", "ligne", Kind.INTEGER, "Its row there, the header being row 1", required=False),
)
_OPTIONAL = "; may be left out"
_TODAY = "The vintage is the day on which the folder's content was last seen to change."
_DEGREES = {"longitude": (-63.5, 56.5), "latitude": (-22.0, 51.5)}
_STATES = {
    **dict.fromkeys(("vacant", "v", "vide", "aa101"), "vacant"),
    **dict.fromkeys(("occupe", "c", "ouvert", "active"), "occupe"),
    **dict.fromkeys(("travaux", "en_travaux", "aa102"), "travaux"),
    **dict.fromkeys(("hors_commerce", "hors_champ", "x"), "hors_commerce"),
}


def _optional(name: str, doc: str, kind: Kind = Kind.TEXT) -> Column:
    return Column(name, name, kind, f"{doc}{_OPTIONAL}", required=False)


def _address() -> tuple[Column, ...]:
    return (
        _optional("numero", "Number in the street"),
        _optional("voie", "Street"),
        _optional("longitude", "Degrees, WGS84", Kind.NUMBER),
        _optional("latitude", "Degrees, WGS84", Kind.NUMBER),
    )


def _resource(
    name: str, title: str, columns: tuple[Column, ...], key: tuple[str, ...], own: Own, **more: object
) -> Resource:
    """Files that may shrink to nothing and grow again: they are the town's."""
    return Resource(
        name=name,
        raw_table=f"local_{name}",
        title=title,
        columns=(*columns, *_WHERE),
        key=key,
        files=(File(_PLACE.format(name), _CSV),),
        own=own,
        keep=1,
        shrink_tolerance=1.0,
        republish_tolerance=1.0,
        **more,  # type: ignore[arg-type]
    )


_VACANCY = _resource(
    "vacancy",
    "Field surveys of vacancy, premises by premises",
    (
        Column("id_local", "id_local", doc="The town's own name of the premises, the same at each survey"),
        Column("code_commune", "code_commune", Kind.CODE_COMMUNE, "Commune (COG)"),
        Column("date_releve", "date_releve", Kind.DATE, "Day of the survey"),
        Column("etat", "etat", doc="occupe, vacant, travaux, hors_commerce"),
        *_address(),
        _optional(
            "dans_centre", "Whether the premises are in the centre, where no coordinates tell", Kind.BOOLEAN
        ),
        _optional("activite", "Activity, in the town's words"),
        _optional("surface_tranche", "Class of floor space, in the town's words"),
        _optional("situation", "Street, corner, courtyard, mall, in the town's words"),
        _optional("exhaustif", "oui: the survey is whole though no premises are vacant", Kind.BOOLEAN),
    ),
    ("code_commune", "id_local", "date_releve"),
    Own(
        folder="vacance",
        named=".*",
        filled=("id_local", "code_commune", "date_releve", "etat"),
        words={"etat": _STATES},
        bounds=_DEGREES,
        past=("date_releve",),
        must_tell=("etat", "vacant", "exhaustif"),
    ),
    ignored=("enseigne",),
    grain="commune × premises × day of survey",
    notes=(
        _TODAY,
        "The sign (enseigne) may stand in a file, and is never loaded: it may be a person's name.",
        "V and AA101 (BDCom) mean vacant, AA102 works; V, C and X are read as well.",
    ),
)

_PREMISES = _resource(
    "premises",
    "A town's own list of commercial premises",
    (
        Column("id_local", "id_local", doc="The town's own name of the premises, as in its surveys"),
        Column("code_commune", "code_commune", Kind.CODE_COMMUNE, "Commune (COG)"),
        *_address(),
        _optional("surface_tranche", "Class of floor space, in the town's words"),
        _optional("situation", "Street, corner, courtyard, mall, in the town's words"),
    ),
    ("code_commune", "id_local"),
    Own(folder="locaux", named=".*", filled=("id_local", "code_commune"), bounds=_DEGREES),
    ignored=("enseigne",),
    grain="commune × premises",
    notes=(_TODAY, "It places premises that a survey names without coordinates."),
)

_SITE = _resource(
    "footfall_site",
    "Places where passers-by are counted",
    (
        Column("site_id", "site_id", doc="Place"),
        _optional("parent_site_id", "Place that it is a part of"),
        Column("site_name", "site_name", doc="Name"),
        Column("fr_insee_code", "fr_insee_code", Kind.CODE_COMMUNE, "Commune (COG)"),
        Column("xlong", "xlong", Kind.NUMBER, "Longitude, degrees, WGS84"),
        Column("ylat", "ylat", Kind.NUMBER, "Latitude, degrees, WGS84"),
    ),
    ("site_id",),
    Own(
        folder="comptages",
        named=".*site.*",
        filled=("site_id", "site_name", "fr_insee_code"),
        bounds={"xlong": _DEGREES["longitude"], "ylat": _DEGREES["latitude"]},
    ),
    ignored=("external_ids", "infrastructure_type"),
    grain="place",
    notes=("National schema etalab/schema-comptage-mobilites-site 0.2.0.", _TODAY),
)

_CHANNEL = _resource(
    "footfall_channel",
    "Channels of the places: who is counted, which way",
    (
        Column("channel_id", "channel_id", doc="Channel"),
        Column("site_id", "site_id", doc="Its place"),
        Column("mobility_type", "mobility_type", doc="Who is counted; those are read that hold PEDESTRIAN"),
        _optional("direction", "Which way"),
        _optional("time_step", "Seconds that a count covers, where no end is told", Kind.INTEGER),
    ),
    ("channel_id",),
    Own(
        folder="comptages",
        named=".*(channel|canal|canaux).*",
        filled=("channel_id", "site_id", "mobility_type"),
        bounds={"time_step": (1, 86_400)},
    ),
    ignored=(
        "channel_provider_id",
        "site_provider_id",
        "started_at",
        "ended_at",
        "last_updated_at",
        "provider_portal_url",
        "re:.*(comment|description|name|device|counting|installation|model|brand|accuracy).*",
    ),
    grain="channel",
    notes=("National schema etalab/schema-comptage-mobilites-channel 0.2.0.", _TODAY),
)

_MEASURE = _resource(
    "footfall_measure",
    "Counts of passers-by",
    (
        Column("channel_id", "channel_id", doc="Channel"),
        _optional("counter_id", "Counter"),
        Column("start_datetime", "start_datetime", Kind.TIMESTAMP, "Begin of the count, on a clock of Paris"),
        _optional("end_datetime", "Its end; else the channel's time step tells", Kind.TIMESTAMP),
        Column("count", "count", Kind.INTEGER, "Passers-by; empty: not counted, 0: nobody passed"),
    ),
    ("channel_id", "start_datetime"),
    Own(
        folder="comptages",
        named=".*(measure|mesure).*",
        filled=("channel_id", "start_datetime"),
        bounds={"count": (0, 1_000_000)},
        past=("start_datetime",),
    ),
    # The hour that comes twice in autumn has one name on a clock: told apart in the town's own file.
    unique=(),
    grain="channel × begin",
    notes=(
        "National schema etalab/schema-comptage-mobilites-measure 0.2.0; a time with its zone (Z, +02, +0200) is brought to "
        "Paris.",
        _TODAY,
    ),
)

SOURCE = Source(
    name="local",
    title="A town's own data",
    producer="Towns that use this warehouse",
    homepage="https://schema.data.gouv.fr/etalab/schema-comptage-mobilites/",
    licence="The town's own: not published unless it says so",
    schedule="10 5 * * *",
    frequency="whenever a town changes its files",
    lag="none",
    scope="Towns that give files",
    late_after_days=(4000, 8000),
    french=French(
        title="Données propres aux villes",
        producer="Villes qui utilisent cet entrepôt",
        frequency="au gré des villes",
        licence="propre à la ville, publiée à sa demande",
    ),
    resources=(_VACANCY, _PREMISES, _SITE, _CHANNEL, _MEASURE),
    caveats=(
        "Files lie in the folder LOCAL; how to write them is in docs/local.md, `python -m local check` tells what is wrong.",
        "Nothing of it is in exports and public pages, unless PUBLISH_LOCAL=1 (ADR 20).",
        "The simulated publishers have none: a demo's figures are what they are without it.",
    ),
)
