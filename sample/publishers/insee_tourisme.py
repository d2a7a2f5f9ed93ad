"""INSEE Melodi, tourist capacity: hotels and campsites of every commune on 1 January, zeros included."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sample.cubes import MELODI
from sample.files import MirrorFile, content, melodi_rows, melodi_zip
from sample.world import World

NAME = "DS_TOUR_CAP"
EDITIONS = {
    2026: (f"{MELODI}/{NAME}/{NAME}_2026_CSV_FR", date(2026, 4, 9)),
    2025: ("https://www.insee.fr/fr/statistiques/fichier/2021703/DS_TOUR_CAP_CSV_2025_geo25.zip", date(2025, 5, 6)),
}
HEADER = ("GEO", "GEO_OBJECT", "ACTIVITY", "UNIT_LOC_RANKING", "L_STAY", "TOUR_MEASURE", "FREQ", "OBS_STATUS",
          "TIME_PERIOD", "OBS_VALUE")  # fmt: skip
METADATA = (
    ("ACTIVITY", "Activité", "I551", "Hôtels et hébergement similaire"),
    ("ACTIVITY", "Activité", "I553", "Terrains de camping et parcs pour caravanes"),
    ("TOUR_MEASURE", "Mesure", "PLACE", "Nombre de chambres ou d'emplacements"),
    ("L_STAY", "Durée de séjour", "LONG", "Emplacements loués à l'année"),
)
STARS = ("1", "2", "3", "4", "5", "NC")
STAR_SHARES = (0.04, 0.19, 0.38, 0.23, 0.05, 0.11)
# Rooms for an inhabitant; a hotel has some 38 rooms, a campsite some 110 pitches, a fifth of them let by the year.
ROOMS, ROOMS_A_HOTEL = 0.0097, 38
CAMPSITES, PITCHES_A_SITE, LONG_SHARE = 0.35, 110, 0.19
# From one year to the next.
GROWTH = 1.004

Counts = NDArray[np.int64]


def files(world: World) -> Iterator[MirrorFile]:
    for year, (url, day) in EDITIONS.items():
        yield MirrorFile(url, day, True, content(partial(capacity, world, year)))


def capacity(world: World, year: int) -> bytes:
    """The zip of a year, in its geography; rooms by stars, pitches by length of stay, and their totals."""
    codes = [c.com for c in world.reference.communes(year) if c.typecom == "COM"]
    rooms, pitches = drawn(world, codes, year)
    rows = [
        (code, "COM", *cells, "A", "A", year, value)
        for code, by_stars, by_stay in zip(codes, rooms.tolist(), pitches.tolist(), strict=True)
        for cells, value in (*hotels(by_stars), *campsites(by_stay))
    ]
    return melodi_zip(f"{NAME}_{year}", melodi_rows(HEADER, rows), METADATA)


def drawn(world: World, codes: list[str], year: int) -> tuple[Counts, Counts]:
    """Rooms by stars, pitches let by the year and passing, of each commune; drawn once for all years."""
    random = world.random("insee_tourisme")
    everywhere = sorted({c.com for y in EDITIONS for c in world.reference.communes(y) if c.typecom == "COM"})
    people = np.array([world.pmun.get(code, 400) for code in everywhere])
    hotel_count = random.poisson(people * ROOMS / ROOMS_A_HOTEL * random.lognormal(-0.3, 0.8, len(people)))
    rooms = random.poisson(hotel_count[:, None] * ROOMS_A_HOTEL * np.array(STAR_SHARES))
    sites = random.poisson(CAMPSITES, len(people))
    shares = np.array([LONG_SHARE, 1 - LONG_SHARE])
    pitches = random.poisson(sites[:, None] * PITCHES_A_SITE * shares)
    chosen, years = np.searchsorted(everywhere, codes), year - min(EDITIONS)
    return tuple(np.rint(part[chosen] * GROWTH**years).astype(np.int64) for part in (rooms, pitches))


def hotels(by_stars: list[int]) -> Iterator[tuple[tuple[Any, ...], int]]:
    """Rooms of a commune's hotels by stars, those it has none of left out, and their total."""
    yield ("I551", "_T", "_T", "PLACE"), sum(by_stars)
    for stars, rooms in zip(STARS, by_stars, strict=True):
        if rooms:
            yield ("I551", stars, "_T", "PLACE"), rooms


def campsites(by_stay: list[int]) -> Iterator[tuple[tuple[Any, ...], int]]:
    """Pitches of a commune's campsites by length of stay, and their total."""
    yield ("I553", "_T", "_T", "PLACE"), sum(by_stay)
    if any(by_stay):
        yield ("I553", "_T", "LONG", "PLACE"), by_stay[0]
        yield ("I553", "_T", "SHORT", "PLACE"), by_stay[1]
