"""Good rows, and one way to break each critical claim, of the marts on town centres and on what stays out."""

CENTRE = (
    "code_commune version:integer method area_ha:float8 points:integer share_inside:float8 share_eps_75:float8 "
    "share_eps_150:float8 sensitivity:float8 is_sensitive:boolean made_at:timestamptz geometry"
)
NOT_CARRIED = "raw_table vintage native_code period:integer measure_code value:numeric obs_status reason"
SHARES = ("share_inside", "share_eps_75", "share_eps_150", "sensitivity")

GOOD_MARTS: dict[str, tuple[str, list[tuple]]] = {
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
