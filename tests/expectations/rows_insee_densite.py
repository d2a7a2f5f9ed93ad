"""INSEE's density grid of communes."""

GOOD = {
    "communes": """
        codgeo;dens;dens7
        89024;2;3
        89013;3;5
    """,
}

BREAKS = {
    "communes": {
        "dens = '4'": "dens is one of",
        "dens7 = '8'": "dens7 is one of",
    },
}
