"""Code officiel géographique: headers, quoted or not; the next year's address; the real files."""

import pytest

from ingestion.contract import meet
from ingestion.locate import locate
from ingestion.registry import find
from ingestion.web import session
from tests.ingestion.real_files import assert_every_row, load

HEADERS = {
    "commune": "TYPECOM,COM,REG,DEP,CTCD,ARR,TNCC,NCC,NCCENR,LIBELLE,CAN,COMPARENT",
    "mouvement": "MOD,DATE_EFF,TYPECOM_AV,COM_AV,TNCC_AV,NCC_AV,NCCENR_AV,LIBELLE_AV,TYPECOM_AP,COM_AP,TNCC_AP,NCC_AP,"
    "NCCENR_AP,LIBELLE_AP",
    "arrondissement": "ARR,DEP,REG,CHEFLIEU,TNCC,NCC,NCCENR,LIBELLE",
    "departement": "DEP,REG,CHEFLIEU,TNCC,NCC,NCCENR,LIBELLE",
    "region": "REG,CHEFLIEU,TNCC,NCC,NCCENR,LIBELLE",
}
REAL_ROWS = {
    "commune": {"2026": 37_496, "2025": 37_548, "2023": 37_563},
    "mouvement": {"2026": 13_734},
    "arrondissement": {"2026": 333},
    "departement": {"2026": 101},
    "region": {"2026": 18},
}


@pytest.mark.parametrize("name", HEADERS)
def test_the_published_header_holds_no_unknown_column(name):
    assert meet(find("insee_cog", name)[1], HEADERS[name].split(","), "file").unknown == ()


@pytest.mark.parametrize("quote", ["", '"'])
def test_a_copy_in_quotes_is_the_same(mirror, quote):
    regions = [f"{code},69123,1,REGION {code},Région {code},Région {code}" for code in range(11, 29)]
    rows = [HEADERS["region"], *regions]
    text = "\r\n".join(",".join(f"{quote}{cell}{quote}" for cell in row.split(",")) for row in rows)
    mirror.put(find("insee_cog", "region")[1].files[0].url, f"{text}\r\n".encode())
    mirror.walk("insee_cog", "region")
    query = "select reg, cheflieu, libelle, vintage from raw.insee_cog_region where reg = '28'"
    assert mirror.db.execute(query).fetchall() == [("28", "69123", "Région 28", "2026")]
    assert mirror.count("insee_cog_region") == 18


def test_vintages_are_found_by_pattern_in_a_mirror(tmp_path):
    declared, resource = find("insee_cog", "commune")
    path = tmp_path / "www.insee.fr/fr/statistiques/fichier/9999999/v_commune_2027.csv"
    path.parent.mkdir(parents=True)
    path.write_text("x")
    files = locate(declared, resource, session(str(tmp_path)), {})
    assert (files[0].vintage, files[0].url) == ("2027", f"https://{path.relative_to(tmp_path)}")


@pytest.mark.shared
@pytest.mark.parametrize("resource", REAL_ROWS)
def test_every_row_of_a_real_file_is_loaded(resource, shared, warehouse_settings, db):
    loaded = load("insee_cog", resource, warehouse_settings, shared)
    assert_every_row(loaded, REAL_ROWS[resource], db)
