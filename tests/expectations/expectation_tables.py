"""Small good tables for every suite, and one way to break each critical claim."""

import psycopg
from psycopg import sql

TYPES = {
    "date_eff": "date",
    "date_creation": "date",
    "date_debut": "date",
    "date_fin": "date",
    "pmun": "bigint",
    "pcap": "bigint",
    "ptot": "bigint",
    "obs_value": "numeric",
    "population": "bigint",
    "is_in_scope": "boolean",
    "is_simulated": "boolean",
    "period": "integer",
    "value": "double precision",
    "numerator": "numeric",
    "denominator": "numeric",
    "rows": "bigint",
}
VINTAGES = {"insee_population_reference": "2023", "insee_population_melodi": "2023"}

COG = "typecom com reg dep libelle comparent"
MOVEMENT = "mod date_eff typecom_av com_av libelle_av typecom_ap com_ap libelle_ap"
POPULATION = "reg coddep codcom com commune pmun pcap ptot"
MELODI = "geo geo_object popref_measure time_period obs_value"
EPCI = "siren raison_sociale nature_juridique insee siren_membre nom_membre ptot pmun"
ORT = "commune code_commune statut_commune signee date_signature date_fin_estimee acv pvd"
SIRENE = (
    "siret siren statut_diffusion date_creation code_commune date_debut etat_administratif "
    "activite_principale nomenclature_activite caractere_employeur"
)
PERIODS = (
    "siret date_debut date_fin etat_administratif activite_principale nomenclature_activite "
    "caractere_employeur"
)
TERRITORY = (
    "territory_level territory_code territory_name epci_code departement_code region_code population "
    "population_band is_in_scope"
)
VALUE = (
    "indicator_code territory_level territory_code period value numerator denominator obs_status is_simulated"
)
SHA = "0" * 64

GOOD_RAW: dict[str, tuple[str, list[tuple]]] = {
    "insee_cog_commune": (
        COG,
        [
            ("COM", "89024", "27", "89", "Auxerre", None),
            ("COM", "2A004", "94", "2A", "Ajaccio", None),
            ("COM", "97209", "02", "972", "Fort-de-France", None),
            ("ARM", "69381", "84", "69", "Lyon 1er", "69123"),
            ("COMD", "89024", None, None, "Auxerre", "89024"),
        ],
    ),
    "insee_cog_mouvement": (
        MOVEMENT,
        [
            ("32", "2016-01-01", "COM", "14011", "Aunay", "COM", "14011", "Les Monts d'Aunay"),
            ("20", "1950-01-01", None, None, None, "COM", "38567", "Chamrousse"),
        ],
    ),
    "insee_cog_departement": ("dep reg cheflieu libelle", [("2A", "94", "2A004", "Corse-du-Sud")]),
    "insee_cog_region": ("reg cheflieu libelle", [("94", "2A004", "Corse")]),
    "insee_population_reference": (
        POPULATION,
        [
            ("27", "89", "024", "89024", "Auxerre", 35097, 900, 35997),
            ("01", "971", "105", "Basse-Terre", None, 9000, 100, 9100),
        ],
    ),
    "insee_population_melodi": (
        MELODI,
        [
            ("89024", "COM", "PMUN", "2023", 35097),
            ("27", "REG", "PMUN", "2023", 2800000),
            ("F", "FRANCE", "PMUN", "2023", None),
        ],
    ),
    "insee_population_historique": (
        MELODI,
        [("89024", "COM", "PMUN", "2006", 37000), ("89024", "COM", "PSDC", "1999", 37790)],
    ),
    "dgcl_epci_composition": (
        EPCI,
        [
            ("248900938", "CA de l'Auxerrois", "CA", "89024", "218900249", "Auxerre", 35997, 35097),
            ("248900938", "CA de l'Auxerrois", "CA", "89013", "218900132", "Appoigny", 3200, 3100),
        ],
    ),
    "anct_acv_commune": (
        "insee_com lib_com id_acv date_signature",
        [
            ("89024", "Auxerre", "ACV019", "25-01-2024"),
            ("58194", "Nevers", "acv-020", "28/09/2018"),
            ("46042", "Cahors", "acv-021", None),
        ],
    ),
    "anct_pvd_commune": (
        "insee_com lib_com id_pvd date_signature",
        [("01034", "Belley", "pvd-0002", "2021-04-22")],
    ),
    "dgaln_ort_commune": (
        ORT,
        [
            ("Auxerre", "89024", "1. Commune ACV", "Signée", "2019-12-13", "20-02-2026", "true", "false"),
            ("Brest", "29019", "3. Autre", None, "44105", None, "false", "false"),
        ],
    ),
    "sirene_etablissement": (
        SIRENE,
        [
            (
                "35600000000048",
                "356000000",
                "O",
                "1991-01-01",
                "89024",
                "2008-01-01",
                "A",
                "53.10Z",
                "NAFRev2",
                "O",
            ),
            ("35600000000055", "356000000", "P", None, None, None, "F", "80.1Z", "NAF1993", None),
        ],
    ),
    "sirene_etablissement_historique": (
        PERIODS,
        [
            ("35600000000048", "1991-01-01", "2007-12-31", "A", "64.1A", "NAF1993", "O"),
            ("35600000000048", "2008-01-01", None, "A", "53.10Z", "NAFRev2", "N"),
            ("35600000000055", None, None, "F", None, None, None),
        ],
    ),
}

