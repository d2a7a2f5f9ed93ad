"""Urssaf: private establishments and employees."""

TYPES = {"annee": "integer", "nombre_etablissements": "bigint", "effectifs_salaries": "bigint"}

GOOD = {
    "urssaf_commune_ape": (
        "code_commune code_ape annee nombre_etablissements effectifs_salaries",
        [("94065", "6203Z", 2024, 2, 176), ("94065", "6203Z", 2023, 2, None), ("69381", "4711F", 2006, 1, 0)],
    )
}

_BREAKS = [
    ("update {t} set code_commune = null", "code_commune is filled"),
    ("update {t} set code_ape = null", "code_ape is filled"),
    ("update {t} set annee = null", "annee is filled"),
    ("update {t} set code_commune = '1024'", "code_commune is a commune code"),
    ("update {t} set code_ape = '62.03Z'", "code_ape is an activity code"),
    ("update {t} set annee = 1906 where annee = 2006", "annee is between"),
    ("update {t} set nombre_etablissements = -1", "nombre_etablissements is at least 0"),
    ("update {t} set effectifs_salaries = -1", "effectifs_salaries is at least 0"),
    ("insert into {t} select * from {t}", "annee is unique"),
]
BREAKS = [("urssaf_commune_ape", *one) for one in _BREAKS]
