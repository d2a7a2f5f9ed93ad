"""Indicators, their values, their breaks, the files behind them."""

GOOD = {
    "dim_indicator": """
        indicator_code;scope;model
        X01;commune;ratio
        C04;commune;ratio
    """,
    "fct_indicator_value": """
        indicator_code;territory_level;territory_code;zone;period;value;numerator;denominator;obs_status;conf_status;coverage;ci_low;ci_high;is_break;is_provisional;is_simulated;status_reason
        X01;commune;89024;all;2023;35097;35097;;A;F;1;;;false;false;true;
        C04;commune;89024;all;2023;;;;O;F;;;;false;false;true;not_known
        X01;epci;248900938;all;2023;35097;35097;;A;F;1;;;false;false;true;
        C04;epci;248900938;all;2023;;;;O;F;;;;false;false;true;not_known
        X01;departement;89;all;2023;35097;35097;;A;F;1;;;false;false;true;
        C04;departement;89;all;2023;;;;O;F;;;;false;false;true;not_known
        X01;region;27;all;2023;35097;35097;;A;F;1;;;false;false;true;
        C04;region;27;all;2023;;;;O;F;;;;false;false;true;not_known
        X01;france;FR;all;2023;35097;35097;;A;F;1;;;false;false;true;
        C04;france;FR;all;2023;;;;O;F;;;;false;false;true;not_known
    """,
    "dim_source_vintage": """
        source;resource;raw_table;vintage;url;sha256;rows;is_simulated
        insee_cog;commune;insee_cog_commune;2026;https://www.insee.fr/commune.csv;0000000000000000000000000000000000000000000000000000000000000000;3;true
    """,
    "dim_status": """
        obs_status;label_en;label_fr;is_missing;status_reason;reason_en;reason_fr
        A;Normal value;Valeur normale;false;;;
        O;Missing value;Valeur absente;true;not_known;No file tells it.;Aucun fichier ne le dit.
        Q;Missing value, suppressed;Valeur absente, secret;true;published_mark;Marked secret.;Marqué secret.
        Q;Missing value, suppressed;Valeur absente, secret;true;secret_part;A secret part.;Une partie secrète.
    """,
    "dim_series_break": """
        indicator_code;break_year;reason_en;reason_fr
        C04;2023;Single counter of formalities;Guichet unique des formalités
    """,
}

BREAKS = {
    "dim_indicator": {
        "indicator_code = 'population'": "a letter, two digits",
        "delete from {t}": "the table has at least 1",
    },
    "fct_indicator_value": {
        "territory_level = 'canton'": "territory_level is one of",
        "obs_status = 'Z'": "obs_status is one of",
        "period = 20": "period is between",
        "zone = 'heart'": "zone is one of",
        "conf_status = 'N'": "conf_status is one of",
        "coverage = 1.2": "coverage is between",
        "conf_status = 'C'": "marked confidential",
        "obs_status = 'Q', conf_status = 'C', value = null where value is not null": "neither value, terms nor interval",
        "obs_status = 'O', value = null where value is not null": "neither value, terms nor interval",
        "obs_status = 'N' where value is not null": "obs_status is one of",
        "status_reason = null": "has a reason that gives it",
        "status_reason = 'secret_part'": "has a reason that gives it",
        "ci_low = 40000 where value is not null": "holds its value",
        "ci_high = 1 where value is not null": "holds its value",
        "numerator = -1": "terms of a ratio are counts",
        "denominator = -1": "terms of a ratio are counts",
        "obs_status = 'A'": "a value is missing exactly when",
        "obs_status = 'O'": "a value is missing exactly when",
        "value = -1 where value is not null": "are not negative",
        "delete from {t} where indicator_code = 'C04' and territory_level = 'epci'": "has its row",
        "numerator = 1 where territory_level = 'region'": "sum of its reg",
    },
    "dim_status": {
        "obs_status = 'N' where obs_status = 'O'": "obs_status is one of",
        "reason_fr = null where status_reason = 'not_known'": "words of both languages",
        "status_reason = 'fine' where obs_status = 'A'": "words of both languages",
        "insert into {t} select * from {t}": "status_reason is unique",
    },
    "dim_source_vintage": {
        "url = null": "url is filled",
        "sha256 = 'abc'": "sha256 is a SHA-256",
        "rows = -1": "rows is at least 0",
        "insert into {t} select * from {t}": "vintage is unique",
    },
    "dim_series_break": {
        "reason_en = null": "reason_en is filled",
        "reason_fr = null": "reason_fr is filled",
        "insert into {t} select * from {t}": "break_year is unique",
        "indicator_code = 'Z99'": "of a known indicator",
    },
}
