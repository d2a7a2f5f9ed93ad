"""SIDE: stocks and creations, Melodi files that hold every year."""

import pytest

from ingestion.registry import find
from tests.ingestion import excerpts
from tests.ingestion.melodi_files import address, assert_melodi, melodi_zip

HEADER = "GEO;GEO_OBJECT;SIDE_MEASURE;ACTIVITY;LEGAL_FORM;FREQ;TIME_PERIOD;OBS_STATUS;OBS_VALUE"
ROWS = ("89024;COM;UNIT_LOC;_T;_T;A;2023;A;3120", "89024;COM;UNIT_LOC;GI;_T;A;2022;A;1234")


@pytest.mark.parametrize("resource", ["stock", "creation", "creation_unite_legale"])
def test_a_yearly_file_holds_every_year(mirror, resource):
    year = find("insee_side", resource)[1].files[0].vintage
    mirror.put(address("insee_side", resource, year), melodi_zip("DS_SIDE", HEADER, *ROWS, year=year))
    (published,) = mirror.walk("insee_side", resource)
    assert (published["vintage"], published["rows"]) == (year, 2)
    assert mirror.last().unknown_columns == []


def test_the_series_is_read_where_no_yearly_file_is(mirror):
    resource = find("insee_side", "stock")[1]
    url = resource.fallbacks[0].url
    mirror.put(url, melodi_zip("DS_SIDE", HEADER, *ROWS))
    (mirror.folder / "manifest.csv").write_text(f"url,last_modified\n{url},2026-07-02\n")
    (published,) = mirror.walk("insee_side", "stock")
    assert (published["vintage"], published["rows"]) == ("2026-07-02", 2)


def test_a_file_of_the_same_vintage_published_again_is_a_revision(mirror):
    url = address("insee_side", "stock", "2023")
    mirror.put(url, melodi_zip("DS_SIDE", HEADER, *ROWS))
    mirror.walk("insee_side", "stock")
    mirror.put(url, melodi_zip("DS_SIDE", HEADER, ROWS[0].replace("3120", "3121"), ROWS[1]))
    mirror.walk("insee_side", "stock")
    query = "select vintage, obs_value from raw.insee_side_stock where activity = '_T'"
    assert mirror.db.execute(query).fetchall() == [("2023", "3121")]


def test_the_stock_is_published_by_year():
    assert address("insee_side", "stock", "2024").endswith(
        "/DS_SIDE_STOCKS_COM/DS_SIDE_STOCKS_COM_2024_CSV_FR"
    )


@pytest.mark.shared
def test_real_creations_of_legal_units(mirror, shared):
    body = excerpts.excerpt(shared, "DS_SIDE_CREA_ENT_COM_2025_CSV_FR").read_bytes()
    assert assert_melodi(mirror, "insee_side", "creation_unite_legale", "2025", body) == 126
    query = """select time_period, obs_value::integer from raw.insee_side_creation_unite_legale
               where geo = 'F' and activity = '_T' and legal_form = '_T' order by 1"""
    assert mirror.db.execute(query).fetchall() == [
        ("2023", 1_051_476),
        ("2024", 1_111_238),
        ("2025", 1_165_795),
    ]
