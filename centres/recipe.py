"""The published recipe, as pure geometry: storefronts, town hall and contour to a perimeter.

All coordinates are metres of one local projection. Points come as an array (n, 2); their order never matters.
"""

from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry
from sklearn.cluster import DBSCAN
from sklearn.neighbors import KDTree

from centres.parameters import Parameters
from centres.projection import on_grid

CLUSTER, DISC = "cluster", "disc"
POLYGONS = ("Polygon", "MultiPolygon")


@dataclass(frozen=True)
class Site:
    """What a town's centre is drawn from; `hall` and `contour` are None where unknown."""

    points: np.ndarray
    hall: tuple[float, float] | None
    contour: BaseGeometry | None
    population: int | None


@dataclass(frozen=True)
class Shape:
    """A perimeter: method, valid Polygon or MultiPolygon, and what was out of the ordinary (empty if nothing)."""

    method: str
    area: BaseGeometry
    why: str


def draw(site: Site, parameters: Parameters, eps_m: float | None = None) -> Shape | None:
    """Perimeter at radius `eps_m` (default: the parameters'); None when nothing says where the town lies."""
    eps_m = eps_m or parameters.eps_m
    points = ordered(site.points)
    labels = _clusters(points, eps_m, parameters.min_points)
    anchor, why = _anchor(site, points, labels, parameters)
    if anchor is None:
        return None
    kept = _kept(points, labels, anchor, parameters)
    if len(kept):
        hull = shapely.concave_hull(shapely.multipoints(np.unique(kept, axis=0)), ratio=parameters.hull_ratio)
        return _clipped(CLUSTER, hull.buffer(parameters.buffer_m), site.contour, why)
    no_cluster = (
        f"no cluster of {parameters.min_points} storefronts within {parameters.reach_m:.0f} m of the "
        "town hall: disc"
        if len(points)
        else "no located storefront: disc"
    )
    disc = Point(anchor).buffer(_radius(site.population, parameters), quad_segs=16)
    return _clipped(DISC, disc, site.contour, "; ".join(filter(None, [why, no_cluster])))


def share_inside(points: np.ndarray, area: BaseGeometry) -> tuple[int, float | None]:
    """Points in `area`, its edge included, and their share of all points; None without any point."""
    inside = int(shapely.intersects_xy(area, points[:, 0], points[:, 1]).sum()) if len(points) else 0
    return inside, inside / len(points) if len(points) else None


def ordered(points: np.ndarray) -> np.ndarray:
    """Points by x, then y: DBSCAN gives a border point to the cluster that it meets first."""
    return points[np.lexsort((points[:, 1], points[:, 0]))]


def _clusters(points: np.ndarray, eps_m: float, min_points: int) -> np.ndarray:
    """Number of each point's cluster, -1 for none."""
    if len(points) < min_points:
        return np.full(len(points), -1)
    labels: np.ndarray = DBSCAN(eps=eps_m, min_samples=min_points).fit_predict(points)
    return labels


def _anchor(
    site: Site, points: np.ndarray, labels: np.ndarray, parameters: Parameters
) -> tuple[tuple[float, float] | None, str]:
    """Town hall, or what stands for it, and a word on why."""
    if site.hall is not None:
        away = 0.0 if site.contour is None else site.contour.distance(Point(site.hall))
        if away <= parameters.hall_outside_m:
            return site.hall, ""
        known = f"town hall {away:.0f} m out of the commune, not used"
    else:
        known = "no town hall known"
    if (labels >= 0).any():
        largest = points[labels == np.bincount(labels[labels >= 0]).argmax()]
        middle = np.median(largest, axis=0)
        return tuple(middle), f"{known}: middle of the largest cluster instead"
    if site.contour is not None:
        inside = site.contour.centroid
        inside = inside if site.contour.covers(inside) else site.contour.representative_point()
        return (inside.x, inside.y), f"{known}: middle of the commune instead"
    if len(points):
        return tuple(np.median(points, axis=0)), f"{known}, no contour: middle of the storefronts instead"
    return None, known


def _kept(
    points: np.ndarray, labels: np.ndarray, anchor: tuple[float, float], parameters: Parameters
) -> np.ndarray:
    """Points in reach of the cluster nearest to the anchor and of the clusters near that one."""
    away = np.hypot(*(points - anchor).T)
    clustered = (labels >= 0) & (away <= parameters.reach_m)
    if not clustered.any():
        return points[:0]
    points, labels, away = points[clustered], labels[clustered], away[clustered]
    nearest = labels[away.argmin()]
    gap, _ = KDTree(points[labels == nearest]).query(points)
    joined = np.unique(labels[gap[:, 0] <= parameters.joined_within_m])
    return points[np.isin(labels, joined)]


def _radius(population: int | None, parameters: Parameters) -> float:
    is_large = population is not None and population >= parameters.disc_large_from
    return parameters.disc_large_m if is_large else parameters.disc_small_m


def _clipped(method: str, area: BaseGeometry, contour: BaseGeometry | None, why: str) -> Shape:
    """The part of `area` within the contour; all of it, and said, when no contour holds any of it."""
    if contour is None:
        return Shape(method, on_grid(area), "; ".join(filter(None, [why, "no contour: not clipped"])))
    inside = polygons_only(on_grid(area.intersection(contour)))
    if inside.is_empty:
        return Shape(
            method, on_grid(area), "; ".join(filter(None, [why, "outside the contour: not clipped"]))
        )
    return Shape(method, inside, why)


def polygons_only(geometry: BaseGeometry) -> BaseGeometry:
    """The polygons of a geometry, without points and lines that a cut left on an edge."""
    return on_grid(
        shapely.union_all([one for one in shapely.get_parts(geometry) if one.geom_type in POLYGONS])
    )
