"""Fibre among premises (D04), and what OpenStreetMap tells of shops of a centre (D05, D05H), from the publishers' files."""

import csv
import io
import json
import zipfile
from collections import Counter, defaultdict
from pathlib import Path

import pandas as pd
from shapely import contains_xy, prepare
from shapely.geometry import shape

from tests.independent.geography import Geography
from tests.independent.mirror import seed

FIBRE = "data.arcep.fr/fixe/maconnexioninternet/statistiques"
SHOPS = "www.data.gouv.fr/api/1/datasets/r/3d612ad7-f726-4fe5-a353-bdf76c5a44c2"
CONTACTS = ("website", "phone", "email", "facebook", "opening_hours")
MEASURES = {"osm_shops": None, "osm_shops_visible": CONTACTS, "osm_shops_with_hours": ("opening_hours",)}
ALWAYS_FRAGILE = {"D05", "D05H"}


def fibre(mirror: Path, geography: Geography, communes: set[str]) -> dict[str, pd.DataFrame]:
    """Premises, and those that fibre reaches, of each year's last quarter, carried to the communes."""
    last: dict[int, tuple[str, list[dict[str, str]]]] = {}
    for path in (mirror / FIBRE).glob("*/commune/commune_techno.csv"):
        rows = [row for row in _lines(path.read_bytes()) if row["type"] == "all"]
        end = rows[0]["date"]
        last[int(end[:4])] = max(last.get(int(end[:4]), ("", [])), (end, rows), key=lambda held: held[0])
    heirs = {
        year: {row["code_insee"]: geography.carry(row["code_insee"], year) for row in rows}
        for year, (_, rows) in last.items()
    }
    found = {}
    for measure, column in (("premises", "nbr"), ("premises_ftth", "elig_ftth")):
        parts = [
            (heir, year, int(row[column]) * share, share < 1)
            for year, (_, rows) in last.items()
            for row in rows
            for heir, share in heirs[year][row["code_insee"]].items()
            if heir in communes
        ]
        grouped = pd.DataFrame(parts, columns=["code", "annee", "value", "estimated"]).groupby(
            ["code", "annee"]
        )
        found[measure] = pd.DataFrame(
            {"value": grouped["value"].sum(), "estimated": grouped["estimated"].any()}
        )
    return found


def _lines(body: bytes) -> list[dict[str, str]]:
    """Rows of an edition, whose encoding is UTF-8 or Windows-1252."""
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = body.decode("cp1252")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def shops(mirror: Path, geography: Geography, perimeters: dict[str, str]) -> dict[tuple[str, int, str], int]:
    """Shops by town, year and measure; `perimeters` holds GeoJSON by town, in degrees as the shops are."""
    drawn = {code: shape(json.loads(geometry)) for code, geometry in perimeters.items()}
    for polygon in drawn.values():
        prepare(polygon)
    with zipfile.ZipFile(mirror / SHOPS) as archive:
        year = int(_lines(archive.read("metadata.csv"))[0]["DATE_MAJ"][:4])
        rows = _lines(archive.read("data.csv"))
    words = {row["osm_value"]: row["is_shop"] == "true" for row in seed("osm_shop").to_dict("records")}
    found: Counter[tuple[str, int, str]] = Counter({(code, year, m): 0 for code in drawn for m in MEASURES})
    towns = _towns(geography, {row["com_insee"] for row in rows}, year, set(drawn))
    for row in rows:
        kinds = [words[word] for word in row["type"].split(";") if word in words]
        if not kinds or not all(kinds):
            continue
        for town in towns[row["com_insee"]]:
            if contains_xy(drawn[town], float(row["X"]), float(row["Y"])):
                for measure, cells in MEASURES.items():
                    found[town, year, measure] += cells is None or any(row[cell].strip() for cell in cells)
    return dict(found)


def _towns(geography: Geography, codes: set[str], year: int, towns: set[str]) -> dict[str, set[str]]:
    """Of each commune of the map, the towns that it became."""
    found = defaultdict(set)
    for code in codes:
        found[code] = set(geography.carry(code, year)) & towns
    return found
