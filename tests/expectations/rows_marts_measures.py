"""Good rows, and one way to break each critical claim, of the marts on measures, breaks and town centres."""

CENTRE = (
    "code_commune version:integer method area_ha:float8 points:integer share_inside:float8 share_eps_75:float8 "
    "share_eps_150:float8 sensitivity:float8 is_sensitive:boolean made_at:timestamptz geometry"
)
NOT_CARRIED = "raw_table vintage native_code period:integer measure_code value:numeric obs_status reason"
MEASURE = (
    "territory_level territory_code zone period:integer measure_code value:float8 obs_status coverage:float8"
)
SHARES = ("share_inside", "share_eps_75", "share_eps_150", "sensitivity")

GOOD_MARTS: dict[str, tuple[str, list[tuple]]] = {
    "dim_measure": (
        "measure_code label_en label_fr unit origin is_zoned:boolean",
        [
            ("storefronts", "Active storefronts", "Points de vente actifs", "establishments", "Sirene", True),
            ("jobs_private", "Private jobs", "Emploi salarié privé", "jobs", "published", False),
        ],
    ),
    "fct_measure": (
        MEASURE,
        [
            ("commune", "89024", "all", 2023, "storefronts", 640, "A", 1),
            ("commune", "89024", "centre", 2023, "storefronts", 200, "A", 1),
            ("commune", "89024", "rest", 2023, "storefronts", 380, "A", 1),
            ("commune", "89024", "unlocated", 2023, "storefronts", 60, "A", 1),
            ("departement", "89", "all", 2023, "storefronts", 640, "A", 1),
            ("region", "27", "all", 2023, "storefronts", 640, "A", 1),
            ("france", "FR", "all", 2023, "storefronts", 640, "A", 1),
            ("commune", "89024", "all", 2023, "jobs_private", None, "Q", 1),
            ("france", "FR", "all", 2023, "jobs_private", None, "Q", 1),
        ],
    ),
    "dim_series_break": (
        "indicator_code break_year:integer reason_en reason_fr",
        [("C04", 2023, "Single counter of formalities", "Guichet unique des formalités")],
    ),
    "dim_town_centre": (
        CENTRE,
        [("89024", 1, "cluster", 32.5, 640, 0.31, 0.28, 0.34, 0.03, False, "2026-11-23", "{}")],
    ),
    "quality_not_carried": (
        NOT_CARRIED,
        [
            (
                "urssaf_commune_ape",
                "2026-06-30",
                "97701",
                2024,
                "jobs_private",
                12,
                "A",
                "overseas_collectivity",
            ),
            ("urssaf_commune_ape", "2026-06-30", "99999", 2024, "jobs_private", None, "Q", "no_commune_told"),
        ],
    ),
}

BREAKS_MARTS: list[tuple[str, str, str]] = [
    *(
        ("dim_measure", f"update {{t}} set {column} = null", f"{column} is filled")
        for column in ("measure_code", "label_en", "label_fr", "unit", "origin", "is_zoned")
    ),
    ("dim_measure", "update {t} set measure_code = 'Jobs'", "lower case, digits"),
    ("dim_measure", "insert into {t} select * from {t}", "measure_code is unique"),
    *(
        ("fct_measure", f"update {{t}} set {column} = null", f"{column} is filled")
        for column in ("territory_level", "territory_code", "zone", "period", "measure_code", "obs_status")
    ),
    ("fct_measure", "update {t} set territory_level = 'canton'", "territory_level is one of"),
    ("fct_measure", "update {t} set zone = 'heart'", "zone is one of"),
    ("fct_measure", "update {t} set obs_status = 'O'", "obs_status is one of"),
    ("fct_measure", "update {t} set period = 20", "period is between"),
    ("fct_measure", "update {t} set coverage = 1.2", "coverage is between"),
    ("fct_measure", "insert into {t} select * from {t}", "measure_code is unique"),
    ("fct_measure", "update {t} set obs_status = 'A'", "exactly when it is suppressed"),
    ("fct_measure", "update {t} set measure_code = 'shops'", "one of the dimension"),
    ("fct_measure", "update {t} set value = 61 where zone = 'unlocated'", "add up to the whole commune"),
    ("fct_measure", "update {t} set value = 1 where territory_level = 'region'", "sum of its regions"),
    *(
        ("dim_series_break", f"update {{t}} set {column} = null", f"{column} is filled")
        for column in ("indicator_code", "break_year", "reason_en", "reason_fr")
    ),
    ("dim_series_break", "insert into {t} select * from {t}", "break_year is unique"),
    ("dim_series_break", "update {t} set indicator_code = 'Z99'", "of a known indicator"),
    *(
        ("dim_town_centre", f"update {{t}} set {column} = null", f"{column} is filled")
        for column in (
            ["code_commune", "version", "method", "area_ha", "points", "is_sensitive", "made_at", "geometry"]
        )
    ),
    ("dim_town_centre", "update {t} set method = 'drawn'", "method is one of"),
    ("dim_town_centre", "update {t} set version = 0", "version is at least 1"),
    ("dim_town_centre", "update {t} set points = -1", "points is at least 0"),
    *(("dim_town_centre", f"update {{t}} set {one} = 1.5", f"{one} is between") for one in SHARES),
    ("dim_town_centre", "insert into {t} select * from {t}", "code_commune is unique"),
    ("dim_town_centre", "update {t} set area_ha = 0", "has an area"),
    *(
        ("quality_not_carried", f"update {{t}} set {column} = null", f"{column} is filled")
        for column in [
            "raw_table",
            "vintage",
            "native_code",
            "period",
            "measure_code",
            "obs_status",
            "reason",
        ]
    ),
    ("quality_not_carried", "update {t} set obs_status = 'Z'", "obs_status is one of"),
    ("quality_not_carried", "update {t} set reason = 'lost'", "reason is one of"),
    ("quality_not_carried", "insert into {t} select * from {t}", "measure_code is unique"),
]
