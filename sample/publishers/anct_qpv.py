"""ANCT: priority neighbourhoods of 2024 (QPV), polygons in WGS84."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from sample.files import MirrorFile, content, zip_bytes
from sample.geography import Square, collection, feature, outline
from sample.territories import communes_only
from sample.world import World

URL = (
    "https://static.data.gouv.fr/resources/quartiers-prioritaires-de-la-politique-de-la-ville-qpv/"
    "20260115-204323/qpv-2024-geojson.zip"
)
DAY = date(2026, 1, 15)
MEMBER = "QP2024_France_Hexagonale_Outre_Mer_WGS84.geojson"
TOWN_PEOPLE, PEOPLE_A_NEIGHBOURHOOD, LARGEST_NUMBER = 12_000, 30_000, 6
SIDE = 450
NAMES = ("Les Tilleuls", "La Fontaine", "Beauregard", "Les Hauts", "Le Grand Pré", "Bel Air")


def files(world: World) -> Iterator[MirrorFile]:
    yield MirrorFile(URL, DAY, True, content(partial(archive, world)))


def archive(world: World) -> bytes:
    """One neighbourhood or more in each larger town, around a kilometre from its middle."""
    features: list[dict[str, object]] = []
    for t in sorted(communes_only(world)):
        number = min(1 + t.people // PEOPLE_A_NEIGHBOURHOOD, LARGEST_NUMBER) if t.people >= TOWN_PEOPLE else 0
        square = world.squares[t.com]
        x, y = square.centre
        for rank in range(number):
            corner = Square(square.epsg, x + 600 * (-1) ** rank, y - 1_500 + 500 * rank, SIDE)
            code = f"QN{t.dep:0>3}{len(features) + 1:02}M"
            properties = {"code_qp": code, "lib_qp": NAMES[rank], "insee_com": t.com, "lib_com": t.name}
            features.append(feature({"type": "MultiPolygon", "coordinates": [[outline(corner)]]}, properties))
    return zip_bytes({MEMBER: collection(features)})
