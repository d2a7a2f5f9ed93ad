"""GeoPackages: rows chosen within the file, polygons as GeoJSON, everything wrong about a file told by its place in it."""

import json
import math
import struct
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingestion import errors
from ingestion.bounds import Bounds
from ingestion.declaration import GeoPackage
from ingestion.readers import geopackage, open_reader
from ingestion.readers.geometry import MENDED, NO_GEOMETRY
from tests.ingestion.geopackages import LAYER, SQUARE, blob, package, run

ANY = GeoPackage(layer=".*", epsg=2154)


def rows(
    path: Path, file_format: GeoPackage = ANY, names: tuple[str, ...] = ("fid", "Name", "geometry")
) -> list[dict]:
    reader = open_reader(path, file_format)
    return [row for batch in reader.batches(names) for row in batch.to_pylist()]


def test_rows_come_with_their_number_and_their_polygon(tmp_path: Path):
    path = package(
        tmp_path / "a b?#.gpkg",
        ("Écoparc", 1.5, blob(SQUARE)),
        (
            None,
            None,
            blob(
                "MULTIPOLYGON Z (((0 0 5, 4 0 5, 4 4 5, 0 0 5)), ((9 9 5, 10 9 5, 10 10 5, 9 9 5)))",
                envelope=True,
            ),
        ),
    )
    reader = open_reader(path, ANY)
    assert (reader.header, reader.expected_rows) == (["Name", "Surf_ha", "fid", "geometry"], 2)
    first, second = rows(path, names=("geometry", "fid", "Surf_ha", "Name"))
    assert (first["fid"], first["Surf_ha"], first["Name"]) == ("1", "1.5", "Écoparc")
    assert json.loads(first["geometry"]) == {
        "type": "Polygon",
        "coordinates": [[[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]]],
    }
    found = json.loads(second["geometry"])
    assert found["type"] == "MultiPolygon"
    assert found["coordinates"][1][0][0] == [9, 9]
    assert reader.remarks == []


def test_rows_are_chosen_by_how_their_words_begin(tmp_path: Path):
    names = ["Zone d'activité", "ZONE D\u2019ACTIVITÉ économique", "zone 2AU", None, "zone d'activité en mer"]
    path = package(tmp_path / "a.gpkg", *((name, 1, blob(SQUARE)) for name in names))
    chosen = GeoPackage(
        ".*", 2154, starting=(("name", "zone d'activité"),), not_starting=(("NAME", "zone d'activité en"),)
    )
    assert open_reader(path, chosen).expected_rows == 2
    assert [row["fid"] for row in rows(path, chosen)] == ["1", "2"]


def test_what_is_chosen_by_is_asked_of_the_file(tmp_path: Path):
    path = package(tmp_path / "a.gpkg", ("x", 1, blob(SQUARE)))
    with pytest.raises(
        errors.NotTheFile,
        match=r"a\.gpkg, layer zones: column site_type.*is not among \['fid', 'geom', 'Name'",
    ):
        open_reader(path, GeoPackage(".*", 2154, starting=(("site_type", "zone"),)))


def test_a_polygon_that_crosses_itself_is_mended_one_that_is_missing_told(tmp_path: Path):
    path = package(
        tmp_path / "a.gpkg",
        ("bow tie", 1, blob("POLYGON ((0 0, 10 10, 10 0, 0 10, 0 0))")),
        ("none", 1, None),
        ("empty", 1, blob("POLYGON EMPTY")),
        ("line", 1, blob("POLYGON ((0 0, 10 0, 0 0, 0 0))")),
    )
    reader = open_reader(path, ANY)
    (batch,) = reader.batches(["geometry"])
    told = batch.column(0).to_pylist()
    assert json.loads(told[0])["type"] == "MultiPolygon"
    assert told[1:] == [None, None, None]
    assert {(one.what, one.count, one.first_row) for one in reader.remarks} == {
        (MENDED, 2, 1),
        (NO_GEOMETRY, 3, 2),
    }


