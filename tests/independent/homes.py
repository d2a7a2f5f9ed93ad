"""Vacant homes as LOVAC's publisher sums them, of departments, regions and France: no sum of ours, for parts are secret."""

from pathlib import Path

import pandas as pd

from tests.independent.mirror import text

FOLDER = "static.data.gouv.fr/resources/logements-vacants-du-parc-prive-par-commune-departement-region-france/20260625-163627"
WIDE = {"departement": ("departements", "DEP"), "region": ("regions", "REG")}
LONG = ["pp_vacant_plus_2ans", "ff_pp_total"]

# By level, code and year: homes vacant for two years, and all homes of the year before.
Homes = dict[tuple[str, str, int], tuple[float, float]]


def published(mirror: Path) -> Homes:
    """What the files of 2026 say; nothing where one of the two is not told."""
    found: Homes = {}
    for level, (name, key) in WIDE.items():
        rows = text(mirror, f"{FOLDER}/lovac-opendata-{name}26.csv", encoding="latin-1")
        rows = rows.rename(columns=str.strip).apply(lambda column: column.str.strip()).set_index(key)
        for code, cells in rows.iterrows():
            by_year = {(n[:-3], 2000 + int(n[-2:])): cell for n, cell in cells.items() if n[-2:].isdigit()}
            found |= _pairs(level, code, by_year)
    rows = text(mirror, f"{FOLDER}/lovac-opendata-france26.csv", encoding="latin-1").set_index("Millésime")
    by_year = {(name, int(year)): rows.at[year, name] for year in rows.index for name in LONG}
    return found | _pairs("france", "FR", by_year)


def _pairs(level: str, code: str, cells: dict[tuple[str, int], str]) -> Homes:
    counts = {
        key: pd.to_numeric(cell.replace(" ", "").replace("\xa0", ""), errors="coerce")
        for key, cell in cells.items()
    }
    years = {year for _, year in counts}
    pairs = {year: (counts.get((LONG[0], year)), counts.get((LONG[1], year - 1))) for year in years}
    return {
        (level, code, year): pair for year, pair in pairs.items() if pd.notna(pair[0]) and pd.notna(pair[1])
    }
