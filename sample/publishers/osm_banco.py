"""BANCO: shops of OpenStreetMap, in a zip with its date and licence. Names, telephones and addresses are invented."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

import numpy as np

from sample.files import MirrorFile, content, csv_bytes, zip_bytes
from sample.geography import degrees
from sample.sirene.places import every_place
from sample.sirene.sites import draw_zones, points
from sample.world import World

URL = "https://www.data.gouv.fr/api/1/datasets/r/3d612ad7-f726-4fe5-a353-bdf76c5a44c2"
DAY = date(2026, 9, 28)
HEADER = ("X", "Y", "osm_id", "type", "name", "brand", "operator", "wheelchair", "opening_hours", "level", "siret",
          "profession_ref", "wikidata", "website", "phone", "email", "facebook", "address", "com_insee", "com_nom",
          "last_update")  # fmt: skip
LICENCE = "Open Database License (ODbL) 1.0. © les contributeurs OpenStreetMap\n"
SHOPS_PER_PERSON = 0.0072
# Words and their share; several of one object are parted by semicolons.
TYPES = {
    "restaurant": 0.16, "fast_food": 0.07, "cafe": 0.05, "bar": 0.06, "bakery": 0.08, "hairdresser": 0.09,
    "clothes": 0.08, "supermarket": 0.04, "convenience": 0.04, "butcher": 0.03, "pharmacy": 0.05, "optician": 0.03,
    "beauty": 0.03, "florist": 0.02, "bakery;pastry": 0.01, "books": 0.01, "shoes": 0.02, "jewelry": 0.01,
    "bank": 0.04, "estate_agent": 0.03, "insurance": 0.02, "plumber": 0.01, "vacant": 0.015, "clothes;vacant": 0.005,
}  # fmt: skip
# Share of towns' shops for which mappers wrote something: opening hours, web site, telephone, mail, page.
WRITTEN = {"opening_hours": 0.38, "website": 0.3, "phone": 0.33, "email": 0.09, "facebook": 0.08}
WORDS = {
    "opening_hours": "Mo-Fr 09:00-12:00,14:00-18:30; Sa 09:00-12:00",
    "website": "https://boutique-{0}.example.org",
    "phone": "+33 1 99 00 {1:02} {2:02}",
    "email": "contact{0}@boutique.example.org",
    "facebook": "https://reseau.example.org/boutique{0}",
}


def files(world: World) -> Iterator[MirrorFile]:
    yield MirrorFile(URL, DAY, True, content(partial(export, world)))


def export(world: World) -> bytes:
    """The zip: shops, their date, their licence."""
    metadata = csv_bytes(("NOM", "DATE_MAJ"), [("BANCO", DAY.isoformat())], separator=";")
    return zip_bytes(
        {
            "data.csv": csv_bytes(HEADER, rows(world), separator=";", eol="\n"),
            "metadata.csv": metadata,
            "license.txt": LICENCE.encode(),
        }
    )


def rows(world: World) -> Iterator[tuple[object, ...]]:
    """One row an object; Lyon is one commune for mappers."""
    random, where = world.random("osm_banco"), every_place(world)
    number = random.poisson(where.people * SHOPS_PER_PERSON * random.lognormal(0, 0.4, len(where.code)))
    place = np.repeat(np.arange(len(number)), number)
    x, y = points(random, where, place, draw_zones(random, where, place, shops=True))
    longitude, latitude = degrees(where.epsg[place], x, y)
    shares = np.array([*TYPES.values()])
    kind = random.choice([*TYPES], len(place), p=shares / shares.sum())
    # Mappers are many in one town and few in another.
    zeal = random.lognormal(-0.1, 0.4, len(number))[place]
    written = {name: random.random(len(place)) < share * zeal for name, share in WRITTEN.items()}
    for rank, (at, word) in enumerate(zip(place.tolist(), kind.tolist(), strict=True)):
        said = {name: WORDS[name].format(rank, rank % 100, rank // 100 % 100) if there[rank] else ""
                for name, there in written.items()}  # fmt: skip
        district = where.code[at]
        yield (
            round(float(longitude[rank]), 7), round(float(latitude[rank]), 7), f"node/{90_000_000 + rank}", word,
            f"Chez Mme Exemple n° {rank}", "", f"Mme Exemple {rank}" if not rank % 7 else "", "",
            said["opening_hours"], "", "", "", "", said["website"], said["phone"], said["email"], said["facebook"],
            f"{rank % 90 + 1} Rue de l'Exemple", world.city_of.get(district, district),
            where.name[at], date(2015 + rank % 11, rank % 12 + 1, 1),
        )  # fmt: skip
