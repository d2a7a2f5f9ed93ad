"""Territories, their past, their town centres."""

GOOD = {
    "dim_territory": """
        territory_level;territory_code;territory_name;epci_code;departement_code;region_code;population;population_band;is_in_scope
        commune;89024;Auxerre;248900938;89;27;35097;20-50k;true
        epci;248900938;CA de l'Auxerrois;;;;35097;20-50k;false
        departement;89;Yonne;;;27;35097;20-50k;false
        region;27;Bourgogne-Franche-Comté;;;;35097;20-50k;false
        france;FR;France;;;;35097;20-50k;false
    """,
    "bridge_commune_succession": """
        code_from;cog_from;code_to;weight;event
        89024;2026;89024;1;unchanged
        89023;2008;89024;1;moved
    """,
    "bridge_territory_membership": """
        code_commune;territory_level;territory_code;valid_from;valid_to;is_reference
        89024;epci;248900334;2008-01-01;2016-12-31;false
        89024;epci;248900938;2017-01-01;;true
        89024;programme;acv;2018-09-28;;true
        89024;programme;ort;2019-12-13;;true
        89024;departement;89;2008-01-01;;true
        89024;region;27;2008-01-01;;true
        89024;france;FR;2008-01-01;;true
    """,
    "dim_territory_version": """
        territory_level;territory_code;version;valid_from;valid_to;is_current
        commune;89024;1;2008-01-01;2016-12-31;false
        commune;89024;2;2017-01-01;;true
    """,
    "dim_town_centre": """
        code_commune;version;method;area_ha;points;share_inside;share_eps_75;share_eps_150;sensitivity;is_sensitive;made_at;geometry
        89024;1;cluster;32.5;640;0.31;0.28;0.34;0.03;false;2026-11-23;{}
    """,
}

BREAKS = {
    "dim_territory": {
        "territory_level = 'canton'": "territory_level is one of",
        "population_band = 'big'": "population_band is one of",
        "population = -1": "population is at least 0",
        "territory_code = '1024' where epci_code > ''": "codes of its own shape",
        "delete from {t} where territory_level = 'france'": "France is one row",
        "epci_code = '200000000' where epci_code > ''": "parents of a territory",
        "region_code = '28' where territory_level = 'departement'": "parents of a territory",
    },
    "bridge_commune_succession": {
        "code_to = 'abroad'": "a commune code",
        "event = 'gone'": "event is one of",
        "cog_from = -1": "cog_from is between",
        "insert into {t} select * from {t}": "code_to is unique",
        "weight = 0.5 where event = 'moved'": "add up to 1",
        "code_to = '89387'": "of the reference geography",
    },
    "bridge_territory_membership": {
        "territory_level = 'canton'": "territory_level is one of",
        "insert into {t} select * from {t}": "valid_from is unique",
        "valid_to = '2000-01-01'": "ends before it begins",
        "valid_to = null where not is_reference": "one EPCI at a time",
        "delete from {t} where territory_level = 'region'": "one region and France today",
    },
    "dim_territory_version": {
        "territory_level = 'canton'": "territory_level is one of",
        "version = 0 where version = 1": "version is at least 1",
        "insert into {t} select * from {t}": "version is unique",
        "valid_to = '2016-06-30' where version = 1": "begins the day",
        "is_current = true": "the last is open",
    },
    "dim_town_centre": {
        "method = 'drawn'": "method is one of",
        "version = 0": "version is at least 1",
        "points = -1": "points is at least 0",
        "share_inside = 1.5": "share_inside is between",
        "share_eps_75 = 1.5": "share_eps_75 is between",
        "share_eps_150 = 1.5": "share_eps_150 is between",
        "sensitivity = 1.5": "sensitivity is between",
        "area_ha = 0": "has an area",
    },
}
