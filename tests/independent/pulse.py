"""The monthly pulse of towns, from Sirene's and DVF's files: births and closures of shops, sales of property."""

import statistics
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from tests.independent.geography import Geography
from tests.independent.land import department
from tests.independent.mirror import seed
from tests.independent.notices import principal
from tests.independent.property import FLAT, HOUSE, SHOP, deeds
from tests.independent.register import Establishment

FIRST_MONTH = np.datetime64("2022-01", "M")
LAST_OF_SIRENE = np.datetime64("2026-09", "M")  # its files are those of 1 October
DAYS_OFF = 4  # no deed may be signed on the last days of a month
LIFE = ("storefront_birth", "storefront_closure")
SALES = {"flat_sale": FLAT, "premises_sale": SHOP}
ZONES = ("all", "centre", "rest", "unlocated")
PROVISIONAL = {"storefront_birth": 3, "storefront_closure": 12, "flat_sale": 6, "premises_sale": 6}
PRICES_FROM = {"flat_sale": 20, "premises_sale": 5}

Cell = tuple[str, str, str, date]  # event, commune, zone, first day of the month


@dataclass(frozen=True)
class Told:
    """One row of the pulse."""

    events: int
    priced: int | None
    median: float | None
    is_provisional: bool


class Pulse:
    """Rows of towns that have a perimeter, and the prices behind those of property."""

    def __init__(
        self,
        mirror: Path,
        geography: Geography,
        register: dict[str, Establishment],
        zone: dict[str, str],
        towns: set[str],
    ) -> None:
        self.rows: dict[Cell, Told] = {}
        life = _life(register, zone)
        for event in LIFE:
            for month, provisional in _months(event, FIRST_MONTH, LAST_OF_SIRENE):
                for cell in ((event, town, one, month) for town in towns for one in ZONES):
                    self.rows[cell] = Told(life[cell], None, None, provisional)
        lines = deeds(mirror)
        self.prices = _sold(lines, geography)
        first, last = _covered(lines, geography)
        for town in (town for town in towns if department(town) in first):
            for event in SALES:
                for month, provisional in _months(event, first[department(town)], last):
                    self._tell((event, town, "all", month), provisional)

    def _tell(self, cell: Cell, provisional: bool) -> None:
        sales = self.prices.get(cell, [])
        prices = [price for price in sales if price is not None]
        median = statistics.median(prices) if len(prices) >= PRICES_FROM[cell[0]] else None
        self.rows[cell] = Told(len(sales), len(prices), median, provisional)


def _months(event: str, first: np.datetime64, last: np.datetime64) -> list[tuple[date, bool]]:
    """Months told, and whether late declarations still change them."""
    months = np.arange(max(first, FIRST_MONTH), last + 1)
    return [(month.astype(date), bool(month > last - PROVISIONAL[event])) for month in months]


def _month(day: float) -> date:
    return np.datetime64(int(day), "D").astype("datetime64[M]").astype(date)


def _life(register: dict[str, Establishment], zone: dict[str, str]) -> Counter:
    """Cell to births and closures of storefronts."""
    kinds = seed("activity").set_index("activity")
    shops = set(kinds.index[kinds["is_storefront"] == "true"])
    found: Counter = Counter()
    for siret, where in zone.items():
        one = register[siret]
        spells = [spell for spell in one.spells if spell.activity in shops]
        days = {(LIFE[0], spell.first) for spell in spells if spell.entered == "birth"}
        days |= {(LIFE[1], spell.last + 1) for spell in spells if spell.left == "closure"}
        for event, day in days:
            for part in ("all", where):
                found[event, one.commune, part, _month(day)] += 1
    return found


def _covered(lines: pd.DataFrame, geography: Geography) -> tuple[dict[str, np.datetime64], np.datetime64]:
    """January of the first year told of each department, and the last month that is told whole everywhere."""
    here = lines[lines["code_commune"].isin(geography.today)]
    first = here.groupby(here["code_commune"].map(department))["date_mutation"].min()
    after = np.datetime64(here["date_mutation"].max(), "D") + DAYS_OFF + 1
    january = {of: np.datetime64(f"{day[:4]}-01", "M") for of, day in first.items()}
    return january, after.astype("datetime64[M]") - 1


def _sold(lines: pd.DataFrame, geography: Geography) -> dict[Cell, list[float | None]]:
    """Cell to its sales: of each the price a m², None where something else was sold with it."""
    lines = lines.assign(surface=pd.to_numeric(lines["surface_reelle_bati"]).fillna(0))
    heirs = {code: principal(geography.carry(code, None)) for code in lines["code_commune"].unique()}
    found: dict[Cell, list[float | None]] = defaultdict(list)
    ordinary = lines[lines["nature_mutation"] == "Vente"]
    ordinary = ordinary[ordinary.groupby("id_mutation")["code_commune"].transform("nunique") == 1]
    holds = ordinary[ordinary["built"] & ordinary["code_type_local"].isin([*SALES.values()])]["id_mutation"]
    sales: dict[str, list[Any]] = defaultdict(list)
    for line in ordinary[ordinary["id_mutation"].isin(holds)].itertuples():
        sales[line.id_mutation].append(line)
    for sale in sales.values():
        parts = [line for line in sale if line.built and line.code_type_local in (HOUSE, FLAT, SHOP)]
        month = np.datetime64(sale[0].date_mutation, "M").astype(date)
        for event, kind in SALES.items():
            if kind in {line.code_type_local for line in parts}:
                found[event, heirs[sale[0].code_commune], "all", month].append(_price(sale, parts))
    return found


def _price(sale: list[Any], parts: list[Any]) -> float | None:
    """Euros a m² of what was sold alone, for one price."""
    told = {line.valeur_fonciere for line in sale} - {""}
    surface = sum(line.surface for line in parts)
    if len(parts) != 1 or len(told) != 1 or not surface:
        return None
    (price,) = map(float, told)
    return price / float(surface) if price > 0 else None
