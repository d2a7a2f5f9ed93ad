"""Cerema, EmpCom: contours of large commercial zones, in a GeoPackage that users put into a mirror."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

from sample.files import MirrorFile
from sample.geopackage import polygon, rectangle, write
from sample.parks import LAMBERT_93, Park, halls, parks
from sample.world import World

URL = "https://datafoncier.cerema.fr/base-empcom/ZAE_France_metro_opendata.gpkg"
DAY = date(2024, 1, 15)
LAYER = "ZAE_France_metro_opendata"
COLUMNS = {"id_dep": "TEXT", "idcom": "TEXT", "activite": "TEXT", "Surf_ha": "REAL"}
# Only the large zones are there: communes of fewer people have none.
PEOPLE = 8_000
HALF_WIDTH, HALF_HEIGHT, LAKE = 210, 150, 60
# Zones within the dense town; one in so many straddles two communes.
CENTRAL, STRADDLING = ("89024",), 9

Row = tuple[str, str, str, float, bytes]


def files(world: World) -> Iterator[MirrorFile]:
    yield MirrorFile(URL, DAY, True, partial(_write, world))


def _write(world: World, path: Path) -> None:
    write(path, LAYER, COLUMNS, rows(world))


def rows(world: World) -> Iterator[Row]:
    """A site each: commerce around a pond, and crafts beside it; words are capitalised in some."""
    known = halls(world)
    before = ""
    for rank, park in enumerate(p for p in parks(world, PEOPLE) if p.epsg == LAMBERT_93):
        straddles = rank % STRADDLING == 1 and before != park.com
        site, idcom = f"{park.com[:2]}_{rank + 1}", f"{park.com},{before}" if straddles else park.com
        before = park.com
        yield _row(site, idcom, "Commerce" if rank % 7 == 0 else "commerce", *_commerce(park))
        east = park.x + HALF_WIDTH
        yield _row(
            site,
            idcom,
            "artisanat",
            rectangle(round(east, 1), round(park.y, 1), round(east + 150, 1), round(park.y + 90, 1)),
        )
    for com in CENTRAL:
        x, y = (round(c, 1) for c in known[com])
        yield _row(f"{com[:2]}_centre", com, "commerce", rectangle(x, y, x + 120, y + 80))


def _commerce(park: Park) -> list[list[tuple[float, float]]]:
    return [park.around(HALF_WIDTH, HALF_HEIGHT), park.around(LAKE, LAKE)]


def _row(site: str, idcom: str, activity: str, *rings: list[tuple[float, float]]) -> Row:
    outer, *holes = map(_area, rings)
    return site, idcom, activity, round((outer - sum(holes)) / 10_000, 2), polygon(*rings)


def _area(ring: list[tuple[float, float]]) -> float:
    (west, south), _, (east, north), *_ = ring
    return (east - west) * (north - south)
