"""Sales of flats and of business premises, from the publishers' files: measures and indicators of A02 and A03."""

import json
import math
import statistics
from collections import Counter
from dataclasses import dataclass
from functools import cache

import pandas as pd
from pyproj import Transformer
from shapely import Point, prepare
from shapely import transform as moved
from shapely.geometry import shape

from tests.independent.centre import _projection
from tests.independent.land import department
from tests.independent.mirror import text

DVF = "files.data.gouv.fr/geo-dvf/latest/csv/{}/full.csv.gz"
YEARS = range(2021, 2026)
SOLD = {"Vente", "Vente en l'état futur d'achèvement", "Adjudication"}
LEAST_SURFACE, LEAST_PRICE, MOST_PRICE, LEAST_SALES = 9, 200, 20_000, 20


@dataclass(frozen=True)
class Sale:
    """A sale that is counted: of a flat, with its price a m², or of business premises."""

    commune: str
    year: int
    zone: str | None
    price: float | None
    is_of_premises: bool


class Property:
    """What was sold in the communes, by zone where `perimeters` (GeoJSON by commune) tells one."""

    def __init__(self, mirror, geography, communes: set[str], perimeters: dict[str, str]) -> None:
        lines = pd.concat([text(mirror, DVF.format(year), sep=",", compression="gzip") for year in YEARS])
        self.covered = {
            (department(heir), int(year))
            for year, code in set(zip(lines["date_mutation"].str[:4], lines["code_commune"], strict=True))
            for heir in geography.carry(code, None)
        }
        wanted = {
            code: heir
            for code in set(lines["code_commune"])
            if (heir := self._heir(geography, code)) in communes
        }
        lines = lines[lines["code_commune"].isin(wanted)]
        self.sales = []
        for _, sold in lines.groupby("id_mutation", sort=False):
            commune = wanted[min(sold["code_commune"])]
            self.sales += self._sale(sold, commune, perimeters.get(commune))
        counted = Counter()
        for sale in self.sales:
            for zone in {"all", sale.zone} - {None}:
                counted["business_premises_sales", sale.commune, zone, sale.year] += sale.is_of_premises
                for year in range(sale.year, sale.year + 3):
                    counted["flat_sales_3y", sale.commune, zone, year] += sale.price is not None
        self.counted, self.towns = counted, set(perimeters)

    @staticmethod
    def _heir(geography, code: str) -> str | None:
        """The one commune of a code: of several, that which holds the middle."""
        total = 0.0
        for heir, share in sorted(geography.carry(code, None).items()):
            total += share
            if total > 0.5:
                return heir
        return None

    @staticmethod
    def _sale(sold: pd.DataFrame, commune: str, perimeter: str | None) -> list[Sale]:
        uses = ["code_nature_culture", "code_nature_culture_speciale", "surface_terrain"]
        first = sold.groupby("id_parcelle")[uses].transform("first")
        built = sold[(sold[uses] == first).all(axis=1)]
        kinds = Counter(built["code_type_local"])
        price = None
        alone = kinds["2"] == 1 and not kinds["1"] and not kinds["4"]
        if alone and sold["nature_mutation"].iloc[0] == "Vente" and sold["valeur_fonciere"].iloc[0]:
            surface = pd.to_numeric(built.loc[built["code_type_local"] == "2", "surface_reelle_bati"]).sum()
            value = float(sold["valeur_fonciere"].iloc[0])
            if surface >= LEAST_SURFACE and LEAST_PRICE <= value / surface <= MOST_PRICE:
                price = value / surface
        is_of_premises = bool(kinds["4"]) and sold["nature_mutation"].iloc[0] in SOLD
        if price is None and not is_of_premises:
            return []
        places = sold[["longitude", "latitude"]].apply(pd.to_numeric).mean()
        zone = _zone(commune, perimeter, *places) if perimeter else None
        return [Sale(commune, int(sold["date_mutation"].iloc[0][:4]), zone, price, is_of_premises)]

    def __call__(self, measure: str, commune: str, zone: str, year: int) -> float | None:
        """Sales of the year (premises), or of it and the two before (flats); None where no file tells."""
        span = range(year, year + 1) if measure == "business_premises_sales" else range(year - 2, year + 1)
        if any((department(commune), y) not in self.covered for y in span):
            return None
        return (
            None
            if zone != "all" and commune not in self.towns
            else self.counted[measure, commune, zone, year]
        )

    def median(self, communes: list[str], zone: str, year: int) -> float | None:
        """Of the sales of communes that the files tell of, if there are enough."""
        known = {c for c in communes if self("flat_sales_3y", c, zone, year) is not None}
        prices = [
            s.price
            for s in self.sales
            if s.price is not None
            and s.commune in known
            and year - 2 <= s.year <= year
            and zone in ("all", s.zone)
        ]
        return statistics.median(prices) if len(prices) >= LEAST_SALES else None


@cache
def _drawn(commune: str, perimeter: str) -> tuple[Transformer, object]:
    into = Transformer.from_crs("EPSG:4326", f"EPSG:{_projection(commune)['epsg']}", always_xy=True)
    polygon = moved(shape(json.loads(perimeter)), into.transform, interleaved=False)
    prepare(polygon)
    return into, polygon


def _zone(commune: str, perimeter: str, longitude: float, latitude: float) -> str:
    if math.isnan(longitude) or math.isnan(latitude):
        return "unlocated"
    into, polygon = _drawn(commune, perimeter)
    return "centre" if polygon.covers(Point(into.transform(longitude, latitude))) else "rest"
