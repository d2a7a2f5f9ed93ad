"""BMO: a workbook whose second sheet and basin columns carry the year, `*` for a secret."""

import pytest

from ingestion.contract import meet
from ingestion.registry import find
from tests.ingestion.workbooks import workbook

HEADER = "annee;Code métier BMO;Nom métier BMO;Famille_met;Lbl_fam_met;REG;NOM_REG;Dept;NomDept;BE24;NOMBE24;met;xmet;smet"
RESOURCE = find("france_travail_bmo", "bassin")[1]


@pytest.mark.parametrize("year", ["24", "25"])
def test_the_published_header_is_the_declared_one(year):
    contract = meet(RESOURCE, HEADER.replace("BE24", f"BE{year}").split(";"), "x")
    assert (contract.unknown, len(contract.found)) == ((), 14)


def test_the_header_kept_beside_the_project(shared):
    line = (shared / "sources" / "headers" / "bmo_2024.header.csv").read_text("utf-8-sig")
    assert line.strip() == HEADER


def test_secrets_stay_secrets(mirror):
    common = ["A0Z40", "Agriculteurs", "Z", "Autres métiers", 27, "BFC", "89", "Yonne", 2601, "AUXERRE"]
    rows = [HEADER.split(";"), [2024, *common, 30, "*", "*"], [2024, "X", *common[1:], "*", "*", "*"]]
    url = next(file.url for file in RESOURCE.files if file.vintage == "2024")
    mirror.put(url, workbook(Description_des_variables=[["annee"]], BMO_2024_open_data=rows))
    (published,) = mirror.walk("france_travail_bmo", "bassin")
    assert (published["vintage"], published["rows"]) == ("2024", 2)
    query = "select annee, reg, be, met, xmet from raw.france_travail_bmo order by code_metier"
    assert mirror.db.execute(query).fetchall() == [
        ("2024", "27", "2601", "30", "*"),
        ("2024", "27", "2601", "*", "*"),
    ]
