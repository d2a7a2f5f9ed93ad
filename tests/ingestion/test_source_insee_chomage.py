"""Localised unemployment: a workbook whose name and columns change every quarter; zones of communes."""

import shutil

import pytest

from ingestion.locate import locate
from ingestion.registry import find
from ingestion.web import session
from tests.ingestion.conftest import zipped
from tests.ingestion.workbooks import workbook

PATH = "www.insee.fr/fr/statistiques/fichier/1893230/chomage-zone-t1-2003-t2-2022.xlsx"
CODES = ["ZE2020", "LIBZE2020", "REG", "LIBREG", "2003-T1", "2025-T4"]
LABELS = [
    "Code de la zone d'emploi 2020",
    "Libellé",
    "Code région 2016",
    "Libellé région",
    "1er trimestre 2003",
]
ZONES = ["CODGEO", "LIBGEO", "DEP", "REG", "EPCI", "NATURE_EPCI", "ARR", "CV", "ZE2020", "UU2020", "TUU2017",
         "TDUU2017", "AAV2020", "TAAV2017", "TDAAV2017", "CATEAAV2020", "BV2022"]  # fmt: skip


@pytest.mark.parametrize("above", [0, 4, 9])
def test_quarters_become_rows_wherever_the_header_is(mirror, above):
    rows = [
        ["0051", "Alençon", "00", "INTERRÉGIONAL ", 7.0, 6.8],
        ["0101", "Basse-Terre", "01", "X", None, 17.2],
    ]
    sheet = [["Taux de chômage"]] + [[None]] * above + [LABELS, CODES, *rows]
    url = find("insee_chomage", "zone")[1].files[0].url
    mirror.put(url, workbook(Documentation=[["Champ"]], txcho_ze=sheet))
    (published,) = mirror.walk("insee_chomage", "zone")
    assert (published["vintage"], published["rows"]) == ("2025-T4", 2)
    query = "select ze, reg, trimestre, taux from raw.insee_chomage_zone order by 1, 3"
    assert mirror.db.execute(query).fetchall() == [
        ("0051", "00", "2003-T1", "7"),
        ("0051", "00", "2025-T4", "6.8"),
        ("0101", "01", "2025-T4", "17.2"),
    ]


def test_the_quarter_is_read_from_the_name(tmp_path):
    path = tmp_path / PATH.replace("t2-2022", "t3-2031")
    path.parent.mkdir(parents=True)
    path.write_text("x")
    source, resource = find("insee_chomage", "zone")
    assert locate(source, resource, session(str(tmp_path)), {})[0].vintage == "2031-T3"


def test_zones_of_communes_in_a_workbook_in_a_zip(mirror):
    commune = ["89024", "Auxerre", "89", "27", "200067114", "CA", "891", "8999", "2701", "89701", "5", "54",
               "092", "3", "33", "11", "89024"]  # fmt: skip
    book = workbook(COM=[["titre"]] * 4 + [["libellés"], ZONES, commune], ARM=[["CODGEO"], ["75101"]])
    mirror.put(
        find("insee_chomage", "commune")[1].files[1].url,
        zipped("table-appartenance-geo-communes-2025.xlsx", book),
    )
    (published,) = mirror.walk("insee_chomage", "commune")
    assert published["vintage"] == "2025"
    query = "select codgeo, ze, uu, aav, cateaav, taav, tdaav, bv from raw.insee_zone_emploi_commune"
    assert mirror.db.execute(query).fetchall() == [
        ("89024", "2701", "89701", "092", "11", "3", "33", "89024")
    ]
    assert mirror.last().unknown_columns == []


def test_the_real_workbook_holds_302_zones(mirror, shared):
    real = shared / "real" / "mirror" / PATH
    if not real.exists():
        pytest.skip("the real workbook is not there")
    target = mirror.folder / PATH
    target.parent.mkdir(parents=True)
    shutil.copy(real, target)
    (published,) = mirror.walk("insee_chomage", "zone")
    assert (published["vintage"], published["rejected"]) == ("2022-T2", 0)
    query = """select count(distinct ze), count(distinct trimestre), count(*) filter (where taux !~ '^[0-9.]+$'),
                      count(distinct ze) filter (where reg = '00'), min(trimestre), max(trimestre)
               from raw.insee_chomage_zone"""
    assert mirror.db.execute(query).fetchone() == (302, 78, 0, 14, "2003-T1", "2022-T2")