def test_batches_hold_few_large_polygons(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    wide = "POLYGON ((" + ", ".join(f"{i} {i % 2}" for i in range(1, 400)) + ", 1 500, 1 1))"
    path = package(tmp_path / "a.gpkg", *(("x", 1, blob(wide)) for _ in range(20)))
    monkeypatch.setattr(geopackage, "_BATCH_BYTES", 3 * len(blob(wide)))
    assert [batch.num_rows for batch in open_reader(path, ANY).batches(["fid", "geometry"])] == [4] * 5
    with pytest.raises(
        errors.TooLarge, match=r"layer zones, feature 1: bytes of a geometry: .* found, 100 at most expected"
    ):
        rows(path, GeoPackage(".*", 2154, bounds=Bounds(cell=100)))
    assert len(rows(path, GeoPackage(".*", 2154, bounds=Bounds(cell=100)), ("fid",))) == 20, (
        "not asked for, not read"
    )


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (b"GP\x00\x01\x6a\x08\x00\x00" + blob(SQUARE)[8:40], "the geometry cannot be read"),
        (b"GP\x00\x01", "no GeoPackage header"),
        (b"GP\x00\x03\x6a\x08\x00\x00\x01", "cut short"),
        (b"GP\x00\x0f\x6a\x08\x00\x00" + b"\x00" * 90, "cut short"),
        (blob(SQUARE)[8:], "no GeoPackage header"),
        ("POLYGON ((0 0))", "no GeoPackage header"),
        (blob("POINT (1 2)"), "a Point, Polygon or MultiPolygon expected"),
        (
            blob(SQUARE).replace(struct.pack("<d", 10), struct.pack("<d", math.nan), 1),
            "a coordinate is no number",
        ),
    ],
    ids=["cut WKB", "header only", "cut envelope", "envelope unknown", "bare WKB", "text", "point", "NaN"],
)
def test_a_geometry_that_is_none_is_told_with_file_layer_and_feature(
    tmp_path: Path, wrong: object, says: str
):
    path = package(tmp_path / "a.gpkg", ("good", 1, blob(SQUARE)), ("bad", 1, wrong))
    with pytest.raises(errors.Unreadable, match=rf"a\.gpkg, layer zones, feature 2: .*{says}"):
        rows(path)


def test_the_layer_is_the_only_one_that_is_as_declared(tmp_path: Path):
    path = package(tmp_path / "a.gpkg", ("x", 1, blob(SQUARE)))
    with pytest.raises(
        errors.NotTheFile, match=r"one layer like 'sites' expected, 0 found among \['zones'\]"
    ):
        open_reader(path, GeoPackage("sites", 2154))
    run(
        path,
        "create table Sites_2025 as select * from zones",
        "insert into gpkg_contents select 'Sites_2025', data_type, 'b', null, last_change, null, null, null, null, srs_id"
        " from gpkg_contents",
        "insert into gpkg_geometry_columns select 'Sites_2025', column_name, geometry_type_name, srs_id, 0, 0"
        " from gpkg_geometry_columns",
    )
    with pytest.raises(errors.NotTheFile, match=r"2 found among \['Sites_2025', 'zones'\]"):
        open_reader(path, ANY)
    assert open_reader(path, GeoPackage(r"sites_\d{4}", 2154)).expected_rows == 1, (
        "in any case; no primary key"
    )


@pytest.mark.parametrize(("epsg", "found"), [(4326, "EPSG:4326"), (3857, "EPSG:3857")])
def test_another_projection_is_refused(tmp_path: Path, epsg: int, found: str):
    path = package(tmp_path / "a.gpkg", ("x", 1, blob(SQUARE)), epsg=epsg)
    with pytest.raises(errors.Unreadable, match=f"layer zones: projection {found} found, EPSG:2154 expected"):
        open_reader(path, ANY)


