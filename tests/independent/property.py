"""Sales of flats and of business premises, from the publishers' files: measures and indicators of A02 and A03."""

import json
import math
import statistics
from collections import Counter
from functools import cache
from pathlib import Path

import pandas as pd
from pyproj import Transformer
from shapely import Point, prepare
from shapely import transform as moved
from shapely.geometry import shape

from tests.independent.centre import _projection
from tests.independent.geography import Geography
from tests.independent.land import department
from tests.independent.mirror import text

DVF = "files.data.gouv.fr/geo-dvf/latest/csv/{}/full.csv.gz"
YEARS = range(2021, 2026)
SOLD = {"Vente", "Vente en l'état futur d'achèvement", "Adjudication"}
HOUSE, FLAT, SHOP = "1", "2", "4"
USES = ["code_nature_culture", "code_nature_culture_speciale", "surface_terrain"]
COLUMNS = [
    "id_mutation",
    "date_mutation",
    "nature_mutation",
    "valeur_fonciere",
    "code_commune",
    "id_parcelle",
    "code_type_local",
    "surface_reelle_bati",
    *USES,
    "longitude",
    "latitude",
]
LEAST_SURFACE, LEAST_PRICE, MOST_PRICE, LEAST_SALES = 9, 200, 20_000, 20


class Property:
    """What was sold in the communes, by zone where `perimeters` (GeoJSON by commune) tells one."""

    def __init__(
        self, mirror: Path, geography: Geography, communes: set[str], perimeters: dict[str, str]
    ) -> None:
        lines = deeds(mirror)
        told = lines.groupby(["code_commune", lines["date_mutation"].str[:4]]).size().index
        self.covered = {
            (department(heir), int(year)) for code, year in told for heir in geography.carry(code, None)
        }
        heirs = {code: self._heir(geography, code) for code in lines["code_commune"].unique()}
        lines = lines[lines["code_commune"].map(heirs).isin(communes)]
        self.sales = _sales(lines, heirs)
        self.sales["zone"] = [
            _zone(sale.commune, perimeters[sale.commune], sale.longitude, sale.latitude)
            if sale.commune in perimeters
            else None
            for sale in self.sales.itertuples()
        ]
        self.counted, self.towns = self._count(), set(perimeters)

    def _count(self) -> Counter:
        """(measure, commune, zone, year) to a number."""
        counted: Counter = Counter()
        sales = pd.concat([self.sales.assign(zone="all"), self.sales.dropna(subset="zone")])
        keys = ["commune", "zone", "year"]
        for key, number in sales[sales["is_of_premises"]].groupby(keys).size().items():
            counted["business_premises_sales", *key] = number
        for (commune, zone, year), number in sales.dropna(subset="price").groupby(keys).size().items():
            for of in range(year, year + 3):
                counted["flat_sales_3y", commune, zone, of] += number
        return counted

    @staticmethod
    def _heir(geography: Geography, code: str) -> str | None:
        """The one commune of a code: of several, that which holds the middle."""
        total = 0.0
        for heir, share in sorted(geography.carry(code, None).items()):
            total += share
            if total > 0.5:
                return heir
        return None

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
        sales = self.sales[self.sales["commune"].isin(known) & self.sales["year"].between(year - 2, year)]
        prices = (sales if zone == "all" else sales[sales["zone"] == zone])["price"].dropna()
        return statistics.median(prices) if len(prices) >= LEAST_SALES else None


@cache
def deeds(mirror: Path) -> pd.DataFrame:
    """Lines of all years, read once for all who ask; `built`: what is built on a parcel stands on a line for each use of its
    land, and those of the first use count."""
    reading = {"sep": ",", "compression": "gzip", "usecols": COLUMNS}
    lines = pd.concat([text(mirror, DVF.format(year), **reading) for year in YEARS], ignore_index=True)
    first = lines.groupby(["id_mutation", "id_parcelle"])[USES].transform("first")
    return lines.assign(built=(lines[USES] == first).all(axis=1))


def _sales(lines: pd.DataFrame, heirs: dict[str, str | None]) -> pd.DataFrame:
    """One row per mutation that is counted: of a flat, with its price a m², or of business premises."""
    built, mutation = lines["built"], lines["id_mutation"]
    kinds = {k: (built & lines["code_type_local"].eq(k)).groupby(mutation).sum() for k in (HOUSE, FLAT, SHOP)}
    of_flats = pd.to_numeric(lines["surface_reelle_bati"]).where(built & lines["code_type_local"].eq(FLAT))
    surface = of_flats.groupby(mutation).sum()
    grouped = lines.groupby("id_mutation")
    nature = grouped["nature_mutation"].first()
    a_metre = pd.to_numeric(grouped["valeur_fonciere"].first(), errors="coerce") / surface
    alone = kinds[FLAT].eq(1) & kinds[HOUSE].eq(0) & kinds[SHOP].eq(0) & nature.eq("Vente")
    usual = surface.ge(LEAST_SURFACE) & a_metre.between(LEAST_PRICE, MOST_PRICE)
    places = lines[["longitude", "latitude"]].apply(pd.to_numeric).groupby(mutation).mean()
    found = places.assign(
        commune=grouped["code_commune"].min().map(heirs),
        year=grouped["date_mutation"].first().str[:4].astype(int),
        price=a_metre.where(alone & usual),
        is_of_premises=kinds[SHOP].gt(0) & nature.isin(SOLD),
    )
    return found[found["price"].notna() | found["is_of_premises"]]


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
