"""GeoJSON, Parquet and workbooks as they should not be: read with a remark, or refused with the row or the column."""

import io
import json
from dataclasses import replace
from datetime import date, datetime

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ingestion.contract import meet
from ingestion.declaration import Column, GeoJson, Keep, Kind, Parquet, Resource, Workbook
from ingestion.errors import HeaderMismatch, Incomplete, Unreadable
from ingestion.readers import Remark, open_reader
from ingestion.readers.text import CHANGED
from ingestion.scrub import scrub
from tests.ingestion.conftest import parquet

PLACES = Resource("places", "places", "Places", (Column("code", "Code"), Column("nom", "Nom")), ("code",))


@pytest.fixture
def read(tmp_path):
    """`read(body, format)`: columns as lists, and remarks."""

    def made(body: bytes, file_format, names=None, wanted=()):
        path = tmp_path / "x.bin"
        path.write_bytes(body)
        reader = open_reader(path, file_format, wanted)
        batches = list(reader.batches(names or reader.header))
        found = pa.Table.from_batches(batches).to_pydict() if batches else {}
        assert reader.expected_rows == sum(batch.num_rows for batch in batches)
        return found, reader.remarks

    return made


# GeoJSON.


def collection(*features: object) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": list(features)}).encode()


POINT = {"type": "Point", "coordinates": [1, 2]}
TOWN = {"properties": {"code": "01004", "nom": "Ambérieu"}, "geometry": POINT}


@pytest.mark.parametrize("nothing", [{"properties": None, "geometry": POINT}, {"geometry": POINT}])
def test_features_without_properties(read, nothing):
    found, remarks = read(collection(TOWN, nothing, TOWN), GeoJson())
    assert found["code"] == ["01004", None, "01004"]
    assert remarks == [Remark("features have no properties", 1, 2)]


def test_features_without_geometry(read):
    found, remarks = read(collection({"properties": {"code": "1"}}, {**TOWN, "geometry": None}), GeoJson())
    assert found["geometry"] == [None, None]
    assert remarks == [Remark("features have no geometry", 2, 1)]


@pytest.mark.parametrize("wrong", [None, 3, "x", [], {"properties": ["a"]}, {"properties": "a"}])
def test_what_is_no_feature_is_named_by_its_number(read, wrong):
    with pytest.raises(Unreadable, match="feature 2: "):
        read(collection(TOWN, wrong), GeoJson())


@pytest.mark.parametrize(
    "body", [b"[]", b"{}", b"null", b'{"features": {"a": 1}}', b'{"features": 3}', b"[" * 100_000]
)
def test_what_is_no_collection(read, body):
    with pytest.raises(Unreadable, match=r"not a whole GeoJSON feature collection|hundreds deep"):
        read(body, GeoJson())


def test_numbers_that_are_none(read):
    rows = [
        {"properties": {"code": "1", "n": n}, "geometry": POINT} for n in (1.5, float("nan"), float("inf"))
    ]
    found, remarks = read(collection(*rows), GeoJson())
    assert found["n"] == ["1.5", None, None]
    assert (remarks[0].count, remarks[0].first_row) == (2, 2)
    for body in (b"NaN", b"1e999"):
        broken = collection(TOWN, TOWN)[:-3].replace(b"[1, 2]}", b"[1, " + body + b"]}", 2) + b"}]}"
        with pytest.raises(Unreadable, match="feature 1: a coordinate is no number"):
            read(broken, GeoJson())


def test_a_key_twice_in_an_object(read):
    with pytest.raises(Unreadable, match="holds a key twice"):
        read(b'{"features": [{"properties": {"code": "1", "code": "2"}}]}', GeoJson())


def test_texts_that_no_database_holds(read):
    body = collection(TOWN, {"properties": {"code": "a\0b", "nom": "\ud800x"}, "geometry": POINT})
    found, remarks = read(body, GeoJson())
    assert (found["code"][1], found["nom"][1]) == ("ab", "\ufffdx")
    assert remarks == [Remark(CHANGED, 2, 2)]


