"""INSEE Melodi: reference populations of 2023, and the municipal population since 2006."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

import numpy as np

from sample.files import MirrorFile, content, csv_bytes, zip_bytes
from sample.reference import Reference
from sample.world import World

BASE = "https://api.insee.fr/melodi/file"
REFERENCE, HISTORY = "DS_POPULATIONS_REFERENCE", "DS_POPULATIONS_HISTORIQUES"
DAY = date(2025, 12, 18)
YEAR, COG = 2023, 2025
YEARS = range(2006, YEAR + 1)

REFERENCE_HEADER = ("GEO", "GEO_OBJECT", "FREQ", "POPREF_MEASURE", "TIME_PERIOD", "OBS_VALUE")
HISTORY_HEADER = ("FREQ", "GEO", "GEO_OBJECT", "POPREF_MEASURE", "TIME_PERIOD", "OBS_VALUE")
METADATA_HEADER = ("COD_VAR", "LIB_VAR", "COD_MOD", "LIB_MOD")
METADATA = (
    ("GEO_OBJECT", "Niveau géographique", "COM", "Commune"),
    ("GEO_OBJECT", "Niveau géographique", "ARM", "Arrondissement municipal"),
    ("GEO_OBJECT", "Niveau géographique", "DEP", "Département"),
    ("GEO_OBJECT", "Niveau géographique", "REG", "Région"),
    ("GEO_OBJECT", "Niveau géographique", "FRANCE", "France"),
    ("FREQ", "Périodicité", "A", "Annuelle"),
    ("POPREF_MEASURE", "Mesure", "PMUN", "Population municipale"),
    ("POPREF_MEASURE", "Mesure", "PCAP", "Population comptée à part"),
    ("POPREF_MEASURE", "Mesure", "PTOT", "Population totale"),
)


def files(world: World) -> Iterator[MirrorFile]:
    reference, history = f"{REFERENCE}_{YEAR}_CSV_FR", f"{HISTORY}_CSV_FR"
    yield MirrorFile(f"{BASE}/{REFERENCE}/{reference}", DAY, True, content(partial(reference_zip, world)))
    yield MirrorFile(f"{BASE}/{HISTORY}/{history}", DAY, True, content(partial(history_zip, world)))


def reference_zip(world: World) -> bytes:
    rows = []
    for com, pmun, ptot in world.reference.population(YEAR).values():
        for measure, value in (("PMUN", pmun), ("PCAP", ptot - pmun), ("PTOT", ptot)):
            rows.append((com, level(com), "A", measure, YEAR, value))
    rows += [(code, kind, "A", "PMUN", YEAR, value) for kind, code, value in totals(world.reference)]
    return _zip(f"{REFERENCE}_{YEAR}", REFERENCE_HEADER, rows)


def totals(reference: Reference) -> Iterator[tuple[str, str, int]]:
    """Real totals of whole France, whatever the communes kept; Mayotte has none."""
    for area in reference.departements:
        if area.pmun:
            yield "DEP", area.dep, area.pmun
    for area in reference.regions:
        if area.pmun:
            yield "REG", area.reg, area.pmun
    yield "FRANCE", "F", sum(area.pmun for area in reference.departements)


def history_zip(world: World) -> bytes:
    rows = [
        ("A", com, level(com), "PMUN", year, value)
        for com, series in history(world.reference).items()
        for year, value in zip(YEARS, series, strict=True)
    ]
    return _zip(HISTORY, HISTORY_HEADER, rows)


def history(reference: Reference) -> dict[str, list[int]]:
    """PMUN of each year of `YEARS` in the last geography.

    Real where a vintage is known, interpolated between, and before the first one continued backwards
    at half the pace seen since.
    """
    known = {year: in_last_geography(reference, year) for year in reference.population_years}
    return {com: series({y: p[com] for y, p in known.items() if com in p}) for com in known[YEAR]}


def series(points: dict[int, int]) -> list[int]:
    years = sorted(points)
    first, last = years[0], years[-1]
    pace = (points[last] / max(points[first], 1)) ** (0.5 / max(last - first, 1))
    before = [points[first] / pace ** (first - year) for year in YEARS if year < first]
    after = np.interp([y for y in YEARS if y >= first], years, [points[y] for y in years])
    return [max(round(value), 0) for value in (*before, *after)]


def in_last_geography(reference: Reference, year: int) -> dict[str, int]:
    """PMUN of a vintage by today's commune: mergers summed, split communes left out until they exist."""
    current = {c.com for c in reference.communes(COG) if c.typecom in ("COM", "ARM")}
    moves = [
        m
        for m in reference.movements
        if m.typecom_av == m.typecom_ap == "COM" and str(year + 2) < m.date_eff[:4] <= str(COG)
    ]
    split = {m.com_av for m in moves if str(m.mod) == "21"}
    people: dict[str, int] = {}
    for com, pmun in reference.pmun(year).items():
        target = com
        for move in sorted(moves, key=lambda m: m.date_eff):
            if move.com_av == target and move.com_ap != target:
                target = move.com_ap
        if com not in split and target in current:
            people[target] = people.get(target, 0) + pmun
    return people


def level(com: str) -> str:
    return "ARM" if com[:4] == "6938" else "COM"


def _zip(name: str, header: tuple[str, ...], rows: list[tuple[object, ...]]) -> bytes:
    def dialect(head: tuple[str, ...], lines: list[tuple[object, ...]]) -> bytes:
        return csv_bytes(head, lines, separator=";", eol="\n", quoted=True)

    return zip_bytes(
        {
            f"{name}_data.csv": dialect(header, rows),
            f"{name}_metadata.csv": dialect(METADATA_HEADER, [*METADATA]),
        }
    )
