"""Measures, and what of a publisher's file is in none."""

GOOD = {
    "dim_measure": """
        measure_code;label_en;label_fr;unit;origin;is_zoned
        storefronts;Active storefronts;Points de vente actifs;establishments;Sirene;true
        jobs_private;Private jobs;Emploi salarié privé;jobs;published;false
    """,
    "fct_measure": """
        territory_level;territory_code;zone;period;measure_code;value;obs_status;coverage;status_reason
        commune;89024;all;2023;storefronts;640;A;1;
        commune;89024;centre;2023;storefronts;200;A;1;
        commune;89024;rest;2023;storefronts;380;A;1;
        commune;89024;unlocated;2023;storefronts;60;A;1;
        departement;89;all;2023;storefronts;640;A;1;
        region;27;all;2023;storefronts;640;A;1;
        france;FR;all;2023;storefronts;640;A;1;
        commune;89024;all;2023;jobs_private;;Q;1;published_mark
        france;FR;all;2023;jobs_private;;Q;1;secret_part
    """,
    "quality_not_carried": """
        raw_table;vintage;native_code;period;measure_code;value;obs_status;reason
        urssaf_commune_ape;2026-06-30;97701;2024;jobs_private;12;A;overseas_collectivity
        urssaf_commune_ape;2026-06-30;99999;2024;jobs_private;;Q;no_commune_told
    """,
}

BREAKS = {
    "dim_measure": {
        "origin = null": "origin is filled",
        "is_zoned = null": "is_zoned is filled",
        "measure_code = 'Jobs'": "lower case, digits",
    },
    "fct_measure": {
        "territory_level = 'canton'": "territory_level is one of",
        "zone = 'heart'": "zone is one of",
        "obs_status = 'O'": "obs_status is one of",
        "period = 20": "period is between",
        "coverage = 1.2": "coverage is between",
        "obs_status = 'A'": "exactly when it is suppressed",
        "status_reason = null": "has a reason that gives it",
        "measure_code = 'shops'": "one of the dimension",
        "value = 61 where zone = 'unlocated'": "add up to the whole commune",
        "value = 1 where territory_level = 'region'": "sum of its regions",
    },
    "quality_not_carried": {
        "obs_status = null": "obs_status is filled",
        "reason = null": "reason is filled",
        "obs_status = 'Z'": "obs_status is one of",
        "reason = 'lost'": "reason is one of",
        "insert into {t} select * from {t}": "measure_code is unique",
    },
}
