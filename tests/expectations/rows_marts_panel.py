"""Shift-share and index numbers, the panel of towns, and what a town's figures are worth."""

GOOD = {
    "mart_shift_share": """
        territory_level;territory_code;base_period;period;jobs_base;jobs;change;national_effect;mix_effect;local_effect;coverage;obs_status;status_reason
        commune;89024;2017;2023;1000;1030;30;40;-15;5;1;A;
    """,
    "mart_index": """
        indicator_code;territory_level;territory_code;zone;base_period;period;index_value;obs_status;status_reason
        C01;commune;89024;all;2022;2022;100;A;
        C01;commune;89024;all;2022;2023;98.5;A;
        C01;commune;89024;centre;2022;2023;;Q;published_mark
    """,
    "mart_did_panel": """
        indicator_code;zone;territory_code;period;value;obs_status;cohort;is_pvd;is_never_treated;design_role;exclusion_reason;matching_class;matching_weight
        X01;all;89024;2023;35097;A;2018;false;false;treated;;20-50k;1
        X01;all;89387;2023;25000;A;;false;true;control;;20-50k;1
        X01;all;92002;2023;;O;;false;true;excluded;paris_suburb;50-100k;
    """,
    "mart_quality": """
        territory_code;period;figures;published;suppressed;withheld;awaited;share_published;share_suppressed;share_withheld;share_estimated;share_fragile;share_provisional;share_break;storefronts_located_share;establishments_located_share;sirene_side_ratio
        89024;2023;50;40;4;3;2;0.8;0.08;0.06;0.1;0.1;0;0.2;0.98;0.97;1.1
    """,
}

SHARES = ("published", "suppressed", "withheld", "estimated", "fragile", "provisional", "break")

BREAKS = {
    "mart_shift_share": {
        "territory_level = 'canton'": "territory_level is one of",
        "coverage = 1.2": "coverage is between",
        "local_effect = 6": "add up to the change",
        "jobs = 1031": "add up to the change",
        "status_reason = 'secret_part'": "has a reason that gives it",
    },
    "mart_index": {
        "territory_level = 'canton'": "territory_level is one of",
        "zone = 'heart'": "zone is one of",
        "index_value = 99 where period = base_period": "100 in its base year",
        "index_value = null": "missing exactly when",
        "status_reason = 'secret_part'": "has a reason that gives it",
    },
    "mart_did_panel": {
        "zone = 'unlocated'": "zone is one of",
        "obs_status = 'Z'": "obs_status is one of",
        "design_role = 'mixed'": "design_role is one of",
        "period = 20": "period is between",
        "matching_weight = -1": "matching_weight is at least 0",
        "value = 9 where value is null": "missing exactly when",
        "is_never_treated = false": "never in a programme",
        "cohort = null": "have a year of entry",
        "exclusion_reason = null": "excluded ones a reason",
        "matching_weight = 3 where cohort is null and matching_weight > 0": "weigh as much",
        "value = 35098 where cohort is not null": "those published",
    },
    "mart_quality": {
        **{f"share_{name} = 1.2": f"share_{name} is between" for name in SHARES},
        "storefronts_located_share = 1.2": "storefronts_located_share is between",
        "establishments_located_share = 1.2": "establishments_located_share is between",
        "sirene_side_ratio = -1": "sirene_side_ratio is at least 0",
        "published = 49": "no more than those owed",
    },
}
