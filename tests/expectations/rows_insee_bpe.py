"""INSEE's permanent base of equipment (BPE)."""

GOOD = {
    "equipement": """
        depcom;typequ;apet;longitude;latitude
        89024;B105;4711D;3.57;47.8
        97602;A206;_Z;;
    """,
}

BREAKS = {
    "equipement": {
        "typequ = '_Z'": "typequ is a letter",
    },
}
