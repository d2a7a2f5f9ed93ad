"""DVF: lines of sales of homes, premises and land."""

GOOD = {
    "ligne": """
        id_mutation;date_mutation;code_commune;code_type_local;valeur_fonciere;longitude;latitude
        2026-1;2026-02-03;89024;2;120000;3.57;47.8
        2026-1;2026-02-03;89024;;120000;;
    """,
}

BREAKS = {
    "ligne": {
        "date_mutation = null": "date_mutation is filled",
        "date_mutation = '2025-02-03'": "sales are of 2026",
    },
}