def test_scrubbed_texts_can_be_stored():
    cells = pa.array(['{"nom": "\\ud800x\\u0000y", "n": 1}'])
    assert scrub((Keep("nom"),), cells).to_pylist() == ['{"nom": "\ufffdxy"}']
    cells = pa.array([{"nom": "x\0y"}])
    assert scrub((Keep("nom"),), cells).to_pylist() == ['{"nom": "xy"}']


# Parquet.


@pytest.mark.parametrize(
    ("array", "told"),
    [
        (pa.array([{"nom": "x"}]), "struct<nom: string>"),
        (pa.array([[{"nom": "x"}]]), "list<element: struct<nom: string>>"),
        (pa.array([[("a", 1)]], pa.map_(pa.string(), pa.int64())), "map<string, int64"),
        (pa.array([b"ab"], pa.binary(2)), "fixed_size_binary[2]"),
        (pa.array([[["a"]]]), "list<element: list<element: string>>"),
    ],
)
def test_a_struct_where_a_value_belongs(tmp_path, array, told):
    path = tmp_path / "x.parquet"
    path.write_bytes(parquet(pa.table({"Code": ["1"], "Nom": array})))
    reader = open_reader(path, Parquet())
    with pytest.raises(HeaderMismatch, match=r"x\.parquet: column Nom is of type") as raised:
        meet(PLACES, reader.header, path.name, reader.nested)
    assert told in str(raised.value)
    kept = replace(PLACES, columns=(PLACES.columns[0], Column("nom", "Nom", keeps=(Keep("nom"),))))
    assert meet(kept, reader.header, path.name, reader.nested).headers == ["Code", "Nom"]


@pytest.mark.parametrize(
    "found",
    [
        pa.large_string(),
        pa.string_view(),
        pa.binary(),
        pa.large_binary(),
        pa.dictionary(pa.int32(), pa.string()),
    ],
)
def test_texts_in_whatever_encoding(read, found):
    columns, _ = read(parquet(pa.table({"a": pa.array(["é", None]).cast(found)})), Parquet())
    assert columns == {"a": ["é", None]}


def test_numbers_in_whatever_encoding(read):
    table = pa.table(
        {"half": pa.array([1.5, None], pa.float16()), "dec": pa.array([1, 2], pa.decimal128(5, 2))}
    )
    columns, _ = read(parquet(table), Parquet())
    assert columns["half"] == [1.5, None]
    assert list(map(float, columns["dec"])) == [1, 2]


def test_columns_come_in_the_order_asked_for_and_as_often(read):
    body = parquet(pa.table({"a": ["1"], "b": ["2"], "c": ["3"]}))
    path_columns = read(body, Parquet(), ["c", "a"])[0]
    assert list(path_columns.items()) == [("c", ["3"]), ("a", ["1"])]


def test_nul_in_parquet_is_left_out_and_counted(read):
    columns, remarks = read(parquet(pa.table({"a": ["x", "a\0b", None]})), Parquet())
    assert columns == {"a": ["x", "ab", None]}
    assert remarks == [Remark(CHANGED, 1, 2)]


@pytest.mark.parametrize("wrong", [b"\xe9", b"\xed\xa0\x80"])
def test_bytes_that_are_no_utf_8_in_parquet(read, wrong):
    blind = pa.array([b"a", wrong], pa.binary())
    texts = pa.Array.from_buffers(pa.string(), 2, blind.buffers())
    for array in (blind, texts):
        with pytest.raises(Unreadable, match="column nom, rows 1 to 2: not UTF-8"):
            read(parquet(pa.table({"nom": array})), Parquet())


def test_a_page_that_is_damaged(read):
    out = io.BytesIO()
    pq.write_table(pa.table({"a": [str(i) for i in range(100_000)]}), out, compression="zstd")
    body = bytearray(out.getvalue())
    body[2000:2100] = bytes(100)
    with pytest.raises(Incomplete, match="a page cannot be read"):
        read(bytes(body), Parquet())


# Workbooks.


def workbook(*rows: list, hidden: bool = False) -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "Table"
    if hidden:
        book.active.append(["Code", "Nom"])
        book.active.append(["old", "old"])
        book.active.sheet_state = "hidden"
        book.create_sheet("Table 2")
        book.active = 1
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


