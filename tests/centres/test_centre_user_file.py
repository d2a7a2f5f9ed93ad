"""Users' polygons: what is taken, and what every fault is told as."""

import json

import pytest
import shapely
from shapely.geometry import LineString, Polygon, box

from centres import user_file
from centres.checks import polygon_of
from centres.parameters import Parameters
from centres.projection import to_metres
from tests.centres.conftest import EPSG, X, Y, collection, square, told
from warehouse.settings import PROJECT


@pytest.fixture
def read(towns, given):
    """`read(text, …)` writes users' files and reads their folder."""

    def write_and_read(*texts: str) -> user_file.Reading:
        for number, text in enumerate(texts):
            folder = given(text, f"{'abc'[number]}.geojson")
        return user_file.read(folder, towns, Parameters())

    return write_and_read


def degrees(*points: tuple[float, float], code: object = "10001", **geometry: object) -> dict:
    whole = {"type": "Polygon", "coordinates": [[*points]], **geometry}
    return {"type": "Feature", "properties": {"code": code}, "geometry": whole}


def test_a_polygon_is_taken_as_it_was_given(read):
    reading = read(collection(told(square())))
    assert (reading.problems, reading.ignored, list(reading.given)) == ([], [], ["10001"])
    one = reading.given["10001"]
    assert one.file == "a.geojson"
    assert to_metres(one.area, EPSG).symmetric_difference(square()).area < 10


@pytest.mark.parametrize("name", ["code_commune", "code_insee", "insee_com", "code", "INSEE_COM"])
def test_names_of_the_code(read, name):
    feature = told(square())
    feature["properties"] = {name: "10001", "nom": "x"}
    assert list(read(json.dumps(feature)).given) == ["10001"]


def test_a_code_that_lost_its_zero(read, towns):
    towns["01001"] = towns["10001"]
    assert list(read(collection(told(square(), 1001))).given) == ["01001"]


def test_height_is_dropped_and_a_byte_order_mark_read(read):
    text = "\ufeff" + collection(told(shapely.force_3d(square(), 12.0)))
    assert not read(text).given["10001"].area.has_z


def test_the_hash_tells_the_shape_not_the_way_it_is_written(read, towns):
    ring = list(square().exterior.coords)
    turned = Polygon([*ring[2:-1], *ring[:3]])
    one = read(json.dumps(told(square(), nom="Centre"), indent=2)).given["10001"].sha256
    assert read(collection(told(turned.reverse()))).given["10001"].sha256 == one
    assert read(collection(told(square(half=201)))).given["10001"].sha256 != one


def test_sectors_in_one_file_are_joined(read):
    reading = read(collection(told(square()), told(square(X + 1000)), told(square(X + 20_000), "10003")))
    assert reading.given["10001"].area.geom_type == "MultiPolygon"
    assert list(reading.given) == ["10001", "10003"] and not reading.problems


def test_a_commune_in_two_files_is_refused_and_the_others_taken(read):
    again = collection(told(square(half=300)), told(square(X + 10_000), "10002"))
    reading = read(collection(told(square())), again, collection(told(square(half=250))))
    assert list(reading.given) == ["10002"] and reading.refused == {"10001"}
    assert reading.problems[0] == "b.geojson (10001): also in a.geojson; keep this commune in one file only"


@pytest.mark.parametrize("code", ["75056", "99999"])
def test_a_commune_out_of_scope_is_ignored_with_a_word(read, code):
    reading = read(collection(told(square(), code), told(square())))
    assert list(reading.given) == ["10001"] and not reading.problems
    assert reading.ignored[0].startswith(f"a.geojson, feature 1: {code} is not a town in scope")


BOW_TIE = degrees((3, 46.5), (3.004, 46.504), (3.004, 46.5), (3, 46.504), (3, 46.5))
SWAPPED = degrees((46.49, 2.99), (46.49, 3.01), (46.51, 3.01), (46.49, 2.99))


