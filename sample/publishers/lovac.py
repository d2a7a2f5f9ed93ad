"""LOVAC: vacant dwellings of the private stock by commune, with its secrecy, and by larger territories, without."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

import numpy as np

from sample.files import MirrorFile, content, csv_bytes
from sample.territories import Territory, without_lyon
from sample.world import World

URL = "https://www.data.gouv.fr/api/1/datasets/r/2e0417b4-902d-4c60-90e7-bf5df148cb87"
FOLDER = (
    "https://static.data.gouv.fr/resources/"
    "logements-vacants-du-parc-prive-par-commune-departement-region-france/20260625-163627"
)
DEPARTEMENTS, REGIONS, FRANCE = (
    f"{FOLDER}/lovac-opendata-{level}26.csv" for level in ("departements", "regions", "france")
)
DAY, DAY_OF_LEVELS = date(2026, 6, 18), date(2026, 6, 25)
FIRST, LAST = 20, 26
YEARS = range(LAST, FIRST - 1, -1)
SECRET_BELOW = 11
HOMES_PER_PERSON = 0.46
COUNTS = (
    f"pp_vacant_{LAST}", f"pp_vacant_plus_2ans_{LAST}",
    *(f"{name}_{year}" for year in YEARS[1:] for name in ("ff_pp_total", "pp_vacant", "pp_vacant_plus_2ans")),
)  # fmt: skip
HEADER = (f"CODGEO_{LAST}", f"LIBGEO_{LAST}", *COUNTS, f"EPCI_{LAST}", "DEP")


class Homes(NamedTuple):
    """Homes of the private stock in a year, as they are: nothing hidden."""

    total: int
    vacant: int
    vacant_2_years: int


ByYear = dict[int, Homes]


def files(world: World) -> Iterator[MirrorFile]:
    yield MirrorFile(URL, DAY, True, content(partial(export, world)))
    for url, make in (
        (DEPARTEMENTS, export_departements),
        (REGIONS, export_regions),
        (FRANCE, export_france),
    ):
        yield MirrorFile(url, DAY_OF_LEVELS, True, content(partial(make, world)))


def truth(world: World) -> list[tuple[Territory, ByYear]]:
    """Every commune (Lyon by district) with its homes by year of two digits, before secrecy."""
    return world.once("lovac", _truth)


def _truth(world: World) -> list[tuple[Territory, ByYear]]:
    random = world.random("lovac")
    return [(place, homes(random, place)) for place in without_lyon(world)]


def homes(random: np.random.Generator, place: Territory) -> ByYear:
    stock = place.people * HOMES_PER_PERSON * random.lognormal(0, 0.08)
    vacancy, long = float(np.clip(random.normal(0.098, 0.025), 0.02, 0.25)), random.uniform(0.35, 0.6)
    trend = random.normal(-0.01, 0.02)
    found: ByYear = {}
    for year in YEARS:
        total = round(stock * (1 - 0.006 * (LAST - year)))
        vacant = round(total * vacancy * (1 + trend) ** (year - LAST))
        found[year] = Homes(total, vacant, round(vacant * long))
    return found


def added(world: World, key: Callable[[Territory], tuple[str, ...]]) -> dict[tuple[str, ...], ByYear]:
    """Homes of larger territories: sums of what their communes have, secret or not."""
    places: dict[tuple[str, ...], list[ByYear]] = defaultdict(list)
    for place, by_year in truth(world):
        places[key(place)].append(by_year)
    return {
        name: {year: Homes(*np.sum([one[year] for one in members], axis=0).tolist()) for year in YEARS}
        for name, members in sorted(places.items())
    }


def export(world: World) -> bytes:
    """Latin-1, semicolons; the last year has no total yet."""
    rows = ((p.com, p.name, *cells(by_year), p.epci, p.dep) for p, by_year in truth(world))
    return latin_1(HEADER, rows)


def export_departements(world: World) -> bytes:
    return padded(("DEP", "LIB_DEP", *COUNTS), added(world, lambda place: (place.dep, place.department)))


def export_regions(world: World) -> bytes:
    return padded(("REG", "LIB_REG", *COUNTS), added(world, lambda place: (place.reg, place.region)))


def export_france(world: World) -> bytes:
    """Long: a row a year."""
    ((_, by_year),) = added(world, lambda _: ()).items()
    rows = (
        (f"20{year}", secret(of.vacant), secret(of.vacant_2_years), spaced(of.total) if year < LAST else "")
        for year, of in by_year.items()
    )
    return latin_1(("Millésime", "pp_vacant", "pp_vacant_plus_2ans", "ff_pp_total"), rows)


def padded(header: Sequence[str], places: dict[tuple[str, ...], ByYear]) -> bytes:
    """Headers and cells stand between blanks, as the publisher's do."""
    rows = ([f" {cell} " for cell in (*name, *cells(by_year))] for name, by_year in places.items())
    return latin_1([f" {name} " for name in header], rows)


def latin_1(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    return csv_bytes(header, rows, separator=";", eol="\r\n").decode().encode("latin-1", "replace")


def cells(by_year: ByYear) -> list[str]:
    """In the order of COUNTS."""
    found: list[str] = []
    for year, of in by_year.items():
        found += [spaced(of.total)] if year < LAST else []
        found += [secret(of.vacant), secret(of.vacant_2_years)]
    return found


def spaced(number: int) -> str:
    """Thousands apart, by a blank that does not break."""
    return f"{number:,}".replace(",", "\u00a0")


def secret(number: int) -> str:
    return "s" if number < SECRET_BELOW else spaced(number)
