"""Polygons without holes, as PostgreSQL's own `polygon` type knows them, that cover the same area."""

from collections.abc import Iterator

import shapely
from shapely.geometry import Polygon, box
from shapely.geometry.base import BaseGeometry


def parts(area: BaseGeometry) -> list[Polygon]:
    """Polygons that cover a Polygon or MultiPolygon and share edges only."""
    return [whole for one in shapely.get_parts(area) for whole in _without_holes(one)]


def as_text(part: Polygon) -> str:
    """PostgreSQL's text form of a polygon: ((x,y),…), metres, a millimetre."""
    ring = shapely.get_coordinates(part.exterior)[:-1]
    return f"({','.join(f'({x:.3f},{y:.3f})' for x, y in ring)})"


def _without_holes(polygon: Polygon) -> Iterator[Polygon]:
    """Cut along the middle of the first hole, so often that none is left."""
    if not polygon.interiors:
        yield polygon
        return
    left, bottom, right, top = polygon.bounds
    hole_left, _, hole_right, _ = polygon.interiors[0].bounds
    middle = (hole_left + hole_right) / 2
    for side in (box(left, bottom, middle, top), box(middle, bottom, right, top)):
        for piece in shapely.get_parts(polygon.intersection(side)):
            if isinstance(piece, Polygon):
                yield from _without_holes(piece)
