"""DVF: property sales, one gzipped file a year; the price stands on every row of a sale."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

import numpy as np

from sample.files import MirrorFile, content, csv_bytes
from sample.geography import rounded
from sample.territories import Territory, without_lyon
from sample.world import World

BASE = "https://files.data.gouv.fr/geo-dvf/latest/csv"
DAY = date(2026, 4, 12)
YEARS = range(2021, 2026)
# Kept by other offices, or not served.
ABSENT = {"57", "67", "68", "976"}
SALES_PER_PERSON = 0.0008
HEADER = [
    "id_mutation",
    "date_mutation",
    "numero_disposition",
    "nature_mutation",
    "valeur_fonciere",
    "adresse_numero",
    "adresse_suffixe",
    "adresse_nom_voie",
    "adresse_code_voie",
    "code_postal",
    "code_commune",
    "nom_commune",
    "code_departement",
    "ancien_code_commune",
    "ancien_nom_commune",
    "id_parcelle",
    "ancien_id_parcelle",
    "numero_volume",
    "lot1_numero",
    "lot1_surface_carrez",
    "lot2_numero",
    "lot2_surface_carrez",
    "lot3_numero",
    "lot3_surface_carrez",
    "lot4_numero",
    "lot4_surface_carrez",
    "lot5_numero",
    "lot5_surface_carrez",
    "nombre_lots",
    "code_type_local",
    "type_local",
    "surface_reelle_bati",
    "nombre_pieces_principales",
    "code_nature_culture",
    "nature_culture",
    "code_nature_culture_speciale",
    "nature_culture_speciale",
    "surface_terrain",
    "longitude",
    "latitude",
]
KINDS = {
    "1": ("Maison", 0.47, 105, 1_900),
    "2": ("Appartement", 0.45, 58, 2_500),
    "4": ("Local industriel. commercial ou assimilé", 0.08, 130, 1_300),
}
STREETS = ("RUE DE LA REPUBLIQUE", "AV JEAN JAURES", "RUE DU MARCHE", "CHE DES LILAS", "PL DE LA MAIRIE")


def files(world: World) -> Iterator[MirrorFile]:
    places: dict[str, list[Territory]] = {}
    for t in without_lyon(world):
        places.setdefault(t.dep, []).append(t)
    postcodes = {c.com: c.code_postal for c in (*world.communes, *world.districts)}
    ranked = [(rank, places[dep]) for rank, dep in enumerate(sorted(places.keys() - ABSENT))]
    for year in YEARS:
        url = f"{BASE}/{year}/full.csv.gz"
        yield MirrorFile(url, DAY, True, content(partial(year_of_sales, world, year, ranked, postcodes)))


def year_of_sales(
    world: World, year: int, ranked: list[tuple[int, list[Territory]]], postcodes: dict[str, str]
) -> bytes:
    """Every department's sales of a year, in one file."""
    rows = [row for rank, places in ranked for row in sales(world, year, rank, places, postcodes)]
    return gzip.compress(csv_bytes(HEADER, rows, eol="\n"), mtime=0)


def sales(
    world: World, year: int, rank: int, places: list[Territory], postcodes: dict[str, str]
) -> list[list[object]]:
    """Sales of a year in the department of that rank, numbered apart from the others'."""
    random = world.random(f"dvf {year} {rank}")
    level = {t.com: random.lognormal(0, 0.15) for t in places}
    rows: list[list[object]] = []
    for place in places:
        number = random.poisson(place.people * SALES_PER_PERSON)
        square = world.squares[place.com]
        x, y = (c + random.normal(0, 0.15, number) * square.side for c in square.centre)
        for kind, point in zip(
            random.choice(list(KINDS), number, p=[share for _, share, _, _ in KINDS.values()]),
            rounded(square.epsg, x, y),
            strict=True,
        ):
            identifier = f"{year}-{rank * 10_000 + len(rows) + 1}"
            postcode = postcodes[place.com]
            rows += sale(random, identifier, year, place, level[place.com], str(kind), postcode, point)
    return rows


def sale(
    random: np.random.Generator, identifier: str, year: int, place: Territory, level: float, code: str,
    postcode: str, point: list[float],
) -> list[list[object]]:  # fmt: skip
    """One row for the premises, sometimes one more for an outbuilding, both with the whole price."""
    kind, _, usual, price = KINDS[code]
    area = max(int(random.lognormal(np.log(usual), 0.4)), 9)
    value = round(area * price * level * random.lognormal(0, 0.2) * (1 + 0.03 * min(year - 2021, 2)), -2)
    day = date(year, 1, 1) + timedelta(days=int(random.integers(0, 365)))
    whole: dict[str, object] = {
        "id_mutation": identifier, "date_mutation": day, "numero_disposition": "000001", "nature_mutation": "Vente",
        "valeur_fonciere": int(value), "adresse_numero": int(random.integers(1, 120)),
        "adresse_nom_voie": STREETS[int(random.integers(0, len(STREETS)))], "adresse_code_voie": "0410",
        "code_postal": postcode, "code_commune": place.com, "nom_commune": place.name, "code_departement": place.dep,
        "id_parcelle": f"{place.com}000AB{int(random.integers(1, 900)):04}", "nombre_lots": int(code == "2"),
        "code_type_local": code, "type_local": kind, "surface_reelle_bati": area,
        "nombre_pieces_principales": max(area // 24, 1) if code in "12" else 0,
        "surface_terrain": area * 5 if code == "1" else "", "longitude": point[0], "latitude": point[1],
    }  # fmt: skip
    rows = [whole]
    if random.random() < 0.25:
        rows.append(whole | {"code_type_local": "3", "type_local": "Dépendance", "surface_reelle_bati": "",
                             "nombre_pieces_principales": 0})  # fmt: skip
    return [[row.get(name, "") for name in HEADER] for row in rows]
