"""LOVAC: vacant homes; counts are text because of secrecy."""

COUNTS = {
    "pp_vacant = 'NC'": "pp_vacant is a whole number",
    "pp_vacant_plus_2ans = '1.5'": "pp_vacant_plus_2ans is a whole number",
    "pp_total = '-1'": "pp_total is a whole number",
    "pp_vacant = '41000000'": "pp_vacant, where it is a number, is between",
    "pp_vacant_plus_2ans = '41000000'": "pp_vacant_plus_2ans, where it is a number, is between",
    "pp_total = '41000000'": "pp_total, where it is a number, is between",
    "annee = 25": "annee is between",
}

GOOD = {
    "commune": """
        codgeo;annee;pp_vacant;pp_vacant_plus_2ans;pp_total
        89024;2024;1234;512;19012
        89013;2025;s;s;
    """,
    "departement": """
        dep;annee;pp_vacant;pp_vacant_plus_2ans;pp_total
        89;2024;12345;5120;150120
        2A;2025;9120;s;
    """,
    "region": """
        reg;annee;pp_vacant;pp_vacant_plus_2ans;pp_total
        27;2024;112345;55120;1150120
        1;2025;9120;s;
    """,
    "france": """
        annee;pp_vacant;pp_vacant_plus_2ans;pp_total
        2024;3112345;1155120;32150120
        2025;3012345;1100000;
    """,
}

BREAKS = {
    "commune": COUNTS,
    "departement": COUNTS,
    "region": {**COUNTS, "reg = 'ARA'": "reg is a region code"},
    "france": COUNTS,
}
