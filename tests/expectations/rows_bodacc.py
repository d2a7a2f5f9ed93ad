"""BODACC: notices of one family and one year."""

_FAMILIES = ("vente", "collective", "radiation", "creation")

GOOD = {
    family: f"""
        id;dateparution;typeavis;familleavis;registre
        A202600010;2026-01-02;annonce;{family};752461681,752 461 681
        A202600011;2026-01-02;rectificatif;{family};752461681,752 461 681
        A202600012;2026-01-02;annulation;{family};752461681,752 461 681
    """
    for family in _FAMILIES
}

_BREAKS = {
    "id = '20260001'": "id is a letter",
    "dateparution = null": "dateparution is filled",
    "dateparution = '2025-12-31'": "dateparution is between",
    "typeavis = null": "typeavis is filled",
    "typeavis = 'avis'": "typeavis is one of",
    "familleavis = 'dpc'": "familleavis is one of",
}
BREAKS = dict.fromkeys(_FAMILIES, _BREAKS)
