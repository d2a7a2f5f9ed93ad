"""Towns beside their peers and groups, and the centre beside the rest."""

GOOD = {
    "bridge_peer_group": """
        code_commune;variant;version;rank;peer_code_commune;distance;stratum;missing_variables;candidates;is_simulated
        89024;all;1;1;21231;0.8;metropolitan;;700;true
        89024;all;1;2;58194;0.9;metropolitan;;700;true
        89024;never_in_programme;1;1;71076;1.2;metropolitan;;300;true
    """,
    "dim_peer_search": """
        code_commune;variant;version;stratum;peers;candidates;variables;missing_variables;drawn_at;is_simulated
        89024;all;1;metropolitan;2;700;population growth;;2026-11-25;true
    """,
    "mart_benchmark": """
        indicator_code;zone;period;group_kind;group_code;group_en;group_fr;members;members_with_value;first_quartile;median;third_quartile;median_change;is_simulated
        C04;all;2023;peers;89024;The 15 nearest towns;Les 15 villes les plus proches;15;15;7;8;9;-0.5;true
        A01;all;2023;departement;89;Towns of the department;Villes du département;3;0;;;;;true
    """,
    "mart_rank": """
        indicator_code;zone;period;group_kind;group_code;code_commune;value;rank;ranked_among;percentile;is_merit
        C04;all;2023;peers;89024;89024;7.5;4;16;80;true
        C04;all;2023;departement;89;89024;7.5;;3;;true
    """,
    "mart_town_scorecard": """
        code_commune;town_name;period;indicator_code;zone;value;direction;obs_status;change_since_2022;peers_median;peers_with_value;rank_among_peers;percentile_among_peers;against_peers;change_against_peers
        89024;Auxerre;2023;C04;all;7.5;lower_is_better;A;-0.2;8;15;4;80;better;worse
        89024;Auxerre;2023;A01;all;;lower_is_better;Q;;11;15;;;;
    """,
    "mart_town_scorecard_wide": """
        code_commune;town_name;period;c04
        89024;Auxerre;2023;7.5
    """,
    "mart_transmission": """
        code_commune;town_name;period;t01;t01_status;t02;t02_status;t03;t03_status;t04;t04_status;t05;t05_status;t06;t06_status
        89024;Auxerre;2023;12;A;8;A;3;A;;Q;25;A;70;D
    """,
    "mart_centre_periphery": """
        code_commune;town_name;period;indicator_code;direction;value_all;value_centre;value_rest;obs_status_all;obs_status_centre;obs_status_rest;difference;centre_against_rest
        89024;Auxerre;2023;C04;lower_is_better;7.5;9;7;A;A;U;2;worse
        89024;Auxerre;2023;T02;higher_is_better;8;;7;A;Q;A;;
    """,
}

MISSING = "missing exactly when"

BREAKS = {
    "bridge_peer_group": {
        "code_commune = 'abroad'": "code_commune is a commune code",
        "peer_code_commune = 'abroad'": "peer_code_commune is a commune code",
        "variant = 'some'": "variant is one of",
        "stratum = 'rural'": "stratum is one of",
        "rank = 16": "rank is between",
        "distance = -1": "distance is at least 0",
        "peer_code_commune = code_commune": "other towns",
        "insert into {t} select * from {t}": "each once",
        "distance = 2 where rank = 1": "are not nearer",
    },
    "dim_peer_search": {
        "code_commune = 'abroad'": "a commune code",
        "variant = 'some'": "variant is one of",
        "stratum = 'rural'": "stratum is one of",
        "peers = 16": "peers is between",
        "candidates = 1": "among the candidates",
    },
    "mart_benchmark": {
        "zone = 'unlocated'": "zone is one of",
        "group_kind = 'canton'": "group_kind is one of",
        "period = 20": "period is between",
        "members = 1": "members with a value",
        "median = null": "members with a value",
        "first_quartile = 8.5": "in their order",
        "third_quartile = 7.5": "in their order",
    },
    "mart_rank": {
        "code_commune = 'abroad'": "a commune code",
        "zone = 'unlocated'": "zone is one of",
        "group_kind = 'canton'": "group_kind is one of",
        "percentile = 101": "percentile is between",
        "ranked_among = 0": "ranked_among is at least 1",
        "rank = 17": "one among those ranked",
        "percentile = null": "with its percentile",
    },
    "mart_town_scorecard": {
        "code_commune = 'abroad'": "a commune code",
        "zone = 'rest'": "zone is one of",
        "direction = 'up'": "direction is one of",
        "obs_status = 'Z'": "obs_status is one of",
        "against_peers = 'good'": "against_peers is one of",
        "change_against_peers = 'good'": "change_against_peers is one of",
        "percentile_among_peers = 101": "percentile_among_peers is between",
        "peers_with_value = 16": "peers_with_value is between",
        "value = 9 where value is null": MISSING,
        "change_since_2022 = 1": "no change and no rank",
        "against_peers = null": "compared exactly when",
    },
    "mart_town_scorecard_wide": {
        "code_commune = 'abroad'": "a commune code",
        "period = 20": "period is between",
    },
    "mart_transmission": {
        "code_commune = 'abroad'": "a commune code",
        "period = 20": "period is between",
        **{
            f"{code}_status = 'Z'": f"{code}_status is one of"
            for code in ("t01", "t02", "t03", "t04", "t05", "t06")
        },
        **{f"{code} = 101": f"{code} is between" for code in ("t01", "t02", "t05", "t06")},
        "t05_status = 'Q'": MISSING,
    },
    "mart_centre_periphery": {
        "code_commune = 'abroad'": "a commune code",
        "direction = 'up'": "direction is one of",
        "obs_status_all = 'Z'": "obs_status_all is one of",
        "obs_status_centre = 'Z'": "obs_status_centre is one of",
        "obs_status_rest = 'Z'": "obs_status_rest is one of",
        "centre_against_rest = 'good'": "centre_against_rest is one of",
        "value_centre = 9": MISSING,
        "difference = 3": "of centre and rest",
    },
}
