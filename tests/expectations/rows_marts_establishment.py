"""What happens to establishments, and what it makes of their number."""

GOOD = {
    "fct_establishment_event": """
        siret;event_type;event_date;linked_siret;code_commune;zone;activity;linked_code_commune;linked_zone
        35600000000048;birth;2018-03-01;;89024;centre;bakery;;
        35600000000048;closure;2021-06-30;;89024;centre;bakery;;
        35600000000048;takeover;2021-06-30;35600000000055;89024;centre;bakery;89024;centre
    """,
    "fct_establishment_flow": """
        code_commune;zone;activity_set;period;opening_stock;births;reopenings;activity_entries;unknown_entries;closures;activity_exits;unknown_exits;closing_stock
        89024;all;storefronts;2021;10;2;1;1;0;3;1;0;10
        89024;all;storefronts;2022;10;1;0;0;0;0;0;0;11
    """,
}

BREAKS = {
    "fct_establishment_event": {
        "activity = null": "activity is filled",
        "siret = '1'": "siret is a SIRET",
        "linked_siret = '1'": "linked_siret is a SIRET",
        "code_commune = 'abroad'": "a commune code",
        "event_type = 'strike'": "event_type is one of",
        "zone = 'all'": "zone is one of",
        "linked_zone = 'all'": "linked_zone is one of",
        "insert into {t} select * from {t}": "linked_siret is unique",
        "linked_siret = null": "link two establishments",
    },
    "fct_establishment_flow": {
        "opening_stock = null": "opening_stock is filled",
        "closing_stock = null": "closing_stock is filled",
        "code_commune = 'abroad'": "a commune code",
        "zone = 'heart'": "zone is one of",
        "activity_set = 'all'": "activity_set is one of",
        "opening_stock = -1": "opening_stock is at least 0",
        "closing_stock = -1": "closing_stock is at least 0",
        "births = -1": "births is at least 0",
        "closures = -1": "closures is at least 0",
        "births = births + 1": "explains each stock",
        "opening_stock = 9, births = 2 where period = 2022": "the year before left",
    },
}
