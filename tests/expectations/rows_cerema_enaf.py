"""Cerema: consumption of natural, agricultural and forest land."""

GOOD = {
    "flux": """
        idcom;iddep;surfcom;annee;destination;surface
        89024;89;49000000;2023;art;60
        89024;89;49000000;2023;act;20
        89024;89;49000000;2023;hab;40
        89024;89;49000000;2023;mix;0
        89024;89;49000000;2023;rou;1
        89024;89;49000000;2023;fer;0
        89024;89;49000000;2023;inc;-1
    """,
}

BREAKS = {
    "flux": {
        "surface = null": "surface is filled",
        "annee = 23": "annee is between",
        "surface = -1 where destination = 'hab'": "no surface is negative",
    },
}
