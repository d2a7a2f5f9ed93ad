"""INSEE, employment zones: localised unemployment (workbook), and the zone of each commune."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

import numpy as np

from sample.files import MirrorFile, content, workbook_bytes, xlsx_bytes, zip_bytes
from sample.territories import Zone, communes_only, zones
from sample.world import World

BASE = "https://www.insee.fr/fr/statistiques/fichier"
UNEMPLOYMENT = f"{BASE}/1893230/chomage-zone-t1-2003-t1-2026.xlsx"
MEMBERSHIP = f"{BASE}/7671844/table-appartenance-geo-communes-2025.zip"
DAY, MEMBERSHIP_DAY = date(2026, 6, 23), date(2025, 4, 3)
QUARTERS = [(year, quarter) for year in range(2003, 2027) for quarter in (1, 2, 3, 4)][:93]
OVERSEAS_FIRST_YEAR = 2014
# France, localised, first quarter of each year.
RATE = (8.0, 8.6, 8.5, 8.9, 8.1, 7.2, 8.6, 9.4, 9.2, 9.5, 10.4, 10.1, 10.3, 10.2, 9.6, 9.2, 8.7, 7.8, 8.2, 7.4, 7.1,
        7.5, 7.4, 7.6)  # fmt: skip
TITLE = "Taux de chômage localisés par zone d'emploi, en moyenne trimestrielle\u00a0: en France hors Mayotte et Guyane "
PARTS_TITLE = (
    "Taux de chômage localisés pour les parties régionales des zones d'emploi interrégionales, "
    "en moyenne trimestrielle (données CVS)"
)
SOURCE = "Source : Insee, Estimations de taux de chômage localisés."
ORDINALS = {1: "1er", 2: "2e", 3: "3e", 4: "4e"}
GEOGRAPHY = ("CODGEO", "LIBGEO", "DEP", "REG", "EPCI", "NATURE_EPCI", "ARR", "CV", "ZE2020", "UU2020", "TUU2017",
             "TDUU2017", "AAV2020", "TAAV2017", "TDAAV2017", "CATEAAV2020", "BV2022")  # fmt: skip


def files(world: World) -> Iterator[MirrorFile]:
    yield MirrorFile(UNEMPLOYMENT, DAY, True, content(partial(unemployment, world)))
    yield MirrorFile(MEMBERSHIP, MEMBERSHIP_DAY, True, content(partial(membership, world)))


def rates(world: World, number: int) -> np.ndarray:
    """Rates in per cent, one row a zone, one column a quarter."""
    random = world.random("unemployment")
    years = np.array([year + (quarter - 1) / 4 for year, quarter in QUARTERS])
    nation = np.interp(years, range(2003, 2003 + len(RATE)), RATE)
    level = random.normal(0, 1.6, (number, 1))
    drift = np.cumsum(random.normal(0, 0.06, (number, len(QUARTERS))), axis=1)
    return np.clip(nation + level + drift, 3.0, 30.0).round(1)


def unemployment(world: World) -> bytes:
    every = sorted({*zones(world).values()})
    table = rates(world, len(every)).tolist()
    shared = [(zone, row) for zone, row in zip(every, table, strict=True) if zone.reg == "00"]
    return workbook_bytes(
        {
            "Documentation": [
                [TITLE.strip()],
                [""],
                ["Données corrigées des variations saisonnières (simulées)."],
            ],
            "txcho_ze": zone_sheet(every, table),
            "txcho_parties reg": parts_sheet(shared),
        }
    )


def zone_sheet(every: list[Zone], table: list[list[float]]) -> list[list[object]]:
    """Labels on row 5, codes on row 6; the overseas series start in 2014."""
    width = 4 + len(QUARTERS)
    labels = ["Code de la zone d'emploi 2020", "Libellé de la zone d'emploi 2020", "Code région 2016",
              "Libellé région 2016", *quarter_labels()]  # fmt: skip
    rows: list[list[object]] = [
        padded(TITLE, width), padded(SOURCE, width), padded("", width),
        [*padded("", width - 1), "en\u00a0%"], labels, ["ZE2020", "LIBZE2020", "REG", "LIBREG", *quarter_codes()],
    ]  # fmt: skip
    for zone, series in zip(every, table, strict=True):
        overseas = zone.reg.startswith("0") and zone.reg != "00"
        shown = [
            None if overseas and year < OVERSEAS_FIRST_YEAR else value
            for (year, _), value in zip(QUARTERS, series, strict=True)
        ]
        rows.append([zone.code, zone.name, zone.reg, zone.region, *shown])
    return rows


def parts_sheet(shared: list[tuple[Zone, list[float]]]) -> list[list[object]]:
    """Same series for the regional parts of zones that two regions share; codes on row 8."""
    width = 2 + len(QUARTERS)
    rows: list[list[object]] = [
        padded(PARTS_TITLE, width), padded(SOURCE, width), padded("", width), padded("", width), padded("", width),
        [*padded("", width - 1), "en\u00a0%"],
        ["Code de la zone d'emploi interrégionale 2020", "Libellé de la zone d'emploi interrégionale 2020",
         *quarter_labels()],
        ["ZER2020", "LIBZER2020", *quarter_codes()],
    ]  # fmt: skip
    for zone, series in shared:
        for reg, name in (("11", "Ile-de-France"), ("27", "Bourgogne-Franche-Comté")):
            rows.append([f"{reg}{zone.code[2:]}", f"{zone.name} - partie {name}", *series])
    return rows


def padded(text: str, width: int) -> list[object]:
    return [text, *[""] * (width - 1)]


def quarter_labels() -> list[str]:
    return [f"{ORDINALS[quarter]} trimestre {year}" for year, quarter in QUARTERS]


def quarter_codes() -> list[str]:
    return [f"{year}-T{quarter}" for year, quarter in QUARTERS]


def membership(world: World) -> bytes:
    """Zone of each commune, header on row 6 after its labels; what is not simulated is blank."""
    blank = [""] * len(GEOGRAPHY)
    communes = [
        [t.com, t.name, t.dep, t.reg, t.epci, "", "", "", t.zone.code, *[""] * 8]
        for t in sorted(communes_only(world))
    ]
    labels = ["Code géographique", "Libellé géographique", "Département", "Région", "EPCI", "Nature d'EPCI",
              "Arrondissement", "Canton-ville", "Zone d'emploi 2020", "Unité urbaine 2020", "Tranche d'unité urbaine",
              "Tranche détaillée", "Aire d'attraction 2020", "Tranche d'aire", "Tranche détaillée", "Catégorie de commune",
              "Bassin de vie 2022"]  # fmt: skip
    title = ["Table d'appartenance géographique des communes au 1er janvier 2025", *blank[1:]]
    sheet = xlsx_bytes(
        "COM", title, [["Mise en ligne : 2025", *blank[1:]], blank, blank, labels, GEOGRAPHY, *communes]
    )
    return zip_bytes({"table-appartenance-geo-communes-2025.xlsx": sheet})
