"""DARES: jobseekers by commune, rounded to 5, rows of totals beside."""

GOOD = {
    "commune": """
        date;code_region;code_departement;code_commune;type_donnees;categorie;sexe;tranche_age;demandeurs
        2024-T4;27;89;89024;Brutes;ABC;Total;Total;3250
        2024-T4;27;89;Total;Brutes;ABC;Total;Total;22105
        2024-T4;27;89;89001;Brutes;ABC;Hommes;Moins de 25 ans;
    """,
}

BREAKS = {
    "commune": {
        "date = '31/12/2024'": "date is a quarter",
        "code_commune = '9024'": "code_commune is a commune code",
        "demandeurs = '3.250'": "demandeurs, where it is a number, is whole",
        "demandeurs = '-5'": "demandeurs, where it is a number, is between",
        "sexe = 'H'": "sexe is one of",
    },
}
