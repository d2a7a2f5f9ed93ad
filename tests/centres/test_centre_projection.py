"""Local projections, overseas included: metres are metres there, and the way back ends where it began."""

import json

import numpy as np
import pytest
import shapely
from pyproj import Geod
from shapely.geometry import Point

from centres import recipe
from centres.parameters import Parameters
from centres.projection import geojson, to_degrees, to_metres
from centres.town import town
from tests.centres.conftest import grid

PLACES = {
    "Auxerre": (2154, 3.573, 47.798),
    "Ajaccio": (2154, 8.737, 41.919),
    "Fort-de-France": (5490, -61.068, 14.605),
    "Cayenne": (2972, -52.326, 4.938),
    "Saint-Pierre": (2975, 55.478, -21.342),
    "Mamoudzou": (4471, 45.228, -12.781),
    "Miquelon": (4467, -56.378, 47.098),
}


@pytest.mark.parametrize(("epsg", "longitude", "latitude"), PLACES.values(), ids=PLACES)
def test_a_disc_is_as_large_there_and_comes_back(epsg, longitude, latitude):
    hall = to_metres(Point(longitude, latitude), epsg)
    disc = recipe.draw(recipe.Site(np.empty((0, 2)), (hall.x, hall.y), None, 20_000), Parameters()).area
    around = to_degrees(disc, epsg)
    metres, _ = Geod(ellps="GRS80").geometry_area_perimeter(shapely.orient_polygons(around))
    assert abs(metres) == pytest.approx(np.pi * 500**2, rel=0.01)
    assert around.centroid.distance(Point(longitude, latitude)) < 1e-5
    assert to_metres(around, epsg).hausdorff_distance(disc) < 0.03


@pytest.mark.parametrize(("epsg", "longitude", "latitude"), PLACES.values(), ids=PLACES)
def test_a_centre_is_drawn_there(epsg, longitude, latitude):
    contour = json.dumps(shapely.geometry.mapping(Point(longitude, latitude).buffer(0.05)))
    place = town("97000", "There", 20_000, epsg, longitude, latitude, contour)
    shape = recipe.draw(place.site(grid(*place.hall)), Parameters())
    assert (shape.method, shape.why) == ("cluster", "")


def test_geojson_has_seven_decimals_and_outer_rings_anticlockwise():
    text = geojson(shapely.box(0, 0, 1 / 3, 1).reverse())
    assert text.startswith('{"type":"Polygon","coordinates":[[[')
    ring = json.loads(text)["coordinates"][0]
    assert shapely.LinearRing(ring).is_ccw and [0.3333333, 1.0] in ring


HALVES = [shapely.box(3, 46, 3.01, 46.01), shapely.box(3.01, 46, 3.02, 46.01)]
BOW_TIE = '{"type":"Polygon","coordinates":[[[3,46],[3.01,46.01],[3.01,46],[3,46.01],[3,46]]]}'


@pytest.mark.parametrize(
    ("told", "hectares"),
    [
        (None, None),
        ("", None),
        ("{}", None),
        ("not GeoJSON", None),
        ('{"type":"Point","coordinates":[3,46]}', None),
        ('{"type":"Polygon","coordinates":[]}', None),
        (
            json.dumps(
                {"type": "GeometryCollection", "geometries": [shapely.geometry.mapping(h) for h in HALVES]}
            ),
            172,
        ),
        (shapely.to_geojson(shapely.MultiPolygon([HALVES[0], shapely.box(4, 46, 4.01, 46.01)])), 172),
        (BOW_TIE, 43),
    ],
)
def test_contours_as_they_come(told, hectares):
    contour = town("10001", "x", None, 2154, None, None, told).contour
    if hectares is None:
        assert contour is None
    else:
        assert contour.is_valid and contour.area / 10_000 == pytest.approx(hectares, rel=0.01)
        assert contour.geom_type in ("Polygon", "MultiPolygon")
