"""From a town, its storefronts and what users gave to the row that is kept."""

import json
from dataclasses import asdict, dataclass

import numpy as np
from shapely.geometry.base import BaseGeometry

from centres import recipe
from centres.parameters import Parameters
from centres.parts import as_text, parts
from centres.projection import geojson, on_grid, to_degrees, to_metres
from centres.town import Town
from centres.user_file import Given

USER = "user"


@dataclass(frozen=True)
class Perimeter:
    """A row of centre.perimeter before it has a version, with its `parts`; metres are those of `epsg`."""

    code_commune: str
    method: str
    reason: str
    epsg: int
    area_m2: float
    geometry: str
    eps_m: float | None
    points: int
    points_inside: int
    share_inside: float | None
    share_eps_75: float | None
    share_eps_150: float | None
    is_sensitive: bool
    parameters: str
    source_sha256: str | None
    parts: list[str]


def compute(
    town: Town, points: np.ndarray, given: Given | None, asked: str, parameters: Parameters
) -> Perimeter | None:
    """The user's polygon if one was given, else the recipe's; None when the town cannot be placed at all."""
    if given is not None:
        area = on_grid(to_metres(given.area, town.epsg))
        return _row(
            town, points, USER, area, geojson(given.area), f"{asked}: {given.file}", parameters, given
        )
    shape = recipe.draw(town.site(points), parameters)
    if shape is None:
        return None
    told = geojson(to_degrees(shape.area, town.epsg))
    reason = f"{asked}; {shape.why}" if shape.why else asked
    return _row(town, points, shape.method, shape.area, told, reason, parameters, None)


def _row(
    town: Town,
    points: np.ndarray,
    method: str,
    area: BaseGeometry,
    geometry: str,
    reason: str,
    parameters: Parameters,
    given: Given | None,
) -> Perimeter:
    inside, share = recipe.share_inside(points, area)
    others = [None, None] if given else _other_shares(town, points, parameters)
    moved = [abs(other - share) for other in others if other is not None and share is not None]
    return Perimeter(
        code_commune=town.code_commune,
        method=method,
        reason=reason,
        epsg=town.epsg,
        area_m2=area.area,
        geometry=geometry,
        eps_m=None if given else parameters.eps_m,
        points=len(points),
        points_inside=inside,
        share_inside=share,
        share_eps_75=others[0],
        share_eps_150=others[1],
        is_sensitive=any(move > parameters.sensitive_above for move in moved),
        parameters=json.dumps(asdict(parameters)),
        source_sha256=given.sha256 if given else None,
        parts=[as_text(part) for part in parts(area)],
    )


def _other_shares(town: Town, points: np.ndarray, parameters: Parameters) -> list[float | None]:
    """Share of the same points inside, were the perimeter drawn at each of the other radii."""
    drawn = [recipe.draw(town.site(points), parameters, eps_m) for eps_m in parameters.other_eps_m]
    return [recipe.share_inside(points, one.area)[1] if one else None for one in drawn]