GOOD_MARTS: dict[str, tuple[str, list[tuple]]] = {
    "dim_territory": (
        TERRITORY,
        [
            ("commune", "89024", "Auxerre", "248900938", "89", "27", 35097, "20-50k", True),
            ("epci", "248900938", "CA de l'Auxerrois", None, None, None, 35097, "20-50k", False),
            ("departement", "89", "Yonne", None, None, "27", 35097, "20-50k", False),
            ("region", "27", "Bourgogne-Franche-Comté", None, None, None, 35097, "20-50k", False),
            ("france", "FR", "France", None, None, None, 35097, "20-50k", False),
        ],
    ),
    "dim_indicator": ("indicator_code", [("X01",), ("C04",)]),
    "fct_indicator_value": (
        VALUE,
        [
            row
            for level, code in (
                ("commune", "89024"),
                ("epci", "248900938"),
                ("departement", "89"),
                ("region", "27"),
                ("france", "FR"),
            )
            for row in (
                ("X01", level, code, 2023, 35097, 35097, None, "A", True),
                ("C04", level, code, 2023, None, None, None, "O", True),
            )
        ],
    ),
    "dim_source_vintage": (
        "source resource raw_table vintage url sha256 rows is_simulated",
        [
            (
                "insee_cog",
                "commune",
                "insee_cog_commune",
                "2026",
                "https://www.insee.fr/commune.csv",
                SHA,
                3,
                True,
            )
        ],
    ),
}

