"""Every threshold of the recipe and of the checks on users' polygons; stored with each perimeter."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Parameters:
    """Metres, square metres and shares of 1; the defaults are the method as published.

    Recipe: DBSCAN of radius `eps_m` and at least `min_points` points, itself included; the cluster nearest
    to the town hall and those within `joined_within_m` of it, points up to `reach_m` from the town hall;
    a concave hull (`hull_ratio` of GEOS: 0 hugs the points, 1 is convex) widened by `buffer_m`; otherwise a
    disc of `disc_small_m`, or `disc_large_m` from `disc_large_from` inhabitants.
    """

    eps_m: float = 100.0
    min_points: int = 12
    joined_within_m: float = 150.0
    reach_m: float = 1200.0
    hull_ratio: float = 0.3
    buffer_m: float = 50.0
    disc_small_m: float = 500.0
    disc_large_m: float = 800.0
    disc_large_from: int = 30_000
    # A town hall farther than this out of its commune's contour is an error of the file.
    hall_outside_m: float = 1000.0
    # Sensitivity: the share of storefronts inside, redrawn at these radii, may move by so much.
    other_eps_m: tuple[float, float] = (75.0, 150.0)
    sensitive_above: float = 0.05
    # Users' polygons: from half a hectare to ten square kilometres, half of it at least in the commune, whose
    # published contour is simplified to 100 m.
    user_min_m2: float = 5_000.0
    user_max_m2: float = 10_000_000.0
    user_min_share_in_commune: float = 0.5
    contour_tolerance_m: float = 100.0
