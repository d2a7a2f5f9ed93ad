"""INSEE: unemployment rates by employment zone, and the zones of communes."""

GOOD = {
    "zone": """
        ze;reg;trimestre;taux
        0051;00;2025-T4;6.8
        2701;27;2025-T4;7
        9701;01;2003-T1;
    """,
    "commune": """
        codgeo;ze
        89024;2701
        2A004;9401
    """,
}

BREAKS = {
    "zone": {
        "ze = '51'": "ze is a zone code",
        "taux = '680'": "a rate is between",
    },
    "commune": {
        "ze = '51'": "ze is a zone code",
    },
}
