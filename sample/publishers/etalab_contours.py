"""Etalab: contours of communes and positions of town halls, from the layout of the simulation."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from sample.files import MirrorFile, content
from sample.geography import collection, feature, outline, rounded
from sample.sirene.places import every_place
from sample.territories import territories
from sample.world import World

BASE = "https://etalab-datasets.geo.data.gouv.fr/contours-administratifs/2026/geojson"
CONTOURS, HALLS = f"{BASE}/communes-1000m.geojson", f"{BASE}/mairies.geojson"
DAY = date(2026, 3, 10)


def files(world: World) -> Iterator[MirrorFile]:
    yield MirrorFile(CONTOURS, DAY, True, content(partial(contours, world)))
    yield MirrorFile(HALLS, DAY, True, content(partial(halls, world)))


def contours(world: World) -> bytes:
    """A square each; districts are there beside Lyon, and tell their commune."""
    features: list[dict[str, object]] = []
    for t in territories(world).values():
        properties: dict[str, object] = {
            "code": t.com,
            "nom": t.name,
            "departement": t.dep,
            "region": t.reg,
            "epci": t.epci,
        }
        if t.com in world.cities:
            properties["plm"] = True
        if t.typecom == "ARM":
            properties["commune"] = world.city_of[t.com]
        ring = outline(world.squares[t.com])
        features.append(feature({"type": "Polygon", "coordinates": [ring]}, properties))
    return collection(features)


def halls(world: World) -> bytes:
    where, territory = every_place(world), territories(world)
    points = dict(zip(where.code, zip(where.epsg, where.x, where.y, strict=True), strict=True))
    for city in world.cities:
        points[city] = (world.squares[city].epsg, *world.squares[city].centre)
    features: list[dict[str, object]] = []
    for com, (epsg, x, y) in points.items():
        (position,) = rounded(int(epsg), [x], [y])
        geometry = {"type": "Point", "coordinates": position}
        features.append(feature(geometry, {"commune": com, "nom": territory[com].name, "type": "mairie"}))
    return collection(features)