# (table, statement that breaks it, words of the claim it breaks). `{t}` is the table.
BREAKS_RAW: list[tuple[str, str, str]] = [
    ("insee_cog_commune", "update {t} set typecom = null where dep = '89'", "typecom is filled"),
    ("insee_cog_commune", "update {t} set com = null where dep = '89'", "com is filled"),
    ("insee_cog_commune", "update {t} set libelle = null", "libelle is filled"),
    ("insee_cog_commune", "update {t} set typecom = 'CT' where dep = '89'", "typecom is one of"),
    ("insee_cog_commune", "update {t} set com = '1024' where dep = '89'", "com is a commune code"),
    (
        "insee_cog_commune",
        "update {t} set comparent = 'Lyon' where typecom = 'ARM'",
        "comparent is a commune",
    ),
    ("insee_cog_commune", "update {t} set dep = '1' where dep = '89'", "dep is a department code"),
    ("insee_cog_commune", "update {t} set reg = '2' where dep = '972'", "reg is a region code"),
    ("insee_cog_commune", "insert into {t} select * from {t} where dep = '89'", "comparent is unique"),
    ("insee_cog_commune", "update {t} set dep = null where com = '2A004'", "any other type has a parent"),
    ("insee_cog_mouvement", "update {t} set mod = null", "mod is filled"),
    ("insee_cog_mouvement", "update {t} set date_eff = null", "date_eff is filled"),
    ("insee_cog_mouvement", "update {t} set com_av = '1'", "com_av is a commune code"),
    ("insee_cog_mouvement", "update {t} set com_ap = '1'", "com_ap is a commune code"),
    ("insee_cog_mouvement", "update {t} set typecom_av = 'X'", "typecom_av is one of"),
    ("insee_cog_mouvement", "update {t} set typecom_ap = 'X'", "typecom_ap is one of"),
    ("insee_cog_mouvement", "update {t} set com_ap = null", "a commune before or after"),
    ("insee_cog_departement", "update {t} set dep = null", "dep is filled"),
    ("insee_cog_departement", "update {t} set reg = null", "reg is filled"),
    ("insee_cog_departement", "update {t} set libelle = null", "libelle is filled"),
    ("insee_cog_departement", "update {t} set dep = '2'", "dep is a department code"),
    ("insee_cog_departement", "update {t} set reg = '9'", "reg is a region code"),
    ("insee_cog_departement", "update {t} set cheflieu = 'Ajaccio'", "cheflieu is a commune code"),
    ("insee_cog_departement", "insert into {t} select * from {t}", "dep is unique"),
    ("insee_cog_region", "update {t} set reg = null", "reg is filled"),
    ("insee_cog_region", "update {t} set libelle = null", "libelle is filled"),
    ("insee_cog_region", "update {t} set reg = '9'", "reg is a region code"),
    ("insee_cog_region", "update {t} set cheflieu = 'Ajaccio'", "cheflieu is a commune code"),
    ("insee_cog_region", "insert into {t} select * from {t}", "reg is unique"),
    ("insee_population_reference", "update {t} set com = null", "com is filled"),
    ("insee_population_reference", "update {t} set pmun = null", "pmun is filled"),
    ("insee_population_reference", "update {t} set ptot = null", "ptot is filled"),
    ("insee_population_reference", "update {t} set pmun = -1", "pmun is at least 0"),
    ("insee_population_reference", "update {t} set pcap = -1", "pcap is at least 0"),
    ("insee_population_reference", "update {t} set ptot = -1", "ptot is at least 0"),
    ("insee_population_reference", "update {t} set com = '97105'", "tells one commune"),
    ("insee_population_reference", "update {t} set codcom = null", "tells one commune"),
    ("insee_population_melodi", "update {t} set geo = null", "geo is filled"),
    ("insee_population_melodi", "update {t} set geo_object = null", "geo_object is filled"),
    ("insee_population_melodi", "update {t} set popref_measure = null", "popref_measure is filled"),
    ("insee_population_melodi", "update {t} set time_period = null", "time_period is filled"),
    ("insee_population_melodi", "update {t} set time_period = '2023-Q1'", "time_period is a year"),
    ("insee_population_melodi", "update {t} set obs_value = -1", "obs_value is at least 0"),
    ("insee_population_melodi", "insert into {t} select * from {t}", "time_period is unique"),
    ("insee_population_melodi", "update {t} set geo = '2025-COM-89024'", "GEO of a commune"),
    ("insee_population_historique", "update {t} set geo = null", "geo is filled"),
    ("insee_population_historique", "update {t} set geo_object = null", "geo_object is filled"),
    ("insee_population_historique", "update {t} set popref_measure = null", "popref_measure is filled"),
    ("insee_population_historique", "update {t} set time_period = null", "time_period is filled"),
    ("insee_population_historique", "update {t} set time_period = '99'", "time_period is a year"),
    ("insee_population_historique", "update {t} set obs_value = -1", "obs_value is at least 0"),
    ("insee_population_historique", "insert into {t} select * from {t}", "time_period is unique"),
    ("insee_population_historique", "update {t} set geo = '1024'", "GEO of a commune"),
    ("dgcl_epci_composition", "update {t} set siren = null", "siren is filled"),
    ("dgcl_epci_composition", "update {t} set raison_sociale = null", "raison_sociale is filled"),
    ("dgcl_epci_composition", "update {t} set insee = null", "insee is filled"),
    ("dgcl_epci_composition", "update {t} set siren = '24890093'", "siren is a SIREN"),
    ("dgcl_epci_composition", "update {t} set insee = '1024'", "insee is a commune code"),
    ("dgcl_epci_composition", "update {t} set insee = '89024'", "insee is unique"),
    ("dgcl_epci_composition", "update {t} set pmun = -1", "pmun is at least 0"),
    ("dgcl_epci_composition", "update {t} set ptot = -1", "ptot is at least 0"),
    ("anct_acv_commune", "update {t} set insee_com = null", "insee_com is filled"),
    ("anct_acv_commune", "update {t} set id_acv = null", "id_acv is filled"),
    ("anct_acv_commune", "update {t} set insee_com = '1053'", "insee_com is a commune code"),
    ("anct_acv_commune", "update {t} set insee_com = '89024'", "insee_com is unique"),
    ("anct_pvd_commune", "update {t} set insee_com = null", "insee_com is filled"),
    ("anct_pvd_commune", "update {t} set id_pvd = null", "id_pvd is filled"),
    ("anct_pvd_commune", "update {t} set insee_com = '1053'", "insee_com is a commune code"),
    ("anct_pvd_commune", "insert into {t} select * from {t}", "insee_com is unique"),
    ("dgaln_ort_commune", "update {t} set code_commune = null", "code_commune is filled"),
    ("dgaln_ort_commune", "update {t} set code_commune = '1053'", "code_commune is a commune code"),
    ("dgaln_ort_commune", "update {t} set acv = 'oui'", "acv is one of"),
    ("dgaln_ort_commune", "update {t} set pvd = 'oui'", "pvd is one of"),
    ("sirene_etablissement", "delete from {t}", "the table has rows"),
    ("sirene_etablissement", "update {t} set siret = null", "siret is filled"),
    ("sirene_etablissement", "update {t} set siret = '3560000000004'", "siret is a SIRET"),
    ("sirene_etablissement", "update {t} set siren = '356000001'", "SIRET begins with SIREN"),
    ("sirene_etablissement", "update {t} set statut_diffusion = null", "statut_diffusion is filled"),
    ("sirene_etablissement", "update {t} set statut_diffusion = 'X'", "statut_diffusion is one of"),
    ("sirene_etablissement", "update {t} set etat_administratif = 'C'", "etat_administratif is one of"),
    ("sirene_etablissement", "update {t} set etat_administratif = null", "etat_administratif is filled for"),
    ("sirene_etablissement", "update {t} set nomenclature_activite = 'NAF2025'", "nomenclature_activite is"),
    ("sirene_etablissement", "update {t} set code_commune = '1024'", "code_commune is a commune code"),
    ("sirene_etablissement", "update {t} set siret = '35600000000048'", "siret is unique"),
    ("sirene_etablissement_historique", "delete from {t}", "the table has rows"),
    ("sirene_etablissement_historique", "update {t} set siret = null", "siret is filled"),
    ("sirene_etablissement_historique", "update {t} set siret = 'x'", "siret is a SIRET"),
    ("sirene_etablissement_historique", "update {t} set etat_administratif = 'C'", "administratif is one of"),
    (
        "sirene_etablissement_historique",
        "update {t} set etat_administratif = null",
        "administratif is filled",
    ),
    ("sirene_etablissement_historique", "update {t} set nomenclature_activite = 'NAF2025'", "nomenclature"),
    ("sirene_etablissement_historique", "insert into {t} select * from {t}", "date_debut is unique"),
]

