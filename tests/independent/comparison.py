"""Peers, quartiles and ranks by a second path: numpy on published and staged values, no SQL of the comparison."""

from collections.abc import Iterable, Mapping
from statistics import fmean

import numpy as np
import psycopg

YEARS = range(2012, 2018)
Values = dict[str, dict[str, float]]
Series = dict[str, dict[int, float]]


def variables(db: psycopg.Connection, towns: Iterable[str], living_standard: Mapping[str, float]) -> Values:
    """What each town was in 2012-2017, by variable; what is not known is left out.

    `living_standard` is that of each town in the earliest year known.
    """
    held = {
        code: _measures(db, code) for code in ("population", "storefronts", "jobs_private", "jobs_industry")
    }
    homes = {kind: _homes(db, kind) for kind in ("_T", "DW_VAC")}
    at_work, at_home = _jobs(db), _workers(db)
    found: Values = {}
    for town in towns:
        told = found[town] = {}
        if town in living_standard:
            told["living_standard"] = living_standard[town]
        people = _of(held["population"], town)
        if people:
            first, last = min(people), max(people)
            told["population_log"] = float(np.log(fmean(people.values())))
            told["population_growth"] = (people[last] / people[first]) ** (1 / (last - first)) - 1
            shops = sum(_of(held["storefronts"], town).values())
            told["storefront_density"] = shops / len(YEARS) / fmean(people.values())
        for name, top, below in (
            ("industry_share", held["jobs_industry"], held["jobs_private"]),
            ("housing_vacancy", homes["DW_VAC"], homes["_T"]),
            ("job_concentration", at_work, at_home),
        ):
            parts, whole = _of(top, town), _of(below, town)
            both = parts.keys() & whole.keys()
            if both:
                told[name] = sum(parts[y] for y in both) / sum(whole[y] for y in both)
    return found


def peers(
    values: Values, weights: Mapping[str, float], stratum: Mapping[str, str], allowed: set[str], town: str
) -> list[tuple[str, float]]:
    """The 15 nearest of `allowed` in the town's stratum, with their distances; by hand, one pair at a time."""
    spread = {
        name: np.std([one[name] for one in values.values() if name in one], ddof=1)
        for name in values[town]
        if sum(name in one for one in values.values()) > 1
    }
    names = [name for name in sorted(spread) if spread[name] > 1e-12]
    whole = {code: one for code, one in values.items() if set(names) <= one.keys()}
    z = {code: np.array([one[name] / spread[name] for name in names]) for code, one in whole.items()}
    covariance = np.cov(np.array(list(z.values())).T)
    root = np.sqrt([weights[name] for name in names])
    found = []
    for code in sorted(set(z) & allowed - {town}):
        if stratum[code] == stratum[town]:
            apart = root * (z[code] - z[town])
            found.append((round(float(np.sqrt(apart @ np.linalg.solve(covariance, apart))), 9), code))
    return [(code, distance) for distance, code in sorted(found)[:15]]


def quartiles(values: Iterable[float]) -> list[float | None]:
    """First quartile, median, third; None of nobody."""
    known = sorted(values)
    if not known:
        return [None] * 3
    places = [(len(known) - 1) * share for share in (0.25, 0.5, 0.75)]
    return [
        known[int(at)] + (known[min(int(at) + 1, len(known) - 1)] - known[int(at)]) * (at - int(at))
        for at in places
    ]


def place(own: float, others: list[float], direction: str) -> tuple[int | None, int, float | None]:
    """Rank, how many are ranked, percentile of a value among these others (without itself)."""
    lower_first = direction == "lower_is_better"
    better = sum((one < own) if lower_first else (one > own) for one in others)
    equal = sum(one == own for one in others)
    among = len(others) + 1
    if among < 15:
        return None, among, None
    return better + 1, among, 100 * (len(others) - better - equal / 2) / len(others)


def _of(series: Series, town: str) -> dict[int, float]:
    return {year: value for year, value in series.get(town, {}).items() if year in YEARS}


def _series(rows: Iterable[tuple]) -> Series:
    found: Series = {}
    for code, year, value in rows:
        if value is not None:
            found.setdefault(code, {})[year] = float(value)
    return found


def _measures(db: psycopg.Connection, measure: str) -> Series:
    query = "select code_commune, annee, value from intermediate.int_measure where measure_code = %s and zone = 'all'"
    return _series(db.execute(query, [measure]))


def _homes(db: psycopg.Connection, kind: str) -> Series:
    query = (
        "select code_commune, annee, valeur from staging.stg_insee_rp__serie_historique"
        " where type_commune = 'COM' and mesure = 'DWELLINGS' and type_logement = %s"
    )
    return _series(db.execute(query, [kind]))


def _jobs(db: psycopg.Connection) -> Series:
    return _series(
        db.execute(
            "select code_commune, annee, valeur from staging.stg_insee_rp__emploi_travail"
            " where type_commune = 'COM' and statut_emploi = '_T' and mesure = 'EMP'"
        )
    )


def _workers(db: psycopg.Connection) -> Series:
    return _series(
        db.execute(
            "select code_commune, annee, valeur from staging.stg_insee_rp__emploi_residence"
            " where type_commune = 'COM' and activite = '1' and age = 'Y15T64'"
        )
    )
