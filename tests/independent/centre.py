"""Where establishments stand in a town with a perimeter, and the commercial addresses of its centre."""

import json
import re
from collections import defaultdict
from functools import cache
from pathlib import Path

import pandas as pd
from pyproj import Transformer
from shapely import Point, prepare, transform
from shapely.geometry import shape

from tests.independent import mirror as files
from tests.independent.geography import Geography
from tests.independent.mirror import day, seed
from tests.independent.register import Establishment

GOOD = {"11", "12", "21", "22"}
YEARS_OF_PREMISES = 8


def zones(
    mirror: Path, geography: Geography, register: dict[str, Establishment], perimeters: dict[str, str]
) -> dict[str, str]:
    """SIRET to centre, rest or unlocated; `perimeters` holds GeoJSON by commune of the towns drawn."""
    drawn = {code: _projected(code, geometry) for code, geometry in perimeters.items()}
    points = located(mirror, geography, {s for s, e in register.items() if e.commune in drawn})
    found = {}
    for siret, one in register.items():
        if one.commune not in drawn:
            continue
        point = points.get((siret, one.commune))
        if point is None:
            found[siret] = "unlocated"
        else:
            found[siret] = "centre" if drawn[one.commune].covers(point) else "rest"
    return found


@cache
def _projection(commune: str) -> dict[str, str]:
    rows = seed("projection").to_dict("records")
    return next(row for row in rows if re.search(row["communes"], commune))


def _projected(commune: str, geometry: str) -> object:
    into = Transformer.from_crs("EPSG:4326", f"EPSG:{_projection(commune)['epsg']}", always_xy=True)
    polygon = transform(shape(json.loads(geometry)), into.transform, interleaved=False)
    prepare(polygon)
    return polygon


def located(mirror: Path, geography: Geography, sirets: set[str]) -> dict[tuple[str, str], Point]:
    """Points precise to the street, by SIRET and commune."""
    columns = {name: name for name in ("siret", "x", "y", "epsg", "qualite_xy")}
    found = files.parquet(mirror, files.POINTS, {**columns, "plg_code_commune": "code"})
    found = found[found["siret"].isin(sirets) & found["qualite_xy"].isin(GOOD)].dropna(
        subset=["x", "y", "code"]
    )
    points = {}
    for line in found.itertuples():
        for commune in geography.carry(line.code, None):
            if _is_within(line, _projection(commune)):
                points[line.siret, commune] = Point(line.x, line.y)
    return points


def _is_within(line: object, extent: dict[str, str]) -> bool:
    inside = float(extent["x_min"]) <= line.x <= float(extent["x_max"])
    inside = inside and float(extent["y_min"]) <= line.y <= float(extent["y_max"])
    return inside and line.epsg == extent["epsg"]


def addresses(town: list[Establishment], zone: dict[str, str], years: range) -> pd.DataFrame:
    """Addresses of the centre that hosted a storefront lately, by year, and those idle for twelve months."""
    kinds = seed("activity").set_index("activity")
    storefronts = set(kinds.index[kinds["is_storefront"] == "true"])
    proximity = set(kinds.index[kinds["is_proximity"] == "true"])
    hosted, busy = defaultdict(list), defaultdict(list)
    for one in town:
        if one.address is None or zone.get(one.siret) != "centre":
            continue
        hosted[one.address] += [s for s in one.spells if s.activity in storefronts]
        busy[one.address] += [s for s in one.spells if s.activity in proximity]
    rows = []
    for year in years:
        end = day(year)
        lately = [
            a for a, spells in hosted.items() if _any_day(spells, day(year - YEARS_OF_PREMISES) + 1, end)
        ]
        idle = [a for a in lately if not _any_day(busy[a], day(year - 1) + 1, end)]
        rows.append((year, len(lately), len(idle)))
    return pd.DataFrame(rows, columns=["annee", "addresses", "addresses_idle"])


def _any_day(spells: list, first: int, last: int) -> bool:
    return any(s.first <= last and s.last >= first for s in spells)
