"""BODACC: notices of one family and one year."""

TYPES = {"dateparution": "date"}

_COLUMNS = "id dateparution typeavis familleavis registre"
_FAMILIES = ("vente", "collective", "radiation", "creation")

GOOD = {
    f"bodacc_{family}": (
        _COLUMNS,
        [
            (f"A20260001{i}", "2026-01-02", kind, family, "752461681,752 461 681")
            for i, kind in enumerate(("annonce", "rectificatif", "annulation"))
        ],
    )
    for family in _FAMILIES
}

_BREAKS = [
    ("update {t} set id = null", "id is filled"),
    ("update {t} set id = '20260001'", "id is a letter"),
    ("update {t} set dateparution = null", "dateparution is filled"),
    ("update {t} set dateparution = '2025-12-31'", "dateparution is between"),
    ("update {t} set typeavis = null", "typeavis is filled"),
    ("update {t} set typeavis = 'avis'", "typeavis is one of"),
    ("update {t} set familleavis = 'dpc'", "familleavis is one of"),
]
BREAKS = [(f"bodacc_{family}", *one) for family in _FAMILIES for one in _BREAKS]
