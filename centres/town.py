"""A town to draw, in metres of its local projection."""

from dataclasses import dataclass

import numpy as np
import shapely
from shapely.errors import ShapelyError
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from centres.projection import to_metres
from centres.recipe import Site, polygons_only


@dataclass(frozen=True)
class Town:
    """Commune in scope: `hall` (x, y) and `contour` in metres of `epsg`, None where unknown."""

    code_commune: str
    name: str
    population: int | None
    epsg: int
    hall: tuple[float, float] | None
    contour: BaseGeometry | None

    def site(self, points: np.ndarray) -> Site:
        """What the recipe draws from, with storefronts (n, 2) in metres of `epsg`."""
        return Site(points, self.hall, self.contour, self.population)


def town(
    code_commune: str,
    name: str,
    population: int | None,
    epsg: int,
    longitude: float | None,
    latitude: float | None,
    contour_geojson: str | None,
) -> Town:
    """Town as `int_town` tells it: WGS84 town hall and GeoJSON contour, either null where unknown."""
    hall = None
    if longitude is not None and latitude is not None:
        point = to_metres(Point(longitude, latitude), epsg)
        hall = (point.x, point.y) if np.isfinite([point.x, point.y]).all() else None
    return Town(code_commune, name, population, epsg, hall, _contour(contour_geojson, epsg))


def _contour(told: str | None, epsg: int) -> BaseGeometry | None:
    """Contour made valid (simplified ones touch themselves), the parts of a commune merged since joined.

    None when it cannot be read or has no area.
    """
    if not told:
        return None
    try:
        pieces = shapely.get_parts(shapely.from_geojson(told))
    except ShapelyError:
        return None
    area = polygons_only(shapely.union_all([shapely.make_valid(to_metres(one, epsg)) for one in pieces]))
    return None if area.is_empty else area
