"""INSEE's reference populations: the yearly workbook in its layouts, and the Melodi files."""

GOOD = {
    "reference": """
        reg;coddep;codcom;com;commune;pmun;pcap;ptot
        27;89;024;89024;Auxerre;35097;900;35997
        01;971;105;Basse-Terre;;9000;100;9100
    """,
    "melodi": """
        geo;geo_object;popref_measure;time_period;obs_value
        89024;COM;PMUN;2023;35097
        27;REG;PMUN;2023;2800000
        F;FRANCE;PMUN;2023;
    """,
    "historique": """
        geo;geo_object;popref_measure;time_period;obs_value
        89024;COM;PMUN;2006;37000
        89024;COM;PSDC;1999;37790
    """,
}

BREAKS = {
    "reference": {
        "pmun = null": "pmun is filled",
        "ptot = null": "ptot is filled",
        "pmun = -1": "pmun is between",
        "pcap = -1": "pcap is between",
        "ptot = -1": "ptot is between",
        "com = '97105'": "tells one commune",
        "codcom = null": "tells one commune",
    },
    "melodi": {
        "time_period = '2023-Q1'": "time_period is a year",
        "obs_value = -1": "obs_value is between",
        "geo = '2025-COM-89024'": "GEO of a commune",
    },
    "historique": {
        "time_period = '99'": "time_period is a year",
        "obs_value = -1": "obs_value is between",
        "geo = '1024'": "GEO of a commune",
    },
}
