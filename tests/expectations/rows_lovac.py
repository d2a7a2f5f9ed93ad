"""LOVAC: vacant homes; counts are text because of secrecy."""

COUNTS = {
    "pp_vacant = 'NC'": "pp_vacant is a whole number",
    "pp_vacant_plus_2ans = '1,5'": "pp_vacant_plus_2ans is a whole number",
    "pp_total = '-1'": "pp_total is a whole number",
    "annee = 25": "annee is between",
}

GOOD = {
    "commune": """
        codgeo;annee;pp_vacant;pp_vacant_plus_2ans;pp_total
        89024;2024;1\u202f234;512;19 012
        89013;2025;s;s;
    """,
    "departement": """
        dep;annee;pp_vacant;pp_vacant_plus_2ans;pp_total
        89;2024; 12\u00a0345 ; 5\u00a0120 ; 150\u00a0120\u0020
        2A;2025; 9 120 ; s ;
    """,
    "region": """
        reg;annee;pp_vacant;pp_vacant_plus_2ans;pp_total
        27;2024;112\u00a0345;55\u00a0120;1\u00a0150\u00a0120
        1;2025;9 120;s;
    """,
    "france": """
        annee;pp_vacant;pp_vacant_plus_2ans;pp_total
        2024;3\u00a0112\u00a0345;1\u00a0155\u00a0120;32\u00a0150\u00a0120
        2025;3 012 345;1 100 000;
    """,
}

BREAKS = {
    "commune": COUNTS,
    "departement": COUNTS,
    "region": {**COUNTS, "reg = 'ARA'": "reg is a region code"},
    "france": COUNTS,
}
