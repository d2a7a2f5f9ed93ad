"""Shops in commercial zones and industry outside zones of activity, with shapely from the publishers' GeoPackages."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import shapely
from shapely import STRtree

from tests.independent.centre import located
from tests.independent.geography import Geography
from tests.independent.mirror import day, seed
from tests.independent.register import Establishment

EMPCOM = "datafoncier.cerema.fr/base-empcom/ZAE_France_metro_opendata.gpkg"
FUSAC = "datafoncier.cerema.fr/fusac/fr_fusac_cerema_2025.gpkg"
MARGIN_M = 50
OVERSEAS = ("97", "98")
ENVELOPES = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}
METROPOLITAN = (
    "shops_located",
    "shops_in_zone",
    "shops_in_zone_of_centre",
    "industry_located",
    "industry_outside_zones",
)


def features(path: Path, table: str) -> Iterator[tuple[dict[str, str], shapely.Geometry]]:
    """Every feature of a layer: its attributes by lower-case name, its contour."""
    with closing(sqlite3.connect(path)) as file:
        rows = file.execute(f"select * from {table}")
        names = [column[0].lower() for column in rows.description]
        for row in rows:
            attributes = dict(zip(names, row, strict=True))
            blob = attributes.pop("geom")
            yield attributes, shapely.from_wkb(blob[8 + ENVELOPES[blob[3] >> 1 & 7] :])


class Zones:
    """Commercial sites (contours of commerce, dissolved) and zones of activity, to ask points of."""

    def __init__(self, mirror: Path, geography: Geography) -> None:
        commerce = [
            (f, contour)
            for f, contour in features(mirror / EMPCOM, "ZAE_France_metro_opendata")
            if f["activite"].lower() == "commerce"
        ]
        sites: dict[str, list] = {}
        for found, contour in commerce:
            sites.setdefault(found["id_dep"], []).append(contour)
        self._commercial = STRtree([shapely.union_all(contours) for contours in sites.values()])
        self.communes = {
            commune
            for found, _ in commerce
            for code in found["idcom"].split(",")
            for commune in geography.carry(code.strip(), None)
        }
        self._activity = STRtree(
            [
                contour
                for f, contour in features(mirror / FUSAC, "fr_fusac_cerema_site_eco_2025")
                if f["site_type"].startswith("zone d'activité économique")
                and f["site_etat"].startswith("existant et actif")
                and not f["site_coddep"].startswith("97")
            ]
        )

    def is_commercial(self, point: shapely.Point) -> bool:
        return len(self._commercial.query(point, "dwithin", MARGIN_M)) > 0

    def is_of_activity(self, point: shapely.Point) -> bool:
        return len(self._activity.query(point, "intersects")) > 0


def count_zones(
    found: dict,
    mirror: Path,
    geography: Geography,
    register: dict[str, Establishment],
    centre: dict[str, str],
    communes: set[str],
    years: range,
) -> Zones:
    """Measures of shops and industry in zones, added to those found; None overseas. `centre`: zone by SIRET."""
    zones = Zones(mirror, geography)
    kinds = seed("activity").set_index("activity")
    shops = set(kinds.index[(kinds["is_retail_47"] == "true") & (kinds["is_storefront"] == "true")])
    industry = set(kinds.index[kinds["is_industry"] == "true"])
    members = {siret: one for siret, one in register.items() if one.commune in communes}
    points = located(mirror, geography, set(members))
    for siret, one in members.items():
        point = None if one.commune.startswith(OVERSEAS) else points.get((siret, one.commune))
        commercial = point is not None and zones.is_commercial(point)
        active = point is not None and zones.is_of_activity(point)
        central = centre.get(siret) == "centre"
        for year in years:
            spell = one.on(day(year))
            if spell is None:
                continue
            belongs = {
                "shops_located": spell.activity in shops and point is not None,
                "shops_in_zone": spell.activity in shops and commercial and not central,
                "shops_in_zone_of_centre": spell.activity in shops and commercial and central,
                "industry_located": spell.activity in industry and point is not None,
                "industry_outside_zones": spell.activity in industry and point is not None and not active,
            }
            for measure in (name for name, is_so in belongs.items() if is_so):
                found[one.commune, "all", year, measure] += 1
    for commune in communes:
        if commune.startswith(OVERSEAS):
            for year in years:
                for measure in METROPOLITAN:
                    found[commune, "all", year, measure] = None
    return zones


class LocatedShares:
    """C12 and P06, for `Indicators`."""

    def _located(self, row: dict, communes: list[str], zone: str, year: int) -> object:
        from tests.independent.indicators import Answer

        known = [c for c in communes if self.measures(row["denominator_measure"], c, zone, year) is not None]
        if not known:
            return Answer("O")
        top, below = (
            sum(self.measures(row[f"{side}_measure"], c, zone, year) for c in known)
            for side in ("numerator", "denominator")
        )
        if row["indicator_code"] == "C12" and not self.measures.zones.communes & set(communes):
            return Answer("M", None, top, below)
        if not below:
            return Answer("M", None, top, below)
        if below < 3:
            return Answer("Q")
        everywhere = sum(self.measures(row["coverage_measure"], c, zone, year) for c in communes)
        share = min(len(known) / len(communes), below / everywhere)
        return Answer("A", 100 * top / below, top, below, below, share)
