"""ARCEP: premises of three communes, the second without fibre."""

GOOD = {
    "commune_techno": """
        code_insee;type;date_trimestre;nbr;elig_ftth;elig_cu
        49007;all;2026-06-30;109137;106184;0
        89024;all;2026-06-30;21000;0;20990
        75056;all;2026-06-30;1667292;1650000;100
    """
}
BREAKS = {
    "commune_techno": {
        "nbr = -1, elig_ftth = null": "premises are between",
        "elig_ftth = nbr + 1": "no more premises are reached",
        "type = 'pro'": "type all is there",
        "code_insee = '75101' where code_insee = '75056'": "not by district",
    }
}
