"""Good rows, and one way to break each critical claim, of the marts on places and establishments through time."""

SUCCESSION = "code_from cog_from:integer code_to weight:numeric event"
MEMBERSHIP = "code_commune territory_level territory_code valid_from:date valid_to:date is_reference:boolean"
VERSION = "territory_level territory_code version:integer valid_from:date valid_to:date is_current:boolean"
EVENT = (
    "siret event_type event_date:date linked_siret code_commune zone activity linked_code_commune linked_zone"
)
FLOWS = [
    "births",
    "reopenings",
    "activity_entries",
    "unknown_entries",
    "closures",
    "activity_exits",
    "unknown_exits",
]
FLOW = "code_commune zone activity_set period:integer opening_stock:float8 " + " ".join(
    f"{name}:float8" for name in (*FLOWS, "closing_stock")
)
SIRETS = ("35600000000048", "35600000000055")

GOOD_MARTS: dict[str, tuple[str, list[tuple]]] = {
    "bridge_commune_succession": (
        SUCCESSION,
        [
            ("89024", 2026, "89024", 1, "unchanged"),
            ("89023", 2008, "89024", 1, "moved"),
        ],
    ),
    "bridge_territory_membership": (
        MEMBERSHIP,
        [
            ("89024", "epci", "248900334", "2008-01-01", "2016-12-31", False),
            ("89024", "epci", "248900938", "2017-01-01", None, True),
            ("89024", "programme", "acv", "2018-09-28", None, True),
            ("89024", "programme", "ort", "2019-12-13", None, True),
            ("89024", "departement", "89", "2008-01-01", None, True),
            ("89024", "region", "27", "2008-01-01", None, True),
            ("89024", "france", "FR", "2008-01-01", None, True),
        ],
    ),
    "fct_establishment_event": (
        EVENT,
        [
            (SIRETS[0], "birth", "2018-03-01", None, "89024", "centre", "bakery", None, None),
            (SIRETS[0], "closure", "2021-06-30", None, "89024", "centre", "bakery", None, None),
            (SIRETS[0], "takeover", "2021-06-30", SIRETS[1], "89024", "centre", "bakery", "89024", "centre"),
        ],
    ),
    "fct_establishment_flow": (
        FLOW,
        [
            ("89024", "all", "storefronts", 2021, 10, 2, 1, 1, 0, 3, 1, 0, 10),
            ("89024", "all", "storefronts", 2022, 10, 1, 0, 0, 0, 0, 0, 0, 11),
        ],
    ),
    "dim_territory_version": (
        VERSION,
        [
            ("commune", "89024", 1, "2008-01-01", "2016-12-31", False),
            ("commune", "89024", 2, "2017-01-01", None, True),
        ],
    ),
}

BREAKS_MARTS: list[tuple[str, str, str]] = [
    *(
        ("bridge_commune_succession", f"update {{t}} set {column} = null", f"{column} is filled")
        for column in ("code_from", "cog_from", "code_to", "weight", "event")
    ),
    ("bridge_commune_succession", "update {t} set code_to = 'abroad'", "a commune code"),
    ("bridge_commune_succession", "update {t} set event = 'gone'", "event is one of"),
    ("bridge_commune_succession", "update {t} set cog_from = -1", "cog_from is between"),
    ("bridge_commune_succession", "insert into {t} select * from {t}", "code_to is unique"),
    ("bridge_commune_succession", "update {t} set weight = 0.5 where event = 'moved'", "add up to 1"),
    ("bridge_commune_succession", "update {t} set code_to = '89387'", "of the reference geography"),
    *(
        ("bridge_territory_membership", f"update {{t}} set {column} = null", f"{column} is filled")
        for column in ("code_commune", "territory_level", "territory_code", "valid_from", "is_reference")
    ),
    ("bridge_territory_membership", "update {t} set territory_level = 'canton'", "territory_level is one of"),
    ("bridge_territory_membership", "insert into {t} select * from {t}", "valid_from is unique"),
    ("bridge_territory_membership", "update {t} set valid_to = '2000-01-01'", "ends before it begins"),
    (
        "bridge_territory_membership",
        "update {t} set valid_to = null where not is_reference",
        "one EPCI at a time",
    ),
    (
        "bridge_territory_membership",
        "delete from {t} where territory_level = 'region'",
        "one region and France today",
    ),
    *(
        ("dim_territory_version", f"update {{t}} set {column} = null", f"{column} is filled")
        for column in ("territory_level", "territory_code", "version", "valid_from", "is_current")
    ),
    ("dim_territory_version", "update {t} set territory_level = 'canton'", "territory_level is one of"),
    ("dim_territory_version", "update {t} set version = 0 where version = 1", "version is at least 1"),
    ("dim_territory_version", "insert into {t} select * from {t}", "version is unique"),
    ("dim_territory_version", "update {t} set valid_to = '2016-06-30' where version = 1", "begins the day"),
    ("dim_territory_version", "update {t} set is_current = true", "the last is open"),
    *(
        ("fct_establishment_event", f"update {{t}} set {column} = null", f"{column} is filled")
        for column in ("siret", "event_type", "event_date", "code_commune", "activity")
    ),
    ("fct_establishment_event", "update {t} set siret = '1'", "siret is a SIRET"),
    ("fct_establishment_event", "update {t} set linked_siret = '1'", "linked_siret is a SIRET"),
    ("fct_establishment_event", "update {t} set code_commune = 'abroad'", "a commune code"),
    ("fct_establishment_event", "update {t} set event_type = 'strike'", "event_type is one of"),
    ("fct_establishment_event", "update {t} set zone = 'all'", "zone is one of"),
    ("fct_establishment_event", "update {t} set linked_zone = 'all'", "linked_zone is one of"),
    ("fct_establishment_event", "insert into {t} select * from {t}", "linked_siret is unique"),
    ("fct_establishment_event", "update {t} set linked_siret = null", "link two establishments"),
    *(
        ("fct_establishment_flow", f"update {{t}} set {column} = null", f"{column} is filled")
        for column in ("code_commune", "zone", "activity_set", "period", "opening_stock", "closing_stock")
    ),
    ("fct_establishment_flow", "update {t} set code_commune = 'abroad'", "a commune code"),
    ("fct_establishment_flow", "update {t} set zone = 'heart'", "zone is one of"),
    ("fct_establishment_flow", "update {t} set activity_set = 'all'", "activity_set is one of"),
    ("fct_establishment_flow", "insert into {t} select * from {t}", "period is unique"),
    *(
        ("fct_establishment_flow", f"update {{t}} set {column} = -1", f"{column} is at least 0")
        for column in ("opening_stock", "closing_stock", "births", "closures")
    ),
    ("fct_establishment_flow", "update {t} set births = births + 1", "explains each stock"),
    (
        "fct_establishment_flow",
        "update {t} set opening_stock = 9, births = 2 where period = 2022",
        "the year before left",
    ),
]
