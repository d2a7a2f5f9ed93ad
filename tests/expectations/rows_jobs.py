"""Good tables, and one way to break each critical claim, for jobs, unemployment, census and incomes."""

MELODI = {
    "insee_flores_a5": ("activity legal_form_with_public number_empl flores_measure", "_T 1T9X7 _T EMPL3112"),
    "insee_flores_a17": (
        "activity legal_form_with_public number_empl flores_measure",
        "C5 1T9X7 _T UNIT_LOC",
    ),
    "insee_side_stock": ("activity legal_form side_measure", "_T _T UNIT_LOC"),
    "insee_side_creation": ("activity legal_form side_measure", "_T 10 BURE"),
    "insee_rp_emploi_residence": ("empsta_enq sex age educ rp_measure", "2 _T Y15T64 _T POP"),
    "insee_rp_emploi_travail": ("empform sex age wktime rp_measure", "_T _T _T _T NBEMP"),
    "insee_rp_population": ("sex age rp_measure", "_T Y15T24 POP"),
    "insee_rp_scolarisation": ("stud sex age rp_measure", "1 _T Y18T24 POP"),
    "insee_rp_menage": ("tph pcs rp_measure", "11 _T DWELLINGS"),
    "insee_filosofi": ("unit_measure filosofi_measure conf_status", "EUR_YR MED_SL F"),
}


def _good(names: str, cut: str) -> tuple[str, list[tuple]]:
    columns = f"geo geo_object {names} time_period obs_value:text"
    places = (("89024", "COM", "22310"), ("2026-COM-2A004", "COM", "22310.5"), ("27", "REG", "NA"))
    return columns, [(geo, kind, *cut.split(), "2023", value) for geo, kind, value in places]


def _breaks(table: str) -> list[tuple[str, str, str]]:
    return [
        (table, "update {t} set geo = null where geo_object = 'REG'", "time_period are filled"),
        (table, "insert into {t} select * from {t}", " is unique"),
        (table, "update {t} set time_period = '2023-Q1'", "time_period is a year"),
        (table, "update {t} set obs_value = 'x'", "obs_value is a number"),
        (table, "update {t} set geo = '9024' where geo_object = 'COM'", "GEO of a commune"),
    ]


GOOD: dict[str, tuple[str, list[tuple]]] = {
    **{table: _good(names, cut) for table, (names, cut) in MELODI.items()},
    "insee_rp_base_emploi": (
        "codgeo annee:text pop1564:numeric act1564:numeric chom1564:numeric emplt:numeric",
        [("89024", "2021", 20000, 14500, 2400, 21000), ("89024", "2015", 20900, 15000, 2600, 22000)],
    ),
    "dares_defm_commune": (
        "date code_region code_departement code_commune type_donnees categorie sexe tranche_age demandeurs",
        [
            ("2024-T4", "27", "89", "89024", "Brutes", "ABC", "Total", "Total", "3250"),
            ("2024-T4", "27", "89", "Total", "Brutes", "ABC", "Total", "Total", "22105"),
            ("2024-T4", "27", "89", "89001", "Brutes", "ABC", "Hommes", "Moins de 25 ans", None),
        ],
    ),
    "insee_chomage_zone": (
        "ze reg trimestre taux",
        [("0051", "00", "2025-T4", "6.8"), ("2701", "27", "2025-T4", "7"), ("9701", "01", "2003-T1", None)],
    ),
    "insee_zone_emploi_commune": ("codgeo ze", [("89024", "2701"), ("2A004", "9401")]),
    "france_travail_bmo": (
        "annee:text code_metier dept be met xmet smet",
        [("2024", "A0Z40", "89", "2601", "30", "20", "*"), ("2024", "A0Z40", "58", "2601", "*", "*", "*")],
    ),
}

BREAKS: list[tuple[str, str, str]] = [
    *(one for table in MELODI for one in _breaks(table)),
    ("insee_rp_base_emploi", "update {t} set codgeo = '9024'", "codgeo is a commune code"),
    ("insee_rp_base_emploi", "update {t} set annee = '21'", "annee is a year"),
    ("insee_rp_base_emploi", "update {t} set annee = '2021'", "codgeo x annee is unique"),
    ("insee_rp_base_emploi", "update {t} set emplt = -1", "are not negative"),
    ("dares_defm_commune", "update {t} set sexe = null", "tranche_age are filled"),
    ("dares_defm_commune", "insert into {t} select * from {t}", "is unique"),
    ("dares_defm_commune", "update {t} set date = '31/12/2024'", "date is a quarter"),
    ("dares_defm_commune", "update {t} set code_commune = '9024'", "code_commune is a commune code"),
    ("dares_defm_commune", "update {t} set demandeurs = 'x'", "demandeurs is a number"),
    ("dares_defm_commune", "update {t} set sexe = 'H'", "sexe is one of"),
    ("insee_chomage_zone", "update {t} set ze = null", "ze, trimestre are filled"),
    ("insee_chomage_zone", "update {t} set ze = '2701', trimestre = '2025-T4'", "ze x trimestre is unique"),
    ("insee_chomage_zone", "update {t} set ze = '51'", "ze is a zone code"),
    ("insee_chomage_zone", "update {t} set trimestre = '2025-4'", "trimestre is a quarter"),
    ("insee_chomage_zone", "update {t} set taux = 'x'", "taux is a number"),
    ("insee_chomage_zone", "update {t} set taux = '680'", "a rate is between"),
    ("insee_zone_emploi_commune", "update {t} set codgeo = '9024'", "codgeo is a commune code"),
    ("insee_zone_emploi_commune", "update {t} set ze = '51'", "ze is a zone code"),
    ("insee_zone_emploi_commune", "update {t} set codgeo = '89024'", "codgeo is unique"),
    ("france_travail_bmo", "update {t} set be = null", "dept, be are filled"),
    ("france_travail_bmo", "update {t} set dept = '89'", "be is unique"),
    ("france_travail_bmo", "update {t} set annee = '24'", "annee is a year"),
    *(
        ("france_travail_bmo", f"update {{t}} set {column} = 'x'", f"{column} is a number")
        for column in ("met", "xmet", "smet")
    ),
]
