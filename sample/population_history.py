"""Municipal population since 2006 by commune of the last geography: real, interpolated, continued backwards."""

from __future__ import annotations

import numpy as np

from sample.reference import Reference

LAST, COG = 2023, 2025
YEARS = range(2006, LAST + 1)


def history(reference: Reference) -> dict[str, list[int]]:
    """PMUN of each year of `YEARS` in the last geography.

    Real where a vintage is known, interpolated between, and before the first one continued backwards
    at half the pace seen since.
    """
    vintages = {year: in_last_geography(reference, year) for year in reference.population_years}
    return {com: series({y: p[com] for y, p in vintages.items() if com in p}) for com in vintages[LAST]}


def series(points: dict[int, int]) -> list[int]:
    years = sorted(points)
    first, last = years[0], years[-1]
    pace = (max(points[last], 1) / max(points[first], 1)) ** (0.5 / max(last - first, 1))
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
    moves.sort(key=lambda m: m.date_eff)
    touched = {m.com_av for m in moves}
    split = {m.com_av for m in moves if str(m.mod) == "21"}
    people: dict[str, int] = {}
    for com, pmun in reference.pmun(year).items():
        target = com
        for move in moves if com in touched else ():
            if move.com_av == target and move.com_ap != target:
                target = move.com_ap
        if com not in split and target in current:
            people[target] = people.get(target, 0) + pmun
    return people
