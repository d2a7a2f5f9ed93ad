"""Events of towns by month, and what departs from the usual."""

GOOD = {
    "fct_pulse": """
        code_commune;zone;month;event;events;priced_events;median_price;is_provisional
        89024;all;2024-03-01;business_sale;6;5;80000;false
        89024;centre;2024-03-01;business_sale;4;3;;false
        89024;rest;2024-03-01;business_sale;1;1;;false
        89024;unlocated;2024-03-01;business_sale;1;1;;false
    """,
    "mart_early_warning": """
        code_commune;event;month;events_1m;low_1m;high_1m;is_outside_1m;events_3m;events_12m
        89024;insolvency;2025-03-01;9;0;5;true;9;12
        89024;insolvency;2025-04-01;1;0;5;false;10;13
    """,
}

BREAKS = {
    "fct_pulse": {
        "code_commune = 'abroad'": "a commune code",
        "zone = 'heart'": "zone is one of",
        "event = 'strike'": "event is one of",
        "events = -1": "events is at least 0",
        "priced_events = 9": "no more prices",
        "events = 7 where zone = 'all'": "zones add up",
    },
    "mart_early_warning": {
        "code_commune = 'abroad'": "a commune code",
        "event = 'strike'": "event is one of",
        "events_1m = -1": "events_1m is at least 0",
        "events_3m = -1": "events_3m is at least 0",
        "events_12m = -1": "events_12m is at least 0",
        "low_1m = 6": "not over the most",
        "events_1m = 3": "outside its range",
    },
}
