"""Lists of the programmes: Action Coeur de Ville, Petites Villes de Demain, ORT."""

GOOD = {
    "acv": """
        insee_com;lib_com;id_acv;date_signature
        89024;Auxerre;ACV019;25-01-2024
        58194;Nevers;acv-020;28/09/2018
        46042;Cahors;acv-021;
    """,
    "pvd": """
        insee_com;lib_com;id_pvd;date_signature
        01034;Belley;pvd-0002;2021-04-22
    """,
    "ort": """
        commune;code_commune;statut_commune;signee;date_signature;date_fin_estimee;acv;pvd
        Auxerre;89024;1. Commune ACV;Signée;2019-12-13;20-02-2026;true;false
        Brest;29019;3. Autre;;44105;;false;false
    """,
    "croisement": """
        insee_com;lib_com;id_ti
        89024;Auxerre;ti-012
        2A004;Ajaccio;
    """,
}

BREAKS = {
    "acv": {
        "id_acv = null": "id_acv is filled",
    },
    "pvd": {
        "id_pvd = null": "id_pvd is filled",
    },
    "ort": {
        "acv = 'oui'": "acv is one of",
        "pvd = 'oui'": "pvd is one of",
    },
}
