"""DGCL's composition of groupings of communes with their own taxation (EPCI)."""

GOOD = {
    "composition": """
        siren;raison_sociale;nature_juridique;insee;siren_membre;nom_membre;ptot;pmun
        248900938;CA de l'Auxerrois;CA;89024;218900249;Auxerre;35997;35097
        248900938;CA de l'Auxerrois;CA;89013;218900132;Appoigny;3200;3100
    """,
}

BREAKS = {
    "composition": {
        "raison_sociale = null": "raison_sociale is filled",
        "pmun = -1": "pmun is between",
        "ptot = -1": "ptot is between",
    },
}
