"""Contours of communes and town halls: GeoJSON, gzipped or not, coarser where the fine one is missing."""

import gzip

import pytest

from ingestion import errors
from ingestion.registry import find
from tests.ingestion.conftest import Mirror
from tests.ingestion.small_files import features


def test_contours_and_town_halls(mirror: Mirror):
    contours, mairies = (find("etalab_contours", name)[1] for name in ("communes", "mairies"))
    commune = {"code": "69381", "nom": "Lyon 1er", "departement": "69", "plm": True, "commune": "69123"}
    mirror.put(
        contours.files[0].url, gzip.compress(features({"code": "01001", "nom": "L'Abergement"}, commune))
    )
    point = {"type": "Point", "coordinates": [3.57, 47.8]}
    mirror.put(
        mairies.files[1].url,
        features({"commune": "89024", "nom": "Mairie", "type": "mairie"}, geometry=point),
    )
    mirror.walk("etalab_contours", "communes")
    mirror.walk("etalab_contours", "mairies")
    query = (
        "select code, plm, commune, geometry::json ->> 'type' from raw.etalab_contour_commune order by code"
    )
    assert mirror.db.execute(query).fetchall() == [
        ("01001", None, None, "Polygon"),
        ("69381", True, "69123", "Polygon"),
    ]
    query = "select vintage, geometry::json -> 'coordinates' ->> 0 from raw.etalab_mairie"
    assert mirror.db.execute(query).fetchone() == ("2025", "3.57")


def test_coarser_contours_where_the_fine_ones_are_missing(mirror: Mirror):
    mirror.put(
        find("etalab_contours", "communes")[1].fallbacks[0].url, features({"code": "01001", "nom": "x"})
    )
    mirror.walk("etalab_contours", "communes")
    assert mirror.last().vintage == "2026"


def test_contours_cut_short(mirror: Mirror):
    url = find("etalab_contours", "communes")[1].files[0].url
    mirror.put(url, gzip.compress(features({"code": "01001", "nom": "x"})[:-20]))
    with pytest.raises(errors.Unreadable, match="not a whole GeoJSON"):
        mirror.walk("etalab_contours", "communes")
