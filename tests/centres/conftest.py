"""A town of twenty thousand in Lambert-93: a square commune of six kilometres, its hall in the middle."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import psycopg
import pytest
from shapely.geometry import Polygon, box, mapping
from shapely.geometry.base import BaseGeometry

from centres.projection import to_degrees
from centres.town import Town
from warehouse.settings import Settings

EPSG, X, Y = 2154, 700_000.0, 6_600_000.0
POPULATIONS = {"10001": 20_000, "10002": 40_000, "10003": 12_000}
PREPARED = """
CREATE TABLE intermediate.int_town (
    code_commune text, nom_commune text, departement_code text, population numeric, epsg integer,
    mairie_longitude numeric, mairie_latitude numeric, contour_geojson text
);
CREATE TABLE intermediate.int_storefront_point (
    code_commune text, siret text, x double precision, y double precision, epsg integer
);
CREATE VIEW staging.stg_sirene__vintage AS SELECT '2026-09' AS vintage;
INSERT INTO ops.load (source, resource, raw_table, outcome, is_simulated)
VALUES ('sirene_geolocalisation', 'point', 'sirene_geolocalisation', 'published', true);
"""


def grid(x: float, y: float, side: int = 6, step: float = 30.0) -> np.ndarray:
    """Square of `side` × `side` points around (x, y), `step` metres apart."""
    at = (np.arange(side) - (side - 1) / 2) * step
    return np.array([(x + dx, y + dy) for dx in at for dy in at])


def town_at(code: str = "10001", x: float = X, y: float = Y, population: int = 20_000) -> Town:
    square = box(x - 3000, y - 3000, x + 3000, y + 3000)
    return Town(code, f"Town {code}", population, EPSG, (x, y), square)


def told(area: BaseGeometry, code: object = "10001", epsg: int = EPSG, **properties: object) -> dict:
    """GeoJSON feature of an area in metres."""
    geometry = mapping(to_degrees(area, epsg))
    return {"type": "Feature", "properties": {"code_commune": code, **properties}, "geometry": geometry}


def collection(*features: dict) -> str:
    return json.dumps({"type": "FeatureCollection", "features": list(features)})


def square(x: float = X, y: float = Y, half: float = 200.0) -> Polygon:
    return box(x - half, y - half, x + half, y + half)


@pytest.fixture
def towns() -> dict[str, Town]:
    """Three towns, ten kilometres apart."""
    return {
        code: town_at(code, X + number * 10_000, Y, population)
        for number, (code, population) in enumerate(POPULATIONS.items())
    }


@pytest.fixture
def given(tmp_path: Path) -> Callable[[str, str], Path]:
    """`given(text, name)` writes a users' file and returns its folder."""
    folder = tmp_path / "perimeters"
    folder.mkdir()

    def write(text: str, name: str = "given.geojson") -> Path:
        (folder / name).write_text(text, encoding="utf-8")
        return folder

    return write


@pytest.fixture
def settings(warehouse_settings: Settings, tmp_path: Path) -> Settings:
    """This test's warehouse, users' polygons in a folder of its own."""
    folder = tmp_path / "perimeters"
    folder.mkdir(exist_ok=True)
    return replace(warehouse_settings, perimeters=folder)


@pytest.fixture
def prepared(
    db: psycopg.Connection, towns: dict[str, Town], settings: Settings
) -> Iterator[psycopg.Connection]:
    """What dbt prepares: the three towns; storefronts for the first two, none for the third."""
    db.execute(PREPARED)
    for town in towns.values():
        hall = to_degrees(square(*town.hall, 1).centroid, EPSG)
        contour = json.dumps(mapping(to_degrees(town.contour, EPSG)))
        db.execute(
            "INSERT INTO intermediate.int_town VALUES (%s, %s, '10', %s, %s, %s, %s, %s)",
            [town.code_commune, town.name, town.population, EPSG, hall.x, hall.y, contour],
        )
    for town in list(towns.values())[:2]:
        put_points(db, town.code_commune, np.vstack([grid(*town.hall), grid(town.hall[0] + 2000, Y, 4)]))
    yield db


def put_points(db: psycopg.Connection, code: str, points: np.ndarray) -> None:
    with db.cursor().copy("COPY intermediate.int_storefront_point FROM STDIN") as copy:
        for number, (x, y) in enumerate(points.tolist()):
            copy.write_row((code, f"{code}{number:09}", x, y, EPSG))
