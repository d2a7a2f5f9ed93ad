"""Sitadel, LOVAC, DVF: headers as published, secrecy, case, gzip by department."""

import gzip

import pytest

from ingestion import errors
from ingestion.contract import meet
from ingestion.locate import locate
from ingestion.registry import find
from ingestion.web import session
from tests.ingestion.conftest import Mirror

LOCAUX = find("sdes_sitadel", "locaux")[1]
LOVAC = find("lovac", "commune")[1]
DVF = find("dvf", "ligne")[1]
_SURFACES = ";".join(
    f"SURF_{use}_{state}"
    for use in ("HAB", "LOC", "HEB", "BUR", "COM", "ART", "IND", "AGR", "ENT", "PUB")
    for state in ("AVANT", "CREEE", "ISSUE_TRANSFO", "DEMOLIE", "TRANSFORMEE")
)
PERMITS_2022 = (
    "REG;DEP;COMM;Type_DAU;Num_DAU;Etat_DAU;DATE_REELLE_AUTORISATION;DATE_REELLE_DOC;"
    "DATE_REELLE_DAACT;DPC_AUT;DPC_DOC;DPC_DERN;APE_DEM;CJ_DEM;DENOM_DEM;SIREN_DEM;SIRET_DEM;"
    "CODPOST_DEM;LOCALITE_DEM;REC_ARCHI;ADR_NUM_TER;ADR_TYPEVOIE_TER;ADR_LIBVOIE_TER;ADR_LIEUDIT_TER;"
    "ADR_LOCALITE_TER;ADR_CODPOST_TER;sec_cadastre1;num_cadastre1;sec_cadastre2;num_cadastre2;"
    "sec_cadastre3;num_cadastre3;SUPERFICIE_TERRAIN;ZONE_OP;NATURE_PROJET;I_EXTENSION;I_SURELEVATION;"
    "I_NIVSUPP;NB_NIV_MAX;NB_CHAMBRES;"
)
PERMITS_2026 = (
    "REG_CODE;DEP_CODE;COMM;TYPE_DAU;NUM_DAU;ETAT_DAU;DATE_REELLE_AUTORISATION;DATE_REELLE_DOC;"
    "DATE_REELLE_DAACT;AN_DEPOT;APE_DEM;CJ_DEM;DENOM_DEM;SIREN_DEM;SIRET_DEM;ADR_NUM_TER;"
    "ADR_LIBVOIE_TER;SEC_CADASTRE1;NUM_CADASTRE1;SUPERFICIE_TERRAIN;ZONE_OP;NATURE_PROJET_DECLAREE;"
    "NATURE_PROJET_COMPLETEE;DESTINATION_PRINCIPALE;I_EXTENSION;I_SURELEVATION;"
)
VACANCY_2025 = (
    "CODGEO_25;LIBGEO_25;pp_vacant_25;pp_vacant_plus_2ans_25;pp_total_24;pp_vacant_24;pp_vacant_plus_2ans_24"
)
SALES = (
    "id_mutation,date_mutation,numero_disposition,nature_mutation,valeur_fonciere,adresse_numero,adresse_suffixe,"
    "adresse_nom_voie,adresse_code_voie,code_postal,code_commune,nom_commune,code_departement,ancien_code_commune,"
    "ancien_nom_commune,id_parcelle,ancien_id_parcelle,numero_volume,lot1_numero,lot1_surface_carrez,lot2_numero,"
    "lot2_surface_carrez,lot3_numero,lot3_surface_carrez,lot4_numero,lot4_surface_carrez,lot5_numero,"
    "lot5_surface_carrez,nombre_lots,code_type_local,type_local,surface_reelle_bati,nombre_pieces_principales,"
    "code_nature_culture,nature_culture,code_nature_culture_speciale,nature_culture_speciale,surface_terrain,"
    "longitude,latitude"
)


def permits(published: str) -> list[str]:
    """Columns of a file of permits: those before the surfaces, the surfaces, the last one."""
    return f"{published}{_SURFACES};TYPE_SERVICE_PUBLIC".split(";")


