"""Small GeoPackages, good ones and others, made with SQLite alone."""

import sqlite3
from contextlib import closing
from pathlib import Path

import shapely

from sample.geopackage import write

LAYER = "zones"
COLUMNS = {"Name": "TEXT", "Surf_ha": "REAL"}
SQUARE = "POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0))"


def blob(wkt: str, envelope: bool = False) -> bytes:
    """A GeoPackage's geometry, with the envelope that most writers put before it or without."""
    geometry = shapely.from_wkt(wkt)
    header = (
        b"GP\x00\x03" + (2154).to_bytes(4, "little")
        if envelope
        else b"GP\x00\x01" + (2154).to_bytes(4, "little")
    )
    return header + (b"\x00" * 32 if envelope else b"") + shapely.to_wkb(geometry)


def package(path: Path, *rows: tuple, epsg: int = 2154, layer: str = LAYER) -> Path:
    """A file of one layer; each row is a name, an area and a blob."""
    write(path, layer, COLUMNS, rows, epsg)
    return path


def run(path: Path, *statements: str) -> None:
    """Change a file by hand."""
    with closing(sqlite3.connect(path)) as file:
        for statement in statements:
            file.execute(statement)
        file.commit()