TABLE = Workbook(sheet="Table.*")
WANTED = ("Code", "Nom de l'EPCI")


def test_cells_of_all_kinds(read):
    body = workbook(
        ["Code", "Nom\u00a0de  l’EPCI"],
        [1004, True],
        ["01005", datetime(2024, 1, 5)],
        [1.5, date(2024, 2, 1)],
        [82_034_561_200_011, datetime(2024, 1, 5, 3, 4)],
        ["=1/0", 0.1],
    )
    found, remarks = read(body, TABLE, wanted=WANTED)
    assert list(found.values()) == [
        ["1004", "01005", "1.5", "82034561200011", None],
        ["true", "2024-01-05", "2024-02-01", "2024-01-05 03:04:00", "0.1"],
    ]
    assert remarks == []


def test_a_hidden_sheet_gives_way(read):
    found, _ = read(workbook(["Code", "Nom"], ["1", "x"], hidden=True), TABLE, wanted=("Code",))
    assert found == {"Code": ["1"], "Nom": ["x"]}


@pytest.mark.parametrize("empty", [[], [[None, None, None]], [[" ", None, "\u00a0"]]])
def test_notes_under_a_sheet_and_blank_rows_in_it(read, empty):
    notes = [["Source : Insee"], [None, "Les communes isolées ne figurent pas"], ["(1) au 1er janvier 2025"]]
    rows = [["Code", "Nom", "n"], ["1", "a", 1], *empty, ["2", "Bourg en Bresse", None], [], *notes]
    found, remarks = read(workbook(["Titre"], *rows), TABLE, wanted=("Code",))
    assert found["Code"] == ["1", "2"]
    told = {remark.what: (remark.count, remark.first_row) for remark in remarks}
    first = 6 + len(empty)
    assert told.pop("notes under the table were left out") == (3, first)
    assert told == ({"blank rows were skipped": (1, 4)} if empty else {})


def test_a_row_of_one_code_or_number_is_no_note(read):
    for last in (["01006", None, None], [None, None, 12.5], [None, "1 234", None]):
        body = workbook(["Code", "Nom", "n"], ["01004", "a", 1], last)
        found, remarks = read(body, TABLE, wanted=("Code",))
        assert (len(found["Code"]), remarks) == (2, [])


# Headers.


@pytest.mark.parametrize(
    "published",
    ["Tranche d’âge", "tranche d'a\u0302ge ", "Tranche\u00a0 d'âge", "\ufeffTRANCHE D'ÂGE", "Tranche d´âge"],
)
def test_one_header_in_several_writings(published):
    for declared in ("Tranche d'âge", "Tranche d’âge", r"re:tranche d['’]âge"):
        assert Column("age", declared).match(published) == {}
    resource = replace(PLACES, layouts=(("Code", "Tranche d’âge"),), ignored=("Tranche d'âge",))
    assert meet(resource, ["Code", "Nom", published], "x").unknown == ()


def test_hyphens_and_what_is_another_name():
    assert Column("x", "Auvergne-Rhône-Alpes").match("Auvergne\u2011Rhône–Alpes") == {}
    assert Column("x", "âge").match("age") is None


def test_a_group_keeps_its_case():
    assert Column("x", r"re:n_(?P<classe>\w+)").match(" N_TPE ") == {"classe": "TPE"}


def test_a_column_twice():
    with pytest.raises(
        HeaderMismatch, match=r"x: column Code is there 2 times.* columns 1 \(Code\), 3 \(CODE \)"
    ):
        meet(PLACES, ["Code", "Nom", "CODE "], "x")
    meet(PLACES, ["Code", "Nom", "autre", "autre"], "x")


def test_a_wide_column_twice():
    wide = replace(PLACES, columns=(*PLACES.columns, Column("n", r"re:n_(?P<annee>\d{4})", Kind.INTEGER)))
    wide = replace(wide, columns=(*wide.columns, Column("annee", "group:annee", Kind.YEAR)))
    with pytest.raises(HeaderMismatch, match="is there 2 times"):
        meet(wide, ["Code", "Nom", "n_2020", "n_2021", "N_2020"], "x")
    assert len(meet(wide, ["Code", "Nom", "n_2020", "n_2021"], "x").found) == 4