@pytest.mark.parametrize(
    ("feature", "says"),
    [
        (told(square(), None), "no commune code: has code_commune; expected one of code_commune, code_insee"),
        (told(square(), "1004X"), "commune code '1004X'; expected five characters"),
        ({"type": "Feature", "geometry": None}, "no commune code: has no property"),
        ([1], "not a GeoJSON Feature"),
        (told(LineString([(X, Y), (X, Y + 9)])), "geometry is LineString; expected Polygon or MultiPolygon"),
        ({**told(square()), "geometry": None}, "geometry is None; expected Polygon or MultiPolygon"),
        ({**told(square()), "geometry": {"type": "Polygon", "coordinates": []}}, "polygon is empty"),
        (degrees((3, 46.5), (3.01, 46.5)), "coordinates cannot be read"),
        (degrees(("3", "x"), (3.01, 46.5), (3, 46.6), (3, 46.5)), "coordinates cannot be read"),
        (degrees(coordinates=7), "coordinates cannot be read"),
        (BOW_TIE, "polygon is not valid: Self-intersection"),
        (
            degrees((X, Y), (X + 9, Y), (X, Y + 9), (X, Y)),
            "these look like metres, reproject before exporting",
        ),
        (
            told(square(X + 20_000)),
            "0% of the polygon lies in Town 10001; expected 50% at least: check commune",
        ),
        (SWAPPED, "longitude and latitude are swapped, longitude comes first"),
        (degrees((3, -89), (3.01, -89), (3.01, -89.1), (3, -89)), "polygon"),
        (told(square(half=35)), "polygon of 0.49 ha; expected 0.5 to 1000 ha: give the town centre"),
        (told(square(half=1600)), "ha; expected 0.5 to 1000 ha: give the town centre"),
        (told(box(X + 2500, Y, X + 4500, Y + 500)), "30% of the polygon lies in Town 10001"),
    ],
)
def test_faults_of_a_feature_are_told_and_the_others_taken(read, feature, says):
    reading = read(collection(told(square(X + 10_000), "10002"), feature))
    assert list(reading.given) == ["10002"]
    (problem,) = reading.problems
    assert problem.startswith("a.geojson") and says in problem


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "not JSON"),
        ("{'a': 1}", "not JSON"),
        (json.dumps(degrees((float("nan"), 46.5), (3, 46), (3, 47), (3, 46))), "not JSON (NaN is no number)"),
        ("[" * 200_000, "not JSON"),
        ("[1]", "found list; expected a GeoJSON FeatureCollection or Feature"),
        ('{"type": "Topology"}', "found Topology; expected"),
        ('{"type": "FeatureCollection"}', "found FeatureCollection; expected"),
        ('{"type": "FeatureCollection", "features": []}', "no feature in it"),
        (json.dumps(told(square())["geometry"]), "found Polygon; expected a GeoJSON FeatureCollection"),
    ],
)
def test_faults_of_a_file_are_told_and_the_others_read(read, text, says):
    reading = read(text, collection(told(square())))
    assert list(reading.given) == ["10001"]
    (problem,) = reading.problems
    assert problem.startswith("a.geojson: ") and says in problem


def test_one_bad_sector_refuses_its_commune(read):
    reading = read(collection(told(square()), BOW_TIE))
    assert not reading.given and reading.refused == {"10001"}
    assert reading.problems[0].startswith("a.geojson, feature 2 (10001): polygon is not valid")


def test_a_file_in_another_encoding(towns, tmp_path):
    file = tmp_path / "latin.geojson"
    file.write_bytes(json.dumps(told(square(), nom="Évreux"), ensure_ascii=False).encode("latin-1"))
    (problem,) = user_file.read(file, towns, Parameters()).problems
    assert "not UTF-8" in problem


def test_a_file_that_is_too_large(towns, tmp_path, monkeypatch):
    monkeypatch.setattr(user_file, "MAX_BYTES", 10)
    file = tmp_path / "large.geojson"
    file.write_text(collection(told(square())))
    assert "simplify the polygons" in user_file.read(file, towns, Parameters()).problems[0]


def test_only_geojson_is_read_in_a_folder_and_a_missing_one_is_told(towns, given, tmp_path):
    given("not ours", "README.md")
    assert user_file.read(given("also not", "x.json"), towns, Parameters()) == user_file.Reading()
    (problem,) = user_file.read(tmp_path / "nowhere", towns, Parameters()).problems
    assert "nowhere is not there" in problem


def test_a_file_that_cannot_be_opened(towns, tmp_path):
    (tmp_path / "folder.geojson").mkdir()
    (problem,) = user_file.read(tmp_path, towns, Parameters()).problems
    assert problem.startswith("folder.geojson: cannot be read")


def test_the_example_of_the_readme_can_be_read():
    text = (PROJECT / "perimeters" / "README.md").read_text(encoding="utf-8")
    (feature,) = json.loads(text.partition("```json")[2].partition("```")[0])["features"]
    assert polygon_of(feature["geometry"]).area > 0
    assert feature["properties"] == {"code_commune": "01004"}
