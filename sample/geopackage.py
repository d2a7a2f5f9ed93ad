"""GeoPackages as a publisher writes them: SQLite, a header of its own before each geometry's WKB."""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

Ring = Sequence[tuple[float, float]]

_ID, _VERSION = 0x47504B47, 10300
_TIME = "2026-01-01T00:00:00.000Z"
_TABLES = """
    create table gpkg_spatial_ref_sys (srs_name text not null, srs_id integer primary key, organization text not null,
        organization_coordsys_id integer not null, definition text not null, description text);
    create table gpkg_contents (table_name text primary key, data_type text not null, identifier text unique,
        description text default '', last_change datetime not null, min_x double, min_y double, max_x double,
        max_y double, srs_id integer);
    create table gpkg_geometry_columns (table_name text not null, column_name text not null,
        geometry_type_name text not null, srs_id integer not null, z tinyint not null, m tinyint not null);
"""


def write(
    path: Path, layer: str, columns: Mapping[str, str], rows: Iterable[Sequence[Any]], epsg: int = 2154
) -> None:
    """One layer; `columns` are names and SQLite's types, each row its cells and then the polygon's blob."""
    with sqlite3.connect(path) as file:
        file.execute(f"pragma application_id = {_ID}")
        file.execute(f"pragma user_version = {_VERSION}")
        file.executescript(_TABLES)
        file.execute(
            "insert into gpkg_spatial_ref_sys values (?, ?, 'EPSG', ?, 'undefined', null)",
            [f"EPSG:{epsg}", epsg, epsg],
        )
        add_layer(file, layer, columns, rows, epsg)
    file.close()


def add_layer(
    file: sqlite3.Connection, layer: str, columns: Mapping[str, str], rows: Iterable[Sequence[Any]], epsg: int
) -> None:
    """A layer of polygons more."""
    file.execute(
        "insert into gpkg_contents (table_name, data_type, identifier, last_change, srs_id) values (?, 'features', ?, ?, ?)",
        [layer, layer, _TIME, epsg],
    )
    file.execute("insert into gpkg_geometry_columns values (?, 'geom', 'GEOMETRY', ?, 0, 0)", [layer, epsg])
    described = "".join(f', "{name}" {kind}' for name, kind in columns.items())
    file.execute(f'create table "{layer}" (fid integer primary key autoincrement, geom blob{described})')
    places = ", ".join("?" * (len(columns) + 1))
    names = "".join(f'"{name}", ' for name in columns)
    file.executemany(f'insert into "{layer}" ({names}geom) values ({places})', rows)


def polygon(*rings: Ring, epsg: int = 2154) -> bytes:
    """A polygon's blob: the outer ring, then the holes, each closed."""
    wkb = struct.pack("<BII", 1, 3, len(rings))
    for ring in rings:
        wkb += struct.pack("<I", len(ring)) + b"".join(struct.pack("<dd", x, y) for x, y in ring)
    return struct.pack("<2sBBi", b"GP", 0, 1, epsg) + wkb


def rectangle(west: float, south: float, east: float, north: float) -> list[tuple[float, float]]:
    """A closed ring, counter-clockwise."""
    return [(west, south), (east, south), (east, north), (west, north), (west, south)]
