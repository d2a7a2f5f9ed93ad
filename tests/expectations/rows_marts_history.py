"""Good rows, and one way to break each critical claim, of the marts on places through time."""

SUCCESSION = "code_from cog_from:integer code_to weight:numeric event"
MEMBERSHIP = "code_commune territory_level territory_code valid_from:date valid_to:date is_reference:boolean"
VERSION = "territory_level territory_code version:integer valid_from:date valid_to:date is_current:boolean"

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
]
