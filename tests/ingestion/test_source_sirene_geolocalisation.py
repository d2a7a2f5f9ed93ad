"""Sirene's positions: numbers that stay codes, columns that move, a projection that must be told."""

import pyarrow as pa
import pyarrow.csv as pa_csv
import pytest

from ingestion import errors
from ingestion.contract import meet
from ingestion.registry import find
from tests.ingestion.conftest import parquet, siret

POINTS = (
    "siret;x;y;qualite_xy;epsg;plg_qp24;plg_iris;plg_zus;plg_qp15;plg_qva;plg_code_commune;distance_precision;"
    "qualite_qp24;qualite_iris;qualite_zus;qualite_qp15;qualite_qva;y_latitude;x_longitude"
)
POINT = find("sirene_geolocalisation", "point")[1]
POINT_URL = POINT.files[0].url


def points(header: str, *rows: str) -> bytes:
    return "\n".join([header, *rows, ""]).encode()


def put_points(mirror, body: bytes) -> None:
    table = pa_csv.read_csv(pa.BufferReader(body), parse_options=pa_csv.ParseOptions(delimiter=";"))
    mirror.put(POINT_URL, parquet(table))
    (mirror.folder / "manifest.csv").write_text(f"url,last_modified\n{POINT_URL},2026-09-21\n")


def test_the_header_of_points_is_known_to_the_last_column():
    assert meet(find("sirene_geolocalisation", "point")[1], POINTS.split(";"), "file").unknown == ()


def test_points_typed_as_numbers_keep_their_codes(mirror, shared):
    fixture = shared / "real/reference/GeolocalisationEtablissement_SYNTHETIC_fixture.csv"
    put_points(mirror, fixture.read_bytes())
    (published,) = mirror.walk("sirene_geolocalisation", "point")
    assert (published["vintage"], published["rows"]) == ("2026-08", 4)
    row = mirror.db.execute(
        "select epsg, qualite_xy, longitude, latitude from raw.sirene_geolocalisation where code_commune = '97401'"
    ).fetchone()
    assert (row[0], row[1], float(row[2]), float(row[3])) == ("2975", "21", 55.33318, -21.24024)


def test_columns_of_points_may_move(mirror):
    number = siret(32_517_500_005)  # three zeros are lost in a column of numbers
    moved = "x_longitude;y_latitude;plg_qp;siret;epsg;x;y;qualite_xy;plg_iris;plg_code_commune;qualite_qp"
    put_points(mirror, points(moved, f"4.8;45.7;HZ;{number};2154;842000.1;6519000.2;11;0101;69384;1"))
    mirror.walk("sirene_geolocalisation", "point")
    row = mirror.db.execute("select siret, longitude, latitude, x from raw.sirene_geolocalisation").fetchone()
    assert (row[0], *map(float, row[1:])) == (number, 4.8, 45.7, 842000.1)


def test_a_file_of_points_without_its_projection_is_refused(mirror):
    put_points(mirror, points(POINTS.replace(";epsg", ";projection"), ";".join([siret(7), *["1"] * 18])))
    with pytest.raises(errors.HeaderMismatch, match=r"missing column\(s\) epsg"):
        mirror.walk("sirene_geolocalisation", "point")
