"""Cerema: consumption of natural, farm and forest land by commune; three vintages, three layouts, square metres."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial

import numpy as np
from numpy.typing import NDArray

from sample.files import MirrorFile, content, csv_bytes
from sample.successors import carry, codes
from sample.territories import Territory, territories
from sample.world import World

Ints = NDArray[np.int64]

STATIC = "https://static.data.gouv.fr/resources"
TITLE = "consommation-despaces-naturels-agricoles-et-forestiers-du-1er-janvier-2009-au-1er-janvier"
URL_2023 = f"{STATIC}/{TITLE}-2023/20240425-073814/conso2009-2023-resultats-com.csv"
URL_2024 = f"{STATIC}/{TITLE}-2024/20250512-132201/conso2009-2024-resultats-com.csv"
URL_2025 = "https://www.data.gouv.fr/fr/datasets/r/b258feec-f8ff-4e0a-93b3-baf1fe46ef66"
FIRST, LAST, BASE_COG = 2009, 2025, 2023

# Order of the destinations: every year; totals of the first two vintages; the last vintage.
YEARLY = ("act", "hab", "mix", "rou", "fer", "inc")
TOTAL = ("act", "hab", "mix", "inc", "rou", "fer")
RECENT = ("hab", "act", "inc", "mix", "fer", "rou")
SHARES = {"act": 0.25, "hab": 0.62, "mix": 0.03, "rou": 0.05, "fer": 0.005, "inc": 0.045}
# Land taken for an inhabitant in a year, and how the pace fell.
METRES_PER_PERSON, PER_COMMUNE = 3.2, 1_500
PACE = {year: 1.35 - 0.05 * min(year - 2009, 9) - 0.06 * max(year - 2020, 0) for year in range(FIRST, LAST)}
PERIODS_2025 = ((11, 25), (11, 21), (21, 25))
SPANS_2025 = ((11, 16), (16, 22), (11, 22))
PLACE_2025 = ("idcom", "idcomtxt", "idreg", "idregtxt", "iddep", "iddeptxt", "epci25", "epci25txt", "scot", "aav2020",
              "libaav2020", "cateaav2020", "taav2017", "tdaav2017", "littoral", "montagne_urba", "abc",
              "libdens_aav")  # fmt: skip
RATIOS_2025 = ("mepart1116", "mepart1622", "mepart1122", "menhab1116", "menhab1622", "menhab1122", "artpop1622",
               "artpop1116", "artpop1122")  # fmt: skip
SHORT_2025 = ("naf11art16", "naf16art22", "naf11art22", "art11hab16", "art16hab22", "art11hab22")


def files(world: World) -> Iterator[MirrorFile]:
    yield MirrorFile(URL_2023, date(2024, 4, 25), True, content(partial(old_layout, world, 2023, 14)))
    yield MirrorFile(URL_2024, date(2025, 5, 12), True, content(partial(old_layout, world, 2024, 15)))
    yield MirrorFile(URL_2025, date(2026, 7, 24), True, content(partial(recent_layout, world)))


def land(world: World) -> dict[str, Ints]:
    """By commune of the base geography: `flows` (year, destination in YEARLY's order) in m2, `surface`, `people`."""
    return world.once("land", _land)


def _land(world: World) -> dict[str, Ints]:
    random = world.random("land")
    pmun = world.reference.people(2021)
    people = np.array([pmun[com] for com in codes(world.reference, BASE_COG)])
    years = range(FIRST, LAST)
    mean = (PER_COMMUNE + people * METRES_PER_PERSON)[:, None] * np.array([PACE[y] for y in years])
    amount = random.gamma(0.6, mean / 0.6) * (random.random(mean.shape) < 0.8)
    shares = random.dirichlet([10 * SHARES[d] for d in YEARLY], mean.shape)
    flows = np.rint(amount[:, :, None] * shares).astype(np.int64)
    flows[flows < 150] = 0
    # Roundings of the publisher leave a metre or two under zero.
    flows[:, :, YEARLY.index("inc")] -= random.random(mean.shape) < 0.004
    surface = np.rint(random.lognormal(16.4, 0.5, len(people))).astype(np.int64)
    return {"flows": flows, "surface": surface, "people": people}


def flow_columns(flows: Ints, first: int, last: int, order: Sequence[str]) -> dict[str, Ints]:
    """Flow of a period and its destinations; `first` and `last` are the two ends, on two digits."""
    years = flows[:, first + 2000 - FIRST : last + 2000 - FIRST].sum(axis=1)
    return {f"naf{first:02}art{last:02}": years.sum(axis=1)} | {
        f"art{first:02}{d}{last:02}": years[:, YEARLY.index(d)] for d in order
    }


def census(people: Ints, start: int) -> dict[str, Ints]:
    """Population, households and jobs of two censuses six years apart, and their changes."""
    columns: dict[str, Ints] = {}
    for name, share, growth in (("pop", 1.0, 0.985), ("men", 0.46, 0.955), ("emp", 0.36, 0.975)):
        after = np.rint(people * share).astype(np.int64)
        before = np.rint(after * growth).astype(np.int64)
        end = start + 6
        columns |= {f"{name}{start}": before, f"{name}{end}": after, f"{name}{start}{end}": after - before}
    return columns


def old_layout(world: World, edition: int, start: int) -> bytes:
    """2009-2023 (131 columns) and 2009-2024 (138 columns, all quoted), semicolons."""
    last, base = edition - 2000, land(world)
    names, flows = carry(world.reference, base["flows"], BASE_COG, edition)
    _, surface = carry(world.reference, base["surface"], BASE_COG, edition)
    _, people = carry(world.reference, base["people"], BASE_COG, edition)
    # What was the last year then has been completed since.
    flows[:, last - 10] = flows[:, last - 10] * 9 // 10
    columns: dict[str, Ints | NDArray[np.float64]] = {}
    for year in range(9, last):
        columns |= flow_columns(flows, year, year + 1, YEARLY)
    columns |= flow_columns(flows, 9, last, TOTAL)
    total = columns[f"naf09art{last:02}"]
    columns[f"artcom09{last:02}"] = np.round(100 * total / surface, 2)
    counts, span = census(people, start), f"{start}{start + 6}"
    columns |= counts
    columns |= ratios(flows, counts, start, start + 6, span)
    columns[f"surfcom{edition}"] = surface
    place = ("idcom", "idcomtxt", "idreg", "idregtxt", "iddep", "iddeptxt", f"epci{last}", f"epci{last}txt", "scot",
             "aav2020", "aav2020txt", "aav2020_typo")  # fmt: skip
    where = [(*identity(t), *shifted_area(t)) for t in places_of(world, names)]
    return csv_bytes(
        (*place, *columns), joined(where, columns), separator=";", eol="\n", quoted=edition == 2024
    )


def recent_layout(world: World) -> bytes:
    """2011-2025: 172 columns, commas, decimals in surfaces."""
    base, cog = land(world), 2025
    names, flows = carry(world.reference, base["flows"], BASE_COG, cog)
    _, surface = carry(world.reference, base["surface"], BASE_COG, cog)
    _, people = carry(world.reference, base["people"], BASE_COG, cog)
    columns: dict[str, Ints] = {}
    for year in range(11, 25):
        columns |= flow_columns(flows, year, year + 1, RECENT)
    for first, last in PERIODS_2025:
        columns |= flow_columns(flows, first, last, RECENT)
    spans = [flow_columns(flows, first, last, ("hab",)) for first, last in SPANS_2025]
    short = {name: values for span in spans for name, values in span.items()}
    counts = three_censuses(people)
    told = {
        f"{first}{last}": ratios(flows, counts, first, last, f"{first}{last}") for first, last in SPANS_2025
    }
    rates = {name: values for span in told.values() for name, values in span.items()}
    where = [(*identity(t), *urban_area(t)) for t in places_of(world, names)]
    numbers = (
        as_decimals(columns) | counts | {name: rates[name] for name in RATIOS_2025}
        | as_decimals({name: short[name] for name in sorted(short, key=SHORT_2025.index)})
        | {"surfcom2025": surface.astype(float), "artcom1125": np.round(100 * columns["naf11art25"] / surface, 2)}
    )  # fmt: skip
    return csv_bytes((*PLACE_2025, *numbers), joined(where, numbers), eol="\n")


def as_decimals(columns: dict[str, Ints]) -> dict[str, NDArray[np.float64]]:
    return {name: values.astype(float) for name, values in columns.items()}


def three_censuses(people: Ints) -> dict[str, Ints]:
    """Population, households and jobs of 2011, 2016 and 2022, and their changes."""
    population = {11: people * 97 // 100, 16: people * 99 // 100, 22: people}
    columns: dict[str, Ints] = {}
    for name, tenths in (("pop", 10), ("men", 6), ("emp", 3)):
        counted = {year: values * tenths // 10 for year, values in population.items()}
        columns |= {f"{name}{year}": values for year, values in counted.items()}
        columns |= {f"{name}{first}{last}": counted[last] - counted[first] for first, last in SPANS_2025}
    return columns


def urban_area(t: Territory) -> tuple[str, ...]:
    """Area by its zone; a commune of 20,000 inhabitants is the main town of one, the others its ring."""
    place = "11" if t.people >= 20_000 else "20"
    return t.zone.code[1:], t.zone.name, place, "2", "22", "NC", "out", "C", "Ceintures urbaines"


def ratios(
    flows: Ints, counts: dict[str, Ints], first: int, last: int, span: str
) -> dict[str, NDArray[np.float64]]:
    """Households and jobs gained for a hectare, households for one of housing, metres for one more person."""
    years = flows[:, first - 9 : last - 9].sum(axis=1)
    everything, housing = years.sum(axis=1), years[:, YEARLY.index("hab")]
    gained = counts[f"men{span}"] + counts[f"emp{span}"]
    people = counts[f"pop{span}"]
    return {
        f"mepart{span}": divided(gained * 10_000.0, everything),
        f"menhab{span}": divided(counts[f"men{span}"] * 10_000.0, housing),
        f"artpop{span}": divided(everything * 1.0, people),
    }


def divided(top: NDArray[np.float64], bottom: Ints) -> NDArray[np.float64]:
    return np.round(np.divide(top, bottom, out=np.zeros(len(top)), where=bottom != 0), 2)


def places_of(world: World, names: list[str]) -> list[Territory]:
    """Each commune's territory, a commune gone since standing where its successor is."""
    today = territories(world)
    gone = {
        m.com_av: m.com_ap for m in world.reference.movements if m.com_ap in today and m.com_av not in today
    }
    label = {c.com: c.nom for c in world.reference.all_communes if c.typecom == "COM"}
    return [today[com if com in today else gone[com]]._replace(com=com, name=label[com]) for com in names]


def identity(t: Territory) -> tuple[str, ...]:
    # The publisher's apostrophes come out as quotes.
    name, epci = (text.replace("'", '"') for text in (t.name, t.epci_name))
    return t.com, name, t.reg, t.region, t.dep, t.department, t.epci, epci, f"SCoT de {t.zone.name}"


def shifted_area(t: Territory) -> tuple[str, str, str]:
    """Name under the code's column and category under the name's, as in the real files."""
    return f"{t.zone.code[1:]} - {t.zone.name}", "1", "T01_20"


def joined(
    where: Sequence[tuple[str, ...]], columns: dict[str, Ints | NDArray[np.float64]]
) -> Iterator[tuple[object, ...]]:
    values = zip(*(column.tolist() for column in columns.values()), strict=True)
    for left, right in zip(where, values, strict=True):
        yield *left, *right