def table(names: list[str], *rows: dict[str, str], separator: str = ";") -> str:
    """A file with these columns; cells not told are empty."""
    return (
        "\n".join([separator.join(names), *(separator.join(r.get(n, "") for n in names) for r in rows)])
        + "\n"
    )


def dated(mirror: Mirror, url: str, day: str) -> None:
    (mirror.folder / "manifest.csv").write_text(f"url,last_modified\n{url.partition('?')[0]},{day}\n")


@pytest.mark.parametrize("names", [permits(PERMITS_2022), permits(PERMITS_2026)])
def test_no_column_of_permits_is_unknown(names: list[str]):
    assert meet(LOCAUX, names, "locaux.csv").unknown == ()


def test_applicants_are_not_loaded():
    assert not [c.header for c in LOCAUX.columns if c.header.startswith(("DENOM", "SIRE", "ADR"))]


def test_permits_in_both_cases_and_encodings(mirror: Mirror):
    url = LOCAUX.files[0].url
    permit = {
        "COMM": "01267",
        "SURF_COM_CREEE": "120",
        "SURF_COM_DEMOLIE": "-3",
        "DATE_REELLE_AUTORISATION": "2022-08-14",
    }
    old = permit | {
        "DEP": "01",
        "Num_DAU": "00126722H0003",
        "Type_DAU": "PC",
        "DENOM_DEM": "Société générale",
    }
    dated(mirror, url, "2022-10-03")
    mirror.put(url, table(permits(PERMITS_2022), old).encode("latin-1"))
    mirror.walk("sdes_sitadel", "locaux")
    new = permit | {
        "DEP_CODE": "01",
        "NUM_DAU": "00126722H0003",
        "TYPE_DAU": "PC",
        "DESTINATION_PRINCIPALE": "4",
    }
    dated(mirror, url, "2026-10-02")
    mirror.put(
        url,
        table(
            [f'"{n}"' for n in permits(PERMITS_2026)], {f'"{k}"': f'"{v}"' for k, v in new.items()}
        ).encode(),
    )
    mirror.walk("sdes_sitadel", "locaux")
    query = "select vintage, dep_code, comm, num_dau, surf_com_creee, surf_com_demolie from raw.sdes_sitadel_locaux order by 1"
    same = ("01", "01267", "00126722H0003", 120, -3)
    assert mirror.db.execute(query).fetchall() == [("2022-09", *same), ("2026-09", *same)]


def test_a_permit_whose_surface_is_no_number_is_rejected(mirror: Mirror):
    url = LOCAUX.files[0].url
    rows = [
        {"COMM": "01267", "NUM_DAU": str(n), "TYPE_DAU": "PC", "SURF_COM_CREEE": "12,5"} for n in range(200)
    ]
    rows[7]["SURF_COM_CREEE"] = "cent"
    dated(mirror, url, "2026-10-02")
    mirror.put(url, table(permits(PERMITS_2026), *rows).encode())
    mirror.walk("sdes_sitadel", "locaux")
    last = mirror.last()
    assert (last.rows_read, last.rows_loaded, last.rows_rejected) == (200, 199, 1)


def test_vacancy_keeps_its_secrets_and_years(mirror: Mirror):
    url = LOVAC.files[0].url
    body = table(
        VACANCY_2025.split(";"),
        {
            "CODGEO_25": "01004",
            "LIBGEO_25": "Ambérieu",
            "pp_vacant_25": "1\u00a0234",
            "pp_total_24": "7 900",
            "pp_vacant_plus_2ans_25": "s",
            "pp_vacant_24": "1 201",
        },
        {
            "CODGEO_25": "1002",
            "LIBGEO_25": "L'Abergement",
            "pp_vacant_25": "s",
            "pp_vacant_plus_2ans_25": "s",
        },
    )
    dated(mirror, url, "2025-06-20")
    mirror.put(url, body.encode("latin-1"))
    mirror.walk("lovac", "commune")
    query = (
        "select codgeo, annee, pp_vacant, pp_vacant_plus_2ans, pp_total from raw.lovac_commune order by 1, 2"
    )
    assert mirror.db.execute(query).fetchall() == [
        ("01002", 2025, "s", "s", None),
        ("01004", 2024, "1 201", None, "7 900"),
        ("01004", 2025, "1\u00a0234", "s", None),
    ]
    assert (mirror.last().vintage, mirror.last().unknown_columns) == ("2025", [])


