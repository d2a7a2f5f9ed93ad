"""Cerema, FUSAC: sites of activity of all kinds in one layer of a GeoPackage, plots in another."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

from sample.files import MirrorFile
from sample.geopackage import add_layer, polygon, rectangle, write
from sample.parks import LAMBERT_93, Park, parks
from sample.world import World

URL = "https://datafoncier.cerema.fr/fusac/fr_fusac_cerema_2025.gpkg"
DAY = date(2025, 11, 20)
LAYER, PLOTS = "fr_fusac_cerema_site_eco_2025", "fr_fusac_cerema_terrain_2025"
COLUMNS = {
    "site_id": "TEXT",
    "site_nom": "TEXT",
    "site_type": "TEXT",
    "site_etat": "TEXT",
    "site_surf_brute": "REAL",
    "site_comm_insee": "TEXT",
    "site_coddep": "TEXT",
}
ZONE, ACTIVE = "zone d'activité économique", "existant et actif"
OTHERS = (
    ("activité diffuse dans le tissu urbain", ACTIVE),
    ("inconnu", ACTIVE),
    (ZONE, "en projet"),
    ("établissement isolé", ACTIVE),
)
PEOPLE = 2_000
HALF_WIDTH, HALF_HEIGHT, LAKE = 260, 200, 40

Row = tuple[str | float | bytes, ...]


def files(world: World) -> Iterator[MirrorFile]:
    yield MirrorFile(URL, DAY, True, partial(_write, world))


def _write(world: World, path: Path) -> None:
    write(path, LAYER, COLUMNS, rows(world))
    with sqlite3.connect(path) as file:
        add_layer(file, PLOTS, {"terrain_id": "TEXT"}, [("1", polygon(rectangle(0, 0, 10, 10)))], LAMBERT_93)
    file.close()


def rows(world: World) -> Iterator[Row]:
    """A zone around each park, and beside it a site that is none; overseas, metres of another projection."""
    for park in parks(world, PEOPLE):
        yield _row(park, 1, ZONE, ACTIVE, park.around(HALF_WIDTH, HALF_HEIGHT), park.around(LAKE, LAKE))
        kind, state = OTHERS[park.people % len(OTHERS)]
        yield _row(park, 2, kind, state, park.around(2 * HALF_WIDTH, 2 * HALF_HEIGHT))


def _row(park: Park, rank: int, kind: str, state: str, *rings: list[tuple[float, float]]) -> Row:
    department = park.com[:3] if park.com.startswith("97") else park.com[:2]
    # Districts of Lyon share its code.
    site = f"{park.com}_SITE-ECO_{int(park.x + park.y) % 100_000:05}{rank}"
    (west, south), _, (east, north), *_ = rings[0]
    surface = round((east - west) * (north - south) / 10_000, 2)
    return site, f"ZA {park.com}", kind, state, surface, park.com, department, polygon(*rings)
