"""BANCO: the publisher's columns, its date, shops with and without a word of how to reach them."""

import csv
import io
import zipfile

from sample.publishers import osm_banco
from sample.world import World

COLUMNS = {
    "X", "Y", "osm_id", "type", "name", "brand", "operator", "wheelchair", "opening_hours", "level", "siret",
    "profession_ref", "wikidata", "website", "phone", "email", "facebook", "address", "com_insee", "com_nom", "last_update",
}  # fmt: skip


def test_a_snapshot() -> None:
    archive = zipfile.ZipFile(io.BytesIO(osm_banco.export(World())))
    assert archive.namelist() == ["data.csv", "metadata.csv", "license.txt"]
    assert "OpenStreetMap" in archive.read("license.txt").decode()
    assert archive.read("metadata.csv").decode().split() == ["NOM;DATE_MAJ", "BANCO;2026-09-28"]
    rows = list(csv.DictReader(io.StringIO(archive.read("data.csv").decode()), delimiter=";"))
    assert set(rows[0]) == COLUMNS
    assert len({row["osm_id"] for row in rows}) == len(rows)
    shares = {name: sum(bool(row[name]) for row in rows) / len(rows) for name in osm_banco.WRITTEN}
    assert all(0.05 < share < 0.6 for share in shares.values()), shares
    assert {"vacant", "bakery;pastry"} <= {row["type"] for row in rows}
    assert not {"69381"} & {row["com_insee"] for row in rows}


def test_the_columns_kept_beside_the_project(shared):
    lines = (shared / "sources" / "headers" / "banco_data.columns.csv").read_text("utf-8-sig").splitlines()
    assert {line.split(";")[0] for line in lines[1:]} == COLUMNS
