"""Priority neighbourhoods: GeoJSON in a zip, in degrees only."""

import json

import pytest

from ingestion import errors
from ingestion.registry import find
from tests.ingestion.conftest import Mirror, zipped
from tests.ingestion.small_files import SQUARE, features

QPV = find("anct_qpv", "qpv")[1]


def test_neighbourhoods_in_degrees(mirror: Mirror):
    found = {"code_qp": "QN08901M", "lib_qp": "Sainte-Geneviève", "insee_com": "89024", "lib_com": "Auxerre"}
    mirror.put(QPV.files[0].url, zipped("QP2024_France_WGS84.geojson", features(found)))
    mirror.walk("anct_qpv", "qpv")
    row = mirror.db.execute("select vintage, code_qp, insee_com, geometry from raw.anct_qpv").fetchone()
    assert (*row[:3], json.loads(row[3])) == ("2024", "QN08901M", "89024", SQUARE)


def test_neighbourhoods_of_another_projection_only(mirror: Mirror):
    mirror.put(QPV.files[0].url, zipped("QP2024_France_LB93.geojson", features({"code_qp": "QN08901M"})))
    with pytest.raises(errors.NotTheFile, match="one member like"):
        mirror.walk("anct_qpv", "qpv")
