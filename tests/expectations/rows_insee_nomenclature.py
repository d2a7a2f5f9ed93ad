"""Nomenclatures: activities (NAF rev. 2, NAF 2025) and legal forms."""

GOOD = {
    "naf_rev2": """
        niv5;niv1
        47.11F;G
        01.11Z;A
    """,
    "naf2025": """
        niv5;niv1
        47.11J;G
        01.11Y;A
    """,
    "categorie_juridique": """
        code;libelle
        1000;Entrepreneur individuel
    """,
}

BREAKS = {
    "naf_rev2": {
        "niv5 = '4711F'": "niv5 is a sub-class",
        "niv1 = null": "niv1 is filled",
    },
    "naf2025": {
        "niv5 = '4711F'": "niv5 is a sub-class",
        "niv1 = null": "niv1 is filled",
    },
    "categorie_juridique": {
        "code = '55'": "code is a legal form",
    },
}
