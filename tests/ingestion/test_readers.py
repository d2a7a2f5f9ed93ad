"""Readers and shapes on files made here: wide, zipped, gzipped, hostile."""

import gzip
import io
import json
import zipfile
from dataclasses import replace

import pytest

from ingestion.contract import meet
from ingestion.declaration import Column, Csv, GeoJson, Kind, Resource, Workbook
from ingestion.errors import Incomplete, NotTheFile, TooLarge, Unreadable
from ingestion.readers import open_reader
from ingestion.shape import Shape
from tests.ingestion.conftest import zipped

WIDE = Resource(
    name="wide",
    raw_table="wide",
    title="Wide",
    columns=(
        Column("code", "code", Kind.CODE_COMMUNE),
        Column("annee", "group:annee", Kind.YEAR),
        Column("sites", r"re:sites_(?P<annee>\d{4})"),
        Column("jobs", r"re:jobs_(?P<annee>\d{4})", where=lambda m: int(m["annee"]) < 2030),
    ),
    key=("code",),
    files=(),
)


def read(path, file_format, names=None):
    reader = open_reader(path, file_format)
    return [row for batch in reader.batches(names or reader.header) for row in batch.to_pylist()]


def test_wide_files_become_long(tmp_path):
    path = tmp_path / "wide.csv"
    path.write_text("code;sites_2020;jobs_2020;sites_2021;jobs_2031\n01001;1;10;;9\n01002;;;4;9\n")
    reader = open_reader(path, Csv())
    contract = meet(WIDE, reader.header, path.name)
    batch = next(reader.batches(contract.headers))
    shape = Shape.of(contract)
    assert shape.names == ["code", "annee", "sites", "jobs"]
    assert [tuple(row.values()) for part in shape.parts(batch) for row in part.to_pylist()] == [
        ("01001", "2020", "1", "10"),
        ("01002", "2021", "4", None),
    ]
    assert contract.unknown == ("jobs_2031",)


def test_a_family_of_headers_is_left_out():
    resource = replace(WIDE, ignored=(r"re:jobs_20[3-9]\d", "Name"))
    contract = meet(resource, ["code", "sites_2020", "jobs_2020", "jobs_2031", "NAME ", "other"], "wide.csv")
    assert contract.unknown == ("other",)


def test_gzipped_csv(tmp_path):
    path = tmp_path / "dvf.csv.gz"
    path.write_bytes(gzip.compress(b"a,b\n1,2\n"))
    assert read(path, Csv()) == [{"a": "1", "b": "2"}]


def test_a_gzip_cut_short(tmp_path):
    path = tmp_path / "dvf.csv.gz"
    path.write_bytes(gzip.compress(b"a,b\n" + b"1,2\n" * 50_000)[:-20])
    with pytest.raises(Incomplete, match="cut short"):
        read(path, Csv())


@pytest.mark.parametrize("name", ["../../etc/cron.d/x.csv", "/etc/x.csv"])
def test_a_zip_that_climbs_out(tmp_path, name):
    path = tmp_path / "evil.zip"
    path.write_bytes(zipped(name, b"a,b\n1,2\n"))
    with pytest.raises(NotTheFile, match="climbs out"):
        open_reader(path, Csv(member=r".*\.csv"))


def test_a_zip_that_unpacks_to_a_hundred_times_its_size(tmp_path):
    path = tmp_path / "bomb.zip"
    path.write_bytes(zipped("x.csv", b"0" * 50_000_000))
    with pytest.raises(
        TooLarge,
        match=r"x\.csv: bytes unpacked for one packed: 1,029 found, 100 at most expected.*raise `ratio`",
    ):
        open_reader(path, Csv(member=r".*\.csv"))


def test_cells_over_several_lines_quotes_and_null_markers(tmp_path):
    path = tmp_path / "x.csv"
    path.write_bytes('\ufeffa;b;c\r\n"deux\nlignes";"dit ""oui""";NA\r\n'.encode())
    assert read(path, Csv(null_values=("", "NA"))) == [{"a": "deux\nlignes", "b": 'dit "oui"', "c": None}]


def test_geojson(tmp_path):
    feature = {"properties": {"code": "01001", "n": 3}, "geometry": {"type": "Point", "coordinates": [1, 2]}}
    path = tmp_path / "x.geojson"
    path.write_text(json.dumps({"features": [feature]}))
    row = read(path, GeoJson())[0]
    assert (row["code"], row["n"], json.loads(row["geometry"])["coordinates"]) == ("01001", "3", [1, 2])


def test_a_geojson_cut_short(tmp_path):
    path = tmp_path / "x.geojson"
    path.write_text('{"features": [{"properties"')
    with pytest.raises(Unreadable, match="feature collection"):
        open_reader(path, GeoJson())


def workbook(rows) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("above", [0, 5])
def test_a_workbook_whose_header_row_moved(tmp_path, above):
    path = tmp_path / "x.xlsx"
    path.write_bytes(
        workbook([["titre"]] * above + [["code", "n"], ["01001", 3], [None, None], ["01002", 4.5]])
    )
    reader = open_reader(path, Workbook(sheet=".*"), ("code", "n"))
    rows = [row for batch in reader.batches(["code", "n"]) for row in batch.to_pylist()]
    assert rows == [{"code": "01001", "n": "3"}, {"code": "01002", "n": "4.5"}]


def test_a_workbook_cut_short(tmp_path):
    path = tmp_path / "x.xlsx"
    path.write_bytes(workbook([["code"], ["1"]])[:-200])
    with pytest.raises((Incomplete, zipfile.BadZipFile)):
        open_reader(path, Workbook(sheet=".*"), ("code",))


def test_a_workbook_in_a_zip(tmp_path):
    path = tmp_path / "x.zip"
    path.write_bytes(zipped("table-2025.xlsx", workbook([["titre"], ["code", "n"], ["01001", 3]])))
    reader = open_reader(path, Workbook(sheet=".*", member=r"table-\d{4}\.xlsx"), ("code",))
    assert [row for batch in reader.batches(["code", "n"]) for row in batch.to_pylist()] == [
        {"code": "01001", "n": "3"}
    ]


def test_a_zip_that_is_not_whole_in_place_of_a_workbook(tmp_path):
    path = tmp_path / "x.zip"
    path.write_bytes(zipped("table.xlsx", workbook([["code"]]))[:-100])
    with pytest.raises(Incomplete, match="not a whole zip"):
        open_reader(path, Workbook(sheet=".*", member=r".*\.xlsx"), ("code",))


def test_years_of_two_digits_are_read_in_their_century(tmp_path):
    path = tmp_path / "wide.csv"
    path.write_text("code;sites_2020;P21_POP;P99_POP\n01001;1;10;9\n")
    resource = replace(
        WIDE,
        columns=(WIDE.columns[0], WIDE.columns[1], Column("pop", r"re:P(?P<annee>\d\d)_POP", Kind.INTEGER)),
    )
    reader = open_reader(path, Csv())
    contract = meet(resource, reader.header, path.name)
    parts = Shape.of(contract).parts(next(reader.batches(contract.headers)))
    assert [row["annee"] for part in parts for row in part.to_pylist()] == ["2021", "1999"]
