"""FLORES: Melodi files of five and seventeen sectors."""

import pytest

from ingestion import errors
from ingestion.contract import meet
from ingestion.declaration import File
from ingestion.locate import locate
from ingestion.registry import find
from ingestion.web import session
from tests.ingestion import excerpts
from tests.ingestion.melodi_files import address, assert_melodi, melodi_zip

HEADER = "GEO;GEO_OBJECT;ACTIVITY;NUMBER_EMPL;LEGAL_FORM_WITH_PUBLIC;FLORES_MEASURE;OBS_STATUS;TIME_PERIOD;OBS_VALUE"
ROWS = (
    "89024;COM;_T;_T;1T9X7;EMPL3112;A;2023;22310",
    "89024;COM;GU;_T;1T9X7;EMPL3112;A;2023;11250",
    "2026-COM-2A004;COM;_T;_T;1T9X7;UNIT_LOC;W;2023;",
)


@pytest.mark.parametrize("resource", ["a5", "a17"])
def test_the_published_header_is_the_declared_one(resource):
    assert meet(find("insee_flores", resource)[1], HEADER.split(";"), "x").unknown == ()


def test_the_header_kept_beside_the_project(shared):
    line = (shared / "sources" / "headers" / "DS_FLORES_A17_data.header.csv").read_text("utf-8-sig")
    assert line.strip().replace('"', "") == HEADER


def test_figures_and_their_marks_are_read(mirror):
    mirror.put(address("insee_flores", "a5", "2023"), melodi_zip("DS_FLORES_A5", HEADER, *ROWS))
    (published,) = mirror.walk("insee_flores", "a5")
    assert (published["vintage"], published["rows"], published["rejected"]) == ("2023", 3, 0)
    query = "select geo, activity, obs_status, obs_value from raw.insee_flores_a5 order by obs_value"
    assert mirror.db.execute(query).fetchall() == [
        ("89024", "GU", "A", "11250"),
        ("89024", "_T", "A", "22310"),
        ("2026-COM-2A004", "_T", "W", None),
    ]


def test_a_melodi_file_whose_column_order_moved(mirror):
    moved = "OBS_VALUE;TIME_PERIOD;FREQ;ACTIVITY;GEO_OBJECT;FLORES_MEASURE;LEGAL_FORM_WITH_PUBLIC;GEO"
    row = "22310;2023;A;_T;COM;EMPL3112;1T9X7;89024"
    mirror.put(address("insee_flores", "a17", "2023"), melodi_zip("DS_FLORES_A17", moved, row))
    mirror.walk("insee_flores", "a17")
    query = "select geo, activity, number_empl, obs_value from raw.insee_flores_a17"
    assert mirror.db.execute(query).fetchall() == [("89024", "_T", None, "22310")]
    assert mirror.last().unknown_columns == []


def test_a_dimension_that_disappears_stops_the_load(mirror):
    header = HEADER.replace("LEGAL_FORM_WITH_PUBLIC", "LEGAL_FORM")
    mirror.put(address("insee_flores", "a5", "2023"), melodi_zip("DS_FLORES_A5", header, *ROWS))
    with pytest.raises(errors.HeaderMismatch, match="LEGAL_FORM_WITH_PUBLIC"):
        mirror.walk("insee_flores", "a5")


def test_the_next_vintage_is_found_in_a_mirror(tmp_path):
    source, resource = find("insee_flores", "a17")
    url = address("insee_flores", "a17", "2023").replace("2023", "2031")
    path = tmp_path / url.removeprefix("https://")
    path.parent.mkdir(parents=True)
    path.write_text("x")
    assert locate(source, resource, session(str(tmp_path)), {})[0] == File(
        url, resource.files[0].format, "2031"
    )


@pytest.mark.shared
def test_real_figures_of_2024(mirror, shared):
    body = excerpts.excerpt(shared, "DS_FLORES_A5_2024_CSV_FR").read_bytes()
    assert assert_melodi(mirror, "insee_flores", "a5", "2024", body) == 1_254
    query = """select flores_measure, obs_value::bigint from raw.insee_flores_a5
               where geo_object = 'FRANCE' and geo = 'F' and activity = '_T' and number_empl = '_T' order by 1"""
    assert mirror.db.execute(query).fetchall() == [("EMPL3112", 26_604_745), ("UNIT_LOC", 2_411_570)]
