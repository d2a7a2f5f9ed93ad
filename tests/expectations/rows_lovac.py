"""LOVAC: vacant homes; counts are text because of secrecy."""

GOOD = {
    "commune": """
        codgeo;annee;pp_vacant;pp_vacant_plus_2ans;pp_total
        89024;2024;1234;512;19012
        89013;2025;s;s;
    """,
}

BREAKS = {
    "commune": {
        "pp_vacant = 'NC'": "pp_vacant is a whole number",
        "pp_vacant_plus_2ans = '1.5'": "pp_vacant_plus_2ans is a whole number",
        "pp_total = '-1'": "pp_total is a whole number",
        "pp_vacant = '41000000'": "pp_vacant, where it is a number, is between",
        "pp_vacant_plus_2ans = '41000000'": "pp_vacant_plus_2ans, where it is a number, is between",
        "pp_total = '41000000'": "pp_total, where it is a number, is between",
        "annee = 25": "annee is between",
    },
}
