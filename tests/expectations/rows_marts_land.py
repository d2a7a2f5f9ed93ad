"""Land and jobs side by side."""

GOOD = {
    "dim_land_job_class": """
        land_job_class;label_en;label_fr
        1;More jobs, little land;Plus d'emplois, peu de foncier
    """,
    "mart_land_jobs": """
        territory_level;territory_code;territory_name;period;land_consumed;land_consumed_status;land_for_activity;land_for_activity_status;land_per_job;land_per_job_status;land_jobs_class;land_jobs_class_status;brownfield_cover;brownfield_cover_status;brownfield_reuse;brownfield_reuse_status;recycled_floor;recycled_floor_status;productive_floor;productive_floor_status;jobs_gained;jobs_gained_status;land_jobs_class_en;land_jobs_class_fr
        commune;89024;Auxerre;2022;1.5;A;0.5;A;200;A;1;A;3;A;20;A;10;A;50;A;100;A;More jobs;Plus
    """,
}

BREAKS = {
    "dim_land_job_class": {
        "land_job_class = 5": "land_job_class is between",
    },
    "mart_land_jobs": {
        "territory_level = 'canton'": "territory_level is one of",
        "period = 20": "period is between",
        "brownfield_reuse = 120": "brownfield_reuse is between",
        "recycled_floor = -1": "recycled_floor is between",
        "land_consumed = null": "missing exactly when",
        "land_jobs_class_fr = null": "has its words",
        "jobs_gained_status = 'Q', jobs_gained = null": "so is what would tell them",
    },
}
