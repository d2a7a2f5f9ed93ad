"""Between WGS84 degrees, in which files speak, and the metres of a town's local projection."""

import json
from functools import lru_cache
from typing import Any

import numpy as np
import shapely
from pyproj import Transformer
from shapely.geometry.base import BaseGeometry

WGS84 = 4326
# Grids on which coordinates are kept: a centimetre, and what is about that in degrees.
GRID_M, GRID_DEGREES = 0.01, 1e-7


@lru_cache(maxsize=32)
def _transformer(epsg_from: int, epsg_to: int) -> Transformer:
    return Transformer.from_crs(epsg_from, epsg_to, always_xy=True)


def to_metres(geometry: BaseGeometry, epsg: int) -> BaseGeometry:
    """WGS84 geometry (longitude, latitude) in metres of `epsg`; not finite where that is undefined."""
    return _transformed(geometry, WGS84, epsg)


def to_degrees(geometry: BaseGeometry, epsg: int) -> BaseGeometry:
    """Geometry in metres of `epsg` as longitudes and latitudes of WGS84, on a grid of 1e-7 degree, valid."""
    return shapely.set_precision(_transformed(geometry, epsg, WGS84), GRID_DEGREES)


def on_grid(geometry: BaseGeometry) -> BaseGeometry:
    """The same area on a grid of a centimetre, valid and in a form that does not depend on its making."""
    return shapely.normalize(shapely.set_precision(geometry, GRID_M))


def geojson(geometry: BaseGeometry) -> str:
    """GeoJSON text of a WGS84 geometry, seven decimals, exterior rings anticlockwise (RFC 7946)."""
    told = shapely.geometry.mapping(shapely.orient_polygons(geometry))
    return json.dumps({**told, "coordinates": _rounded(told["coordinates"])}, separators=(",", ":"))


def _rounded(coordinates: Any) -> Any:
    if isinstance(coordinates, float | int):
        return round(coordinates, 7)
    return [_rounded(inner) for inner in coordinates]


def _transformed(geometry: BaseGeometry, epsg_from: int, epsg_to: int) -> BaseGeometry:
    transformer = _transformer(epsg_from, epsg_to)
    return shapely.transform(geometry, lambda xy: np.column_stack(transformer.transform(xy[:, 0], xy[:, 1])))
