"""LOVAC: vacant dwellings of the private stock by commune, with its secrecy."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

import numpy as np

from sample.files import MirrorFile, content, csv_bytes
from sample.territories import Territory, without_lyon
from sample.world import World

URL = "https://www.data.gouv.fr/api/1/datasets/r/2e0417b4-902d-4c60-90e7-bf5df148cb87"
DAY = date(2026, 6, 18)
FIRST, LAST = 20, 26
SECRET_BELOW = 11
HOMES_PER_PERSON = 0.46
HEADER = (
    f"CODGEO_{LAST}", f"LIBGEO_{LAST}", f"pp_vacant_{LAST}", f"pp_vacant_plus_2ans_{LAST}",
    *(f"{name}_{year}" for year in range(LAST - 1, FIRST - 1, -1)
      for name in ("ff_pp_total", "pp_vacant", "pp_vacant_plus_2ans")),
    f"EPCI_{LAST}", "DEP",
)  # fmt: skip


def files(world: World) -> Iterator[MirrorFile]:
    yield MirrorFile(URL, DAY, True, content(partial(export, world)))


def export(world: World) -> bytes:
    """Latin-1, semicolons; the last year has no total yet."""
    random = world.random("lovac")
    rows = [line(random, t) for t in without_lyon(world)]
    return csv_bytes(HEADER, rows, separator=";", eol="\r\n").decode().encode("latin-1", "replace")


def line(random: np.random.Generator, place: Territory) -> tuple[str, ...]:
    homes = place.people * HOMES_PER_PERSON * random.lognormal(0, 0.08)
    vacancy, long = float(np.clip(random.normal(0.098, 0.025), 0.02, 0.25)), random.uniform(0.35, 0.6)
    trend = random.normal(-0.01, 0.02)
    cells: list[str] = []
    for year in range(LAST, FIRST - 1, -1):
        total = round(homes * (1 - 0.006 * (LAST - year)))
        vacant = round(total * vacancy * (1 + trend) ** (year - LAST))
        if year < LAST:
            cells.append(spaced(total))
        cells += [secret(vacant), secret(round(vacant * long))]
    return place.com, place.name, *cells, place.epci, place.dep


def spaced(number: int) -> str:
    """Thousands apart, by a blank that does not break."""
    return f"{number:,}".replace(",", "\u00a0")


def secret(number: int) -> str:
    return "s" if number < SECRET_BELOW else spaced(number)