BREAKS_MARTS: list[tuple[str, str, str]] = [
    (
        "dim_territory",
        "update {t} set territory_level = null where epci_code > ''",
        "territory_level is fill",
    ),
    ("dim_territory", "update {t} set territory_code = null where epci_code > ''", "territory_code is fill"),
    ("dim_territory", "update {t} set territory_name = null", "territory_name is filled"),
    ("dim_territory", "update {t} set is_in_scope = null", "is_in_scope is filled"),
    ("dim_territory", "update {t} set territory_level = 'canton'", "territory_level is one of"),
    ("dim_territory", "update {t} set population_band = 'big'", "population_band is one of"),
    ("dim_territory", "update {t} set population = -1", "population is at least 0"),
    ("dim_territory", "insert into {t} select * from {t}", "territory_level x territory_code is unique"),
    (
        "dim_territory",
        "update {t} set territory_code = '1024' where epci_code > ''",
        "codes of its own shape",
    ),
    ("dim_territory", "delete from {t} where territory_level = 'france'", "France is one row"),
    ("dim_territory", "update {t} set epci_code = '200000000' where epci_code > ''", "parents of a commune"),
    ("dim_indicator", "update {t} set indicator_code = null", "indicator_code is filled"),
    ("dim_indicator", "update {t} set indicator_code = 'population'", "a letter and two digits"),
    ("dim_indicator", "insert into {t} select * from {t}", "indicator_code is unique"),
    ("dim_indicator", "delete from {t}", "the table has at least 1"),
    ("fct_indicator_value", "update {t} set indicator_code = null", "indicator_code is filled"),
    ("fct_indicator_value", "update {t} set territory_level = null", "territory_level is filled"),
    ("fct_indicator_value", "update {t} set territory_code = null", "territory_code is filled"),
    ("fct_indicator_value", "update {t} set period = null", "period is filled"),
    ("fct_indicator_value", "update {t} set obs_status = null", "obs_status is filled"),
    ("fct_indicator_value", "update {t} set is_simulated = null", "is_simulated is filled"),
    ("fct_indicator_value", "update {t} set territory_level = 'canton'", "territory_level is one of"),
    ("fct_indicator_value", "update {t} set obs_status = 'Z'", "obs_status is one of"),
    ("fct_indicator_value", "update {t} set period = 20", "period is between"),
    ("fct_indicator_value", "update {t} set numerator = -1", "numerator is at least 0"),
    ("fct_indicator_value", "update {t} set denominator = -1", "denominator is at least 0"),
    ("fct_indicator_value", "insert into {t} select * from {t}", "period is unique"),
    ("fct_indicator_value", "update {t} set obs_status = 'A'", "a value is missing exactly when"),
    ("fct_indicator_value", "update {t} set obs_status = 'O'", "a value is missing exactly when"),
    ("fct_indicator_value", "update {t} set value = -1 where value is not null", "are not negative"),
    (
        "fct_indicator_value",
        "delete from {t} where indicator_code = 'C04' and territory_level = 'epci'",
        "has its row",
    ),
    (
        "fct_indicator_value",
        "update {t} set numerator = 1 where territory_level = 'region'",
        "sum of its reg",
    ),
    ("dim_source_vintage", "update {t} set source = null", "source is filled"),
    ("dim_source_vintage", "update {t} set resource = null", "resource is filled"),
    ("dim_source_vintage", "update {t} set raw_table = null", "raw_table is filled"),
    ("dim_source_vintage", "update {t} set vintage = null", "vintage is filled"),
    ("dim_source_vintage", "update {t} set url = null", "url is filled"),
    ("dim_source_vintage", "update {t} set is_simulated = null", "is_simulated is filled"),
    ("dim_source_vintage", "update {t} set sha256 = 'abc'", "sha256 is a SHA-256"),
    ("dim_source_vintage", "update {t} set rows = -1", "rows is at least 0"),
    ("dim_source_vintage", "insert into {t} select * from {t}", "vintage is unique"),
]


def make(db: psycopg.Connection, schema: str, table: str, columns: str, lines: list[tuple]) -> sql.Identifier:
    """Creates `schema.table` with `columns` (names parted by spaces) and these rows; returns its name."""
    names = columns.split()
    where = sql.Identifier(schema, table)
    typed = [sql.SQL("{} {}").format(sql.Identifier(one), sql.SQL(TYPES.get(one, "text"))) for one in names]
    db.execute(sql.SQL("drop table if exists {}").format(where))
    db.execute(sql.SQL("create table {} ({})").format(where, sql.SQL(", ").join(typed)))
    slots = sql.SQL(", ").join(sql.Placeholder() * len(names))
    with db.cursor() as cursor:
        cursor.executemany(sql.SQL("insert into {} values ({})").format(where, slots), lines)
    return where
