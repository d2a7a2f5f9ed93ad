"""Sirene: position of establishments, 38 million points."""

GOOD = {
    "point": """
        siret;code_commune;epsg;qualite_xy;longitude;latitude
        35600000000048;69384;2154;11;4.8272;45.7742
        35600000000055;97401;2975;33;55.33318;-21.24024
        73282932000074;69384;;;;
    """,
}

BREAKS = {
    "point": {
        "epsg = '27572'": "epsg is one of",
        "latitude = 6519000": "coordinates are degrees",
    },
}
