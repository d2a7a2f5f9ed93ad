"""Action Cœur de Ville, Petites Villes de Demain, ORT, and the programmes of each commune."""

import pytest

from ingestion.contract import meet
from ingestion.registry import find
from tests.ingestion.conftest import Mirror
from tests.ingestion.real_files import assert_every_row, load

PROGRAMMES = find("programmes", "croisement")[1]
PROGRAMMES_2023 = (
    "insee_com,lib_com,id_pvd,id_ti,id_crte,id_acv,id_ami,id_fabp,id_amm,id_habinclus,id_cite,id_cde,id_fs,id_acv2,"
    "id_va,id_site"
)
REAL_ROWS = {
    "acv": {"2025-07-04": 245, "2024-02-05": 240},
    "pvd": {"2026-04-27": 1_646},
    "ort": {"2024-10-15": 2_290},
}


def test_programmes_of_each_commune(mirror: Mirror):
    assert meet(PROGRAMMES, PROGRAMMES_2023.split(","), "ngeo-anct-cog2023.csv").unknown == ()
    header = '"' + PROGRAMMES_2023.replace(",", '","') + '"'
    row = '"89024","Auxerre",,"ti-012","crte-27-89-1","ACV019"' + "," * 10
    for year, folder in (("2025", "20250924-164108"), ("2023", "20230601-100000")):
        url = PROGRAMMES.files[0].url.replace("20250924-164108", folder).replace("cog2025", f"cog{year}")
        mirror.put(url, f"{header}\r\n{row}\r\n".encode())
    mirror.walk("programmes", "croisement")
    query = "select vintage, insee_com, id_ti, id_pvd from raw.anct_commune_programme order by vintage"
    assert mirror.db.execute(query).fetchall() == [
        (year, "89024", "ti-012", None) for year in ("2023", "2025")
    ]


def test_the_list_of_small_towns_lies_under_the_publisher_s_folder():
    (file,) = find("programmes", "pvd")[1].files
    assert "/resources/programme-petites-villes-de-demain/" in file.url


@pytest.mark.shared
@pytest.mark.parametrize("resource", REAL_ROWS)
def test_every_row_of_a_real_file_is_loaded(resource, shared, warehouse_settings, db):
    loaded = load("programmes", resource, warehouse_settings, shared)
    assert_every_row(loaded, REAL_ROWS[resource], db)
