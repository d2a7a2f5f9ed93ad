"""Urssaf: private establishments and employees, commune x APE x year."""

GOOD = {
    "commune_ape": """
        code_commune;code_ape;annee;nombre_etablissements;effectifs_salaries
        94065;6203Z;2024;2;176
        94065;6203Z;2023;2;
        69381;4711F;2006;1;0
    """,
}

BREAKS = {
    "commune_ape": {
        "code_ape = '62.03Z'": "code_ape is an activity code",
        "annee = 1906 where annee = 2006": "annee is between",
        "nombre_etablissements = -1": "nombre_etablissements is between",
        "effectifs_salaries = -1": "effectifs_salaries is between",
    },
}
