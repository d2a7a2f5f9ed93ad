"""Maps as SVG text: a town's centre with its storefronts, and places in France. No tile, no network."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files
from math import cos, radians

import shapely
import svg
from shapely.geometry.base import BaseGeometry

from pages.store import Row

METRES_A_DEGREE = 111_320
# Around the perimeter, metres; the least half side shown.
AROUND_M, LEAST_HALF_M = 250, 600
SCALE_BAR_M = 200
TOLERANCE_M = 3
# The sheet that metropolitan France is drawn on, and for each territory overseas its bounds and where its box stands.
SHEET = (420, 352)
METROPOLE = (-5.3, 41.2, 9.8, 51.3)
BOX = 58
OVERSEAS = {
    "Guadeloupe": (-61.9, 15.8, -60.95, 16.55),
    "Martinique": (-61.3, 14.35, -60.75, 14.95),
    "Guyane": (-54.7, 2.0, -51.5, 5.9),
    "La Réunion": (55.15, -21.45, 55.9, -20.8),
    "Mayotte": (44.95, -13.05, 45.35, -12.6),
}

Place = tuple[float, float]


def centre(perimeter: str, shops: Iterable[Row], told: str) -> str:
    """A town's perimeter (GeoJSON, WGS84) and its storefronts: discs in the centre, squares out of it; north is up."""
    area = shapely.from_geojson(perimeter)
    middle = area.centroid
    metres = _Metres(middle.x, middle.y)
    drawn = shapely.transform(area, lambda xy: [metres(x, y) for x, y in xy]).simplify(TOLERANCE_M)
    half = _half(drawn)
    placed = [
        (shop["zone"], *metres(shop["longitude"], shop["latitude"]))
        for shop in shops
        if shop["longitude"] is not None
    ]
    seen = [(zone, x, y) for zone, x, y in placed if max(abs(x), abs(y)) < half]
    marks: list[svg.Element] = [
        _path(_outline(drawn), "perimeter"),
        _path(_dots(seen, is_inside=False), "outside"),
        _path(_dots(seen, is_inside=True), "inside"),
        _path(f"M{-half + 40} {half - 40}h{SCALE_BAR_M}", "scale"),
        svg.Text(x=-half + 40, y=half - 60, text=f"{SCALE_BAR_M} m", class_=["scale-text"]),
    ]
    return _drawn((-half, -half, 2 * half, 2 * half), marks, "centre-map", told)


def linked(places: Iterable[tuple[str, str, Place]], told: str) -> str:
    """Places of France as links: (address, name, place). A list beside it must give the same links to the keyboard."""
    marks = [
        svg.A(
            href=address,
            tabindex=-1,
            elements=[svg.Circle(cx=x, cy=y, r=3.5, elements=[svg.Title(text=escape(name))])],
        )
        for address, name, (x, y) in ((address, name, place(*where)) for address, name, where in places)
    ]
    return _drawn((0, 0, *SHEET), [*_land(), *marks], "france", told)


def middle(perimeter: str) -> Place:
    """Longitude and latitude of a perimeter's middle (GeoJSON, WGS84)."""
    point = shapely.from_geojson(perimeter).centroid
    return point.x, point.y


def france(classes: Iterable[tuple[str, Iterable[Place]]], told: str) -> str:
    """Places (longitude, latitude) of classes by name; the page's style gives each class its mark."""
    marks: list[svg.Element] = [
        _path(_dots_at(place(*one) for one in places), name) for name, places in classes
    ]
    return _drawn((0, 0, *SHEET), [*_land(), *marks], "france", told)


def place(longitude: float, latitude: float) -> Place:
    """Where a point is on the sheet of France; overseas in its box."""
    for number, bounds in enumerate(OVERSEAS.values()):
        if _is_in(bounds, longitude, latitude):
            x, y = _fitted(bounds, (BOX - 8, BOX - 8), longitude, latitude)
            return x + 4, y + 4 + number * (BOX + 12)
    x, y = _fitted(METROPOLE, (SHEET[0] - BOX - 4, SHEET[1]), longitude, latitude)
    return x + BOX + 4, y


@cache
def _land() -> tuple[svg.Element, ...]:
    """Outlines of France and of its territories overseas, in boxes with their names."""
    rings = json.loads((files("pages") / "data" / "france.json").read_text("utf-8"))
    lines = " ".join(_ring([place(*point) for point in ring]) for ring in rings)
    boxes = "".join(f"M2 {2 + n * (BOX + 12)}h{BOX}v{BOX}h-{BOX}z" for n in range(len(OVERSEAS)))
    names = [
        svg.Text(x=3, y=n * (BOX + 12) + BOX + 10, text=name, class_=["box-name"])
        for n, name in enumerate(OVERSEAS)
    ]
    return (_path(lines, "land"), _path(boxes, "box"), *names)


@dataclass(frozen=True)
class _Metres:
    """From WGS84 to metres east and south of a point; true to a thousandth over a town."""

    longitude: float
    latitude: float

    def __call__(self, longitude: float, latitude: float) -> Place:
        east = (longitude - self.longitude) * cos(radians(self.latitude)) * METRES_A_DEGREE
        return east, (self.latitude - latitude) * METRES_A_DEGREE


def _is_in(bounds: tuple[float, float, float, float], longitude: float, latitude: float) -> bool:
    west, south, east, north = bounds
    return west <= longitude <= east and south <= latitude <= north


def _fitted(
    bounds: tuple[float, float, float, float], size: Place, longitude: float, latitude: float
) -> Place:
    """Place in a frame of `size` that shows `bounds`, degrees of longitude shortened as they are at its middle."""
    west, south, east, north = bounds
    shortened = cos(radians((south + north) / 2))
    scale = min(size[0] / ((east - west) * shortened), size[1] / (north - south))
    return round((longitude - west) * shortened * scale, 1), round((north - latitude) * scale, 1)


def _half(area: BaseGeometry) -> int:
    west, north, east, south = area.bounds
    return int(max(LEAST_HALF_M, *(abs(edge) + AROUND_M for edge in (west, north, east, south))))


def _outline(area: BaseGeometry) -> str:
    rings = [ring for one in shapely.get_parts(area) for ring in (one.exterior, *one.interiors)]
    return " ".join(_ring([(round(x), round(y)) for x, y in ring.coords]) for ring in rings)


def _path(data: str, name: str) -> svg.Path:
    return svg.Path(class_=[name], extra={"d": data})


def _ring(points: list[Place]) -> str:
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points[:-1]) + "Z"


def _dots(shops: Iterable[tuple[str, float, float]], is_inside: bool) -> str:
    return _dots_at((round(x), round(y)) for zone, x, y in shops if (zone == "centre") == is_inside)


def _dots_at(points: Iterable[Place]) -> str:
    """Strokes without length: their caps are the marks, a few bytes each."""
    return "".join(f"M{x:g} {y:g}h0" for x, y in dict.fromkeys(points))


def _drawn(box: tuple[float, float, float, float], marks: list[svg.Element], kind: str, told: str) -> str:
    return svg.SVG(
        viewBox=svg.ViewBoxSpec(*box),
        class_=[kind],
        elements=marks,
        extra={"role": "img", "aria-label": escape(told)},
    ).as_str()
