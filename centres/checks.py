"""Checks on one user's polygon; each failure says what was found, what was expected, what to do."""

from math import isfinite
from typing import Any

import shapely
from shapely.errors import ShapelyError
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from centres.errors import PerimeterFileError
from centres.parameters import Parameters
from centres.projection import to_metres
from centres.recipe import POLYGONS
from centres.town import Town

HA = 10_000.0


def polygon_of(told: Any) -> BaseGeometry:
    """Valid two-dimensional WGS84 polygon of a feature's `geometry`. Raises PerimeterFileError."""
    kind = told.get("type") if isinstance(told, dict) else told
    if kind not in POLYGONS:
        raise PerimeterFileError(f"geometry is {kind}; expected Polygon or MultiPolygon: draw the outline")
    try:
        geometry = shapely.force_2d(shape(told))
    except (ShapelyError, ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
        raise PerimeterFileError(f"coordinates cannot be read ({error}); export it again") from error
    if geometry.is_empty:
        raise PerimeterFileError("polygon is empty; draw it, or remove the feature")
    _check_degrees(geometry)
    if not geometry.is_valid:
        raise PerimeterFileError(
            f"polygon is not valid: {shapely.is_valid_reason(geometry)}; repair it in the GIS where it was "
            "drawn (QGIS: Fix geometries)"
        )
    return geometry


def check_place(area: BaseGeometry, town: Town, parameters: Parameters) -> None:
    """Raises PerimeterFileError for an absurd size or a polygon that lies elsewhere."""
    metres = to_metres(area, town.epsg)
    if not all(map(isfinite, metres.bounds)):
        raise PerimeterFileError(f"polygon lies far away from {town.name}; check its coordinates")
    _check_commune(area, metres, town, parameters)
    low, high = parameters.user_min_m2 / HA, parameters.user_max_m2 / HA
    if not low <= metres.area / HA <= high:
        raise PerimeterFileError(
            f"polygon of {metres.area / HA:.2f} ha; expected {low:g} to {high:g} ha: give the town centre"
        )


def _check_degrees(geometry: BaseGeometry) -> None:
    bounds = geometry.bounds
    left, bottom, right, top = bounds
    if all(map(isfinite, bounds)) and -180 <= left <= right <= 180 and -90 <= bottom <= top <= 90:
        return
    raise PerimeterFileError(
        f"coordinates from {left:g} {bottom:g} to {right:g} {top:g}; expected longitude and latitude in "
        "degrees (WGS84, EPSG:4326): these look like metres, reproject before exporting"
    )


def _check_commune(area: BaseGeometry, metres: BaseGeometry, town: Town, parameters: Parameters) -> None:
    if town.contour is None:
        return
    around = town.contour.buffer(parameters.contour_tolerance_m)
    share = metres.intersection(around).area / metres.area if metres.area else 0.0
    if share >= parameters.user_min_share_in_commune:
        return
    swapped = shapely.transform(area, lambda xy: xy[:, ::-1])
    hint = ""
    if abs(swapped.bounds[1]) <= 90 and to_metres(swapped, town.epsg).intersects(around):
        hint = ": longitude and latitude are swapped, longitude comes first"
    raise PerimeterFileError(
        f"{share:.0%} of the polygon lies in {town.name}; expected "
        f"{parameters.user_min_share_in_commune:.0%} at least{hint or ': check commune code and coordinates'}"
    )