def test_a_renamed_total_is_the_same_column():
    names = ["CODGEO_26", "pp_vacant_26", "pp_vacant_plus_2ans_26", "ff_pp_total_25"]
    found = {one.header: one.column.name for one in meet(LOVAC, names, "lovac.csv").found}
    assert found["ff_pp_total_25"] == "pp_total"


def test_synthetic_vacancy(mirror: Mirror, shared):
    url = LOVAC.files[0].url
    dated(mirror, url, "2025-06-20")
    mirror.put(url, (shared / "real/reference/fixture_lovac_sample_latin1.csv").read_bytes())
    mirror.walk("lovac", "commune")
    assert (mirror.last().rows_loaded, mirror.last().unknown_columns) == (5, [])


def dvf_url(year: int, code: str) -> str:
    return f"https://files.data.gouv.fr/geo-dvf/latest/csv/{year}/departements/{code}.csv.gz"


def test_no_column_of_sales_is_unknown():
    assert len(SALES.split(",")) == 40
    assert meet(DVF, SALES.split(","), "89.csv").unknown == ()


def test_sales_of_two_departments(mirror: Mirror):
    sale = {
        "id_mutation": "2024-1",
        "date_mutation": "2024-02-03",
        "valeur_fonciere": "100000.5",
        "code_commune": "89024",
        "id_parcelle": "89024000AB0001",
        "code_type_local": "4",
        "longitude": "3.57",
    }
    for year, code in ((2024, "89"), (2020, "2A")):
        mirror.put(
            dvf_url(year, code), gzip.compress(table(SALES.split(","), sale, sale, separator=",").encode())
        )
    mirror.walk("dvf", "ligne")
    query = (
        "select vintage, count(*), max(valeur_fonciere) from raw.dvf_ligne group by vintage order by vintage"
    )
    assert mirror.db.execute(query).fetchall() == [("2020-2A", 2, 100000.5), ("2024-89", 2, 100000.5)]


def test_a_small_department_after_a_large_one_is_no_file_cut_short(mirror: Mirror):
    sale = {"id_mutation": "2024-1", "date_mutation": "2024-02-03", "code_commune": "89024"}
    for code, rows in (("59", 300), ("89", 3)):
        mirror.put(
            dvf_url(2024, code),
            gzip.compress(table(SALES.split(","), *[sale] * rows, separator=",").encode()),
        )
    assert len(mirror.walk("dvf", "ligne")) == 2


def test_a_department_cut_short(mirror: Mirror):
    body = gzip.compress(
        table(SALES.split(","), *[{"id_mutation": str(n)} for n in range(9999)], separator=",").encode()
    )
    mirror.put(dvf_url(2024, "89"), body[:-30])
    with pytest.raises(errors.Incomplete, match="cut short"):
        mirror.walk("dvf", "ligne")


def test_a_year_whole_or_by_department(tmp_path):
    folder = tmp_path / "files.data.gouv.fr/geo-dvf/latest/csv/2019"
    (folder / "departements").mkdir(parents=True)
    (folder / "departements/89.csv.gz").write_bytes(b"x")
    (folder / "full.csv.gz").write_bytes(b"x")
    found = locate(find("dvf", "ligne")[0], DVF, session(str(tmp_path)), {})
    assert [file.vintage for file in found] == ["2025", "2024", "2023", "2022", "2021", "2019-89", "2019"]


def test_a_department_without_sales(mirror: Mirror):
    mirror.put(dvf_url(2024, "04"), gzip.compress(f"{SALES}\n".encode()))
    assert len(mirror.walk("dvf", "ligne")) == 1
