"""Small files as publishers write them: delimited, GeoJSON; and the date that a manifest gives one."""

import json

from tests.ingestion.conftest import Mirror

SQUARE = {"type": "Polygon", "coordinates": [[[3.5, 47.7], [3.6, 47.7], [3.6, 47.8], [3.5, 47.7]]]}


def table(names: list[str], *rows: dict[str, str], separator: str = ";") -> str:
    """A file with these columns; cells not given are empty."""
    lines = [separator.join(names), *(separator.join(row.get(name, "") for name in names) for row in rows)]
    return "\n".join(lines) + "\n"


def features(*properties: dict, geometry: dict = SQUARE) -> bytes:
    """A GeoJSON of features of the same geometry."""
    found = [{"type": "Feature", "properties": each, "geometry": geometry} for each in properties]
    return json.dumps({"type": "FeatureCollection", "features": found}).encode()


def dated(mirror: Mirror, url: str, day: str) -> None:
    """Let the mirror's manifest date this file, and no other."""
    (mirror.folder / "manifest.csv").write_text(f"url,last_modified\n{url.partition('?')[0]},{day}\n")
