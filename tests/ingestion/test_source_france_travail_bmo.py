"""BMO: a workbook whose second sheet and basin columns carry the year, `*` for a secret."""

import openpyxl
import pytest

from ingestion.contract import meet
from ingestion.registry import find
from tests.ingestion import excerpts
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


def test_the_file_of_2026_has_committees_and_hyphens(mirror):
    hyphened = [
        name.replace(" ", "-").replace("_", "-").replace("BE24", "BE26") for name in HEADER.split(";")
    ]
    common = ["A0Z40", "Agriculteurs", "Z", "Autres métiers", 27, "BFC", "89", "Yonne", 2601, "AUXERRE"]
    rows = [
        [*hyphened[:11], "clpe", *hyphened[11:]],
        *([2026, *common, clpe, 30, "*", "*"] for clpe in ("89-1", "89-2")),
    ]
    file = RESOURCE.files[0]
    assert (file.vintage, file.url.rpartition("/")[2]) == ("2026", "228917c7-c22e-4766-835e-fcb923f29b3d")
    mirror.put(file.url, workbook(**{"Description": [["annee"]], "BMO-2026-open-data": rows}))
    assert excerpts.promised(mirror, "france_travail_bmo", "bassin")["rows"] == 2
    query = "select annee, clpe, met, xmet from raw.france_travail_bmo order by clpe"
    assert mirror.db.execute(query).fetchall() == [("2026", "89-1", "30", "*"), ("2026", "89-2", "30", "*")]
    assert mirror.last().unknown_columns == []


@pytest.mark.shared
def test_real_plans_of_2024(mirror, shared):
    path = excerpts.excerpt(shared, "Base_open_data_BMO_2024.xlsx")
    url = next(file.url for file in RESOURCE.files if file.vintage == "2024")
    assert excerpts.load(mirror, "france_travail_bmo", "bassin", url, path.read_bytes())["rows"] == 309
    header, *rows = openpyxl.load_workbook(path, read_only=True)["BMO_2024_open_data"].iter_rows(
        values_only=True
    )
    secrets = [sum(row[header.index(name)] == "*" for row in rows) for name in ("met", "xmet", "smet")]
    plans = sum(int(row[header.index("met")]) for row in rows if row[header.index("met")] != "*")
    query = """select count(*) filter (where met = '*'), count(*) filter (where xmet = '*'), count(*) filter (where smet = '*'),
                      sum(met::integer) filter (where met <> '*') from raw.france_travail_bmo"""
    assert mirror.db.execute(query).fetchone() == (*secrets, plans)
