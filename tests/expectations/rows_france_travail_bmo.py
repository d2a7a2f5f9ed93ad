"""France Travail's BMO: hiring plans by basin and occupation, `*` when secret."""

GOOD = {
    "bassin": """
        annee;code_metier;dept;be;met;xmet;smet
        2024;A0Z40;89;2601;30;20;*
        2024;A0Z40;58;2601;*;*;*
    """,
}

BREAKS = {
    "bassin": {
        "annee = '24'": "annee is a year",
        "met = '30.000'": "met, where it is a number, is whole",
        "xmet = '1.5'": "xmet, where it is a number, is whole",
        "smet = '1.5'": "smet, where it is a number, is whole",
        "met = '-1'": "met, where it is a number, is between",
        "xmet = '-1'": "xmet, where it is a number, is between",
        "smet = '-1'": "smet, where it is a number, is between",
    },
}
