"""A page a town with its map, and an index: what the perimeter was drawn from, and where other radii would put it."""

from collections.abc import Container
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from jinja2 import Environment, PackageLoader, StrictUndefined
from shapely.geometry.base import BaseGeometry

from centres import reasons, recipe, store
from centres.export import ATTRIBUTION_FR, shown, write
from centres.parameters import Parameters
from centres.projection import to_metres
from centres.town import Town
from warehouse import french
from warehouse.connect import connect
from warehouse.roles import Role
from warehouse.settings import Settings

# Half of the side shown, metres: the recipe's reach and a little more.
HALF_M = 1_500.0
SCALE_BAR_M = 500
METHODS = {
    "user": "fourni par un utilisateur",
    "cluster": "tracé autour des commerces proches de la mairie",
    "disc": "disque autour de la mairie",
}


@dataclass(frozen=True)
class Map:
    """One town's map: SVG paths in metres east and south of `middle`, and the perimeter's own figures."""

    town: Town
    kept: dict[str, Any]
    contour: str
    perimeter: str
    others: dict[str, str]
    inside: list[tuple[float, float]]
    outside: list[tuple[float, float]]
    hall: tuple[float, float] | None


def build(
    settings: Settings, folder: Path, parameters: Parameters | None = None, is_beside_others: bool = False
) -> Path:
    """Write `folder/<commune code>.html` for every town in scope that has a perimeter, and their index; returns its path.

    Pages are self-contained; they lead to the pages of towns where the folder stands beside those. Storefronts are
    today's, so the radii redrawn from them show how a redraw would differ from what is kept.
    Towns whose polygon users gave are not among them, unless PUBLISH_LOCAL says otherwise (ADR 20).
    """
    parameters = parameters or Parameters()
    with connect(settings, Role.TRANSFORMER, application_name="acte2 town centres") as conn:
        towns = store.towns(conn)
        every = shown(store.kept(conn), settings.publish_local)
        kept = {row["code_commune"]: row for row in every if row["code_commune"] in towns and row["geometry"]}
        points = dict(store.storefronts(conn, kept))
    environment, empty = _environment(parameters, is_beside_others), np.empty((0, 2))
    page, listed = environment.get_template("map.html"), [(towns[code], row) for code, row in kept.items()]
    for town, row in listed:
        drawn = _map(town, row, points.get(town.code_commune, empty), parameters)
        write(folder / f"{town.code_commune}.html", french.spaced(page.render(map=drawn)))
    listed.sort(key=lambda one: french.plain(one[0].name))
    index = environment.get_template("maps.html").render(listed=listed)
    write(folder / "index.html", french.spaced(index))
    _sweep(folder, kept)
    return folder / "index.html"


def _environment(parameters: Parameters, is_beside_others: bool) -> Environment:
    environment = Environment(
        loader=PackageLoader("centres"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    environment.filters |= {"fr": french.number, "of": french.of, "reason": reasons.in_french}
    environment.globals |= {
        "radii": [_radius(eps) for eps in parameters.other_eps_m],
        "half": HALF_M,
        "bar": SCALE_BAR_M,
        "reach": parameters.reach_m,
        "attribution": ATTRIBUTION_FR,
        "methods": METHODS,
        "is_beside_others": is_beside_others,
    }
    return environment


def _sweep(folder: Path, kept: Container[str]) -> None:
    """Remove pages of towns that have no perimeter any more."""
    for path in folder.glob("?????.html"):
        if path.stem not in kept and path.stem != "index":
            path.unlink()


def _map(town: Town, kept: dict[str, Any], points: np.ndarray, parameters: Parameters) -> Map:
    area = to_metres(shapely.from_geojson(kept["geometry"]), town.epsg)
    middle = np.array(town.hall or area.centroid.coords[0])
    others = {
        f"{eps:.0f} m": recipe.draw(town.site(points), parameters, eps) for eps in parameters.other_eps_m
    }
    is_inside = shapely.intersects_xy(area, points[:, 0], points[:, 1])
    return Map(
        town=town,
        kept=kept,
        contour=_path(town.contour, middle),
        perimeter=_path(area, middle),
        others={told: _path(shape.area, middle) for told, shape in others.items() if shape},
        inside=_seen(points[is_inside], middle),
        outside=_seen(points[~is_inside], middle),
        hall=(0.0, 0.0) if town.hall else None,
    )


def _radius(eps_m: float) -> str:
    return f"{eps_m:.0f} m"


def _seen(points: np.ndarray, middle: np.ndarray) -> list[tuple[float, float]]:
    """Points on the map, metres east and south of `middle`, one for each place."""
    shown = np.unique(np.round(points - middle), axis=0) * (1, -1)
    return [tuple(point) for point in shown[(np.abs(shown) <= HALF_M).all(axis=1)].tolist()]


def _path(area: BaseGeometry | None, middle: np.ndarray) -> str:
    """SVG path of polygons, cut to the map."""
    if area is None:
        return ""
    x, y = middle
    seen = shapely.clip_by_rect(area, x - HALF_M, y - HALF_M, x + HALF_M, y + HALF_M)
    rings = [
        ring
        for one in shapely.get_parts(seen)
        if one.geom_type == "Polygon"
        for ring in (one.exterior, *one.interiors)
    ]
    return " ".join(_ring(shapely.get_coordinates(ring) - middle) for ring in rings)


def _ring(xy: np.ndarray) -> str:
    return "M" + "L".join(f"{x:.0f} {-y:.0f}" for x, y in xy[:-1]) + "Z"
