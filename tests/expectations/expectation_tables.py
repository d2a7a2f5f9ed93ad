"""Small good tables for every suite."""

import expectation_sources
import psycopg
from psycopg import sql

TYPES = expectation_sources.TYPES | {
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
    "indicator_code territory_level territory_code zone period value numerator denominator obs_status conf_status "
    "coverage:float8 ci_low:float8 ci_high:float8 is_break:boolean is_provisional:boolean is_simulated"
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
    "insee_cog_arrondissement": ("arr dep", [("011", "01"), ("2A1", "2A")]),
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
    **expectation_sources.GOOD,
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
    "dim_indicator": ("indicator_code scope", [("X01", "commune"), ("C04", "commune")]),
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
                (
                    "X01",
                    level,
                    code,
                    "all",
                    2023,
                    35097,
                    35097,
                    None,
                    "A",
                    "F",
                    1,
                    None,
                    None,
                    False,
                    False,
                    True,
                ),
                (
                    "C04",
                    level,
                    code,
                    "all",
                    2023,
                    None,
                    None,
                    None,
                    "O",
                    "F",
                    None,
                    None,
                    None,
                    False,
                    False,
                    True,
                ),
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
    **expectation_sources.GOOD_MARTS,
}


def make(db: psycopg.Connection, schema: str, table: str, columns: str, lines: list[tuple]) -> sql.Identifier:
    """Creates `schema.table` with `columns` (names parted by spaces, `name:type` or the usual one) and these rows; returns its name."""
    names = [one.partition(":") for one in columns.split()]
    where = sql.Identifier(schema, table)
    typed = [
        sql.SQL("{} {}").format(sql.Identifier(one), sql.SQL(told or TYPES.get(one, "text")))
        for one, _, told in names
    ]
    db.execute(sql.SQL("drop table if exists {}").format(where))
    db.execute(sql.SQL("create table {} ({})").format(where, sql.SQL(", ").join(typed)))
    slots = sql.SQL(", ").join(sql.Placeholder() * len(names))
    with db.cursor() as cursor:
        cursor.executemany(sql.SQL("insert into {} values ({})").format(where, slots), lines)
    return where