def test_a_projection_that_nobody_named_is_refused(tmp_path: Path):
    path = package(tmp_path / "a.gpkg", ("x", 1, blob(SQUARE)))
    run(path, "delete from gpkg_spatial_ref_sys")
    with pytest.raises(errors.Unreadable, match="projection None:None found"):
        open_reader(path, ANY)


@pytest.mark.parametrize(
    ("body", "error", "says"),
    [
        (
            b"7z\xbc\xaf\x27\x1c" + b"\x00" * 200,
            errors.NotTheFile,
            "a 7z archive in place of a GeoPackage. Unpack it",
        ),
        (b"PK\x03\x04" + b"\x00" * 200, errors.NotTheFile, "a zip archive in place"),
        (
            bytes(range(1, 256)) * 16,
            errors.NotTheFile,
            "no GeoPackage in place of a GeoPackage. Encrypted or another",
        ),
        (b"<!DOCTYPE html><title>Box</title>", errors.NotTheFile, "a web page came"),
        (b"", errors.NotTheFile, "the file is empty"),
        (b"SQLite format 3\x00" + b"\x10", errors.Incomplete, "cut short within its header"),
    ],
    ids=["7z", "zip", "encrypted", "web page", "empty", "header cut"],
)
def test_other_files_are_told_apart(tmp_path: Path, body: bytes, error: type[Exception], says: str):
    path = tmp_path / "a.gpkg"
    path.write_bytes(body)
    with pytest.raises(error, match=says):
        open_reader(path, ANY)


def test_a_database_without_layers_is_no_geopackage(tmp_path: Path):
    run(tmp_path / "a.gpkg", "create table t (x)")
    with pytest.raises(errors.NotTheFile, match="a SQLite database, no GeoPackage"):
        open_reader(tmp_path / "a.gpkg", ANY)


def test_a_file_cut_short_is_told(tmp_path: Path):
    path = package(tmp_path / "a.gpkg", *((f"name {i}", 1, blob(SQUARE)) for i in range(500)))
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) * 2 // 3])
    with pytest.raises(errors.Incomplete, match=r"cut short\. Fetch it again"):
        open_reader(path, ANY)


def test_text_that_is_not_utf_8_is_told(tmp_path: Path):
    path = package(tmp_path / "a.gpkg", ("x", 1, blob(SQUARE)))
    run(path, "update zones set Name = cast(x'e9e8' as text)")
    with pytest.raises(errors.Unreadable, match=r"a\.gpkg, layer zones: .*UTF-8"):
        rows(path)


def test_columns_of_bytes_are_told(tmp_path: Path):
    path = package(tmp_path / "a.gpkg", ("x", 1, blob(SQUARE)))
    run(path, "alter table zones add column picture blob")
    assert open_reader(path, ANY).nested == {"picture": "BLOB"}


def test_the_file_is_not_touched(tmp_path: Path):
    path = package(tmp_path / "a.gpkg", ("x", 1, blob(SQUARE)))
    before = path.read_bytes()
    path.chmod(0o444)
    rows(path)
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["a.gpkg"], "no journal beside it"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    changes=st.lists(
        st.tuples(st.integers(0, 1 << 20), st.binary(min_size=1, max_size=12)), min_size=1, max_size=4
    )
)
def test_whatever_is_damaged_no_other_error_comes_out(tmp_path: Path, changes: list[tuple[int, bytes]]):
    path = tmp_path / "damaged.gpkg"
    path.unlink(missing_ok=True)
    body = bytearray(package(path, *((f"{LAYER} {i}", i, blob(SQUARE)) for i in range(40))).read_bytes())
    for place, other in changes:
        at = place % len(body)
        body[at : at + len(other)] = other
    path.write_bytes(body)
    try:
        found = rows(path)
    except errors.IngestionError as error:
        assert "damaged.gpkg" in str(error)
    else:
        assert all(row["fid"] for row in found)
