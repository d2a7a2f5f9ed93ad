"""Cerema, FUSAC: of a layer of all sites only active zones of metropolitan France leave the file."""

from pathlib import Path

import pytest

from ingestion import errors
from sample.geopackage import polygon, rectangle, write
from sample.publishers.cerema_fusac import ACTIVE, COLUMNS, LAYER, ZONE
from tests.ingestion.conftest import Mirror

BASE = "datafoncier.cerema.fr/fusac"
CONTOUR = polygon(rectangle(640_000, 6_980_000, 640_100, 6_980_100))


def site(number: int, kind: str = ZONE, state: str = ACTIVE, department: str = "80") -> tuple:
    return f"80024_SITE-ECO_{number:05}", "ZA", kind, state, 1.0, "80024", department, CONTOUR


def put(
    mirror: Mirror, name: str, *rows: tuple, layer: str = LAYER, columns: dict[str, str] = COLUMNS
) -> None:
    path = Path(mirror.folder / BASE / name)
    path.parent.mkdir(parents=True, exist_ok=True)
    write(path, layer, columns, rows)


def test_only_active_zones_of_metropolitan_france_are_read(mirror: Mirror):
    put(
        mirror,
        "fr_fusac_cerema_2025.gpkg",
        site(1),
        site(2, kind="activité diffuse dans le tissu urbain"),
        site(3, state="en projet"),
        site(4, department="974"),
        site(5, kind="Zone d\u2019activité économique (ZAE)", state="existant et actif, en extension"),
        site(6, kind="inconnu"),
        site(7, department="2A"),
    )
    (published,) = mirror.walk("cerema_fusac", "zone")
    assert (published["vintage"], published["rows"]) == ("2025", 3)
    assert (mirror.last().rows_read, mirror.last().rows_rejected, mirror.last().unknown_columns) == (3, 0, [])
    rows = mirror.db.execute(
        "select right(site_id, 1), site_coddep from raw.cerema_fusac_zone order by 1"
    ).fetchall()
    assert rows == [("1", "80"), ("5", "80"), ("7", "2A")]


def test_the_year_of_the_name_is_the_vintage_and_the_layer_alone_is_taken(mirror: Mirror):
    put(mirror, "fr_fusac_cerema_2025.gpkg", site(1), site(2))
    put(mirror, "fr_fusac_cerema_site_eco_2026.gpkg", site(1), site(2), layer="fr_fusac_cerema_site_eco_2026")
    (published,) = mirror.walk("cerema_fusac", "zone")
    assert published["vintage"] == "2026"


def test_a_file_without_the_layer_of_sites_is_refused(mirror: Mirror):
    put(mirror, "fr_fusac_cerema_2025.gpkg", site(1), layer="fr_fusac_cerema_terrain_2025")
    with pytest.raises(errors.NotTheFile, match=r"one layer like '.*site_eco.*' expected, 0 found among"):
        mirror.walk("cerema_fusac", "zone")


def test_without_the_department_overseas_cannot_be_left_out(mirror: Mirror):
    columns = {name: kind for name, kind in COLUMNS.items() if name != "site_coddep"}
    row = site(1)
    put(mirror, "fr_fusac_cerema_2025.gpkg", (*row[:6], row[7]), columns=columns)
    with pytest.raises(errors.NotTheFile, match="column site_coddep, by which its rows are chosen"):
        mirror.walk("cerema_fusac", "zone")
