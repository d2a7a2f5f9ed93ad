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
        "met = 'x'": "met is a number",
        "xmet = 'x'": "xmet is a number",
        "smet = 'x'": "smet is a number",
    },
}
