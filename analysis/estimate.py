"""Difference-in-differences with towns that entered in several years: Sun and Abraham's interaction-weighted estimator.

A plain two-way fixed-effects coefficient compares late entrants with early ones and mixes their effects. Here each year of
entry has its own effect for each year since, against never-treated towns alone; averages are taken afterwards, with weights
that are known. With never-treated controls and the year before entry as base these cohort effects are Callaway and
Sant'Anna's. Errors are clustered.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from analysis.errors import AnalysisError

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

BASE = -1
LEAST_TOWNS = 5
LEAST_CLUSTERS = 10
CONFIDENCE = 0.95


@dataclass(frozen=True)
class Point:
    """Mean effect `years` after entry (negative: before), in the outcome's unit, with its interval; `towns` treated."""

    years: int
    effect: float
    low: float
    high: float
    towns: int


@dataclass(frozen=True)
class Estimate:
    """An event study: `points` by year since entry, the base at 0; `effect` is the mean of all years from entry on.

    `pretrend_p` is the probability of effects as far from 0 before entry as those found, were there none; None where
    no year before the base is known.
    """

    points: tuple[Point, ...]
    effect: float
    low: float
    high: float
    error: float
    pretrend_p: float | None
    treated: int
    controls: int
    clusters: int
    years: tuple[int, int]


def estimate(rows: pd.DataFrame) -> Estimate:
    """The event study of `rows` (town, epci, year, value, cohort, weight). Towns without a weight are left out.

    Raises AnalysisError when there are too few towns, clusters or years for an estimate to mean anything.
    """
    rows = _usable(rows)
    cells = _cells(rows)
    fitted = _fit(rows, cells)
    cells = cells.loc[fitted.params.index]
    effects, spread = fitted.params.to_numpy(), fitted.cov.to_numpy()
    clusters = int(rows.epci.nunique())
    points = tuple(_points(cells, effects, spread, clusters))
    after = cells[cells.since >= 0]
    effect, error = _mean(cells, after.index, effects, spread)
    half = _quantile(clusters) * error
    treated = rows.loc[rows.cohort.notna(), "town"].nunique()
    return Estimate(
        points,
        effect,
        effect - half,
        effect + half,
        error,
        _pretrend(cells, effects, spread, clusters),
        int(treated),
        int(rows.town.nunique() - treated),
        clusters,
        (int(rows.year.min()), int(rows.year.max())),
    )


def _usable(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows with a weight, of towns seen in two years, and of cohorts whose base year and a year after are there."""
    rows = rows[rows.weight > 0]
    rows = rows[rows.groupby("town").year.transform("size") > 1]
    base = rows.loc[rows.year == rows.cohort + BASE, "town"]
    after = rows.loc[rows.year >= rows.cohort, "town"]
    rows = rows[rows.cohort.isna() | (rows.town.isin(base) & rows.town.isin(after))]
    towns = rows.drop_duplicates("town")
    treated, controls = int(towns.cohort.notna().sum()), int(towns.cohort.isna().sum())
    if min(treated, controls) < LEAST_TOWNS or rows.epci.nunique() < LEAST_CLUSTERS:
        raise AnalysisError(
            f"trop peu de villes pour estimer : {treated} du programme, {controls} témoins, {rows.epci.nunique()} EPCI "
            f"(il en faut au moins {LEAST_TOWNS}, {LEAST_TOWNS} et {LEAST_CLUSTERS})"
        )
    return rows


def _cells(rows: pd.DataFrame) -> pd.DataFrame:
    """Each year of entry and year since, the base left out, with the towns seen there; indexed by the name of its term."""
    treated = rows[rows.cohort.notna()].assign(since=lambda one: (one.year - one.cohort).astype(int))
    cells = treated.groupby(["cohort", "since"]).town.nunique().rename("towns").reset_index()
    cells = cells[cells.since != BASE]
    names = [f"c{int(one.cohort)}_{one.since}" for one in cells.itertuples()]
    return cells.set_axis(names, axis=0)


def _fit(rows: pd.DataFrame, cells: pd.DataFrame) -> Any:
    """Two-way fixed effects with a term for each cell; covariance clustered by EPCI, corrected for small samples."""
    import pandas as pd  # noqa: PLC0415
    from linearmodels.panel import PanelOLS  # noqa: PLC0415

    held = rows.set_index(["town", "year"])
    year = held.index.get_level_values("year")
    terms = pd.DataFrame(
        {
            name: ((held.cohort == cell.cohort) & (year == cell.cohort + cell.since)).astype(float)
            for name, cell in cells.iterrows()
        },
        index=held.index,
    )
    model = PanelOLS(
        held.value, terms, weights=held.weight, entity_effects=True, time_effects=True, drop_absorbed=True
    )
    clusters = pd.DataFrame({"epci": held.epci.astype("category").cat.codes}, index=held.index)
    return model.fit(cov_type="clustered", clusters=clusters, group_debias=True)


def _weights(cells: pd.DataFrame, chosen: pd.Index) -> np.ndarray:
    """Share of each term in the mean of those chosen: the treated towns seen there."""
    import numpy as np  # noqa: PLC0415

    shares = np.where(cells.index.isin(chosen), cells.towns.to_numpy(float), 0.0)
    told: np.ndarray = shares / shares.sum()
    return told


def _mean(
    cells: pd.DataFrame, chosen: pd.Index, effects: np.ndarray, spread: np.ndarray
) -> tuple[float, float]:
    shares = _weights(cells, chosen)
    return float(shares @ effects), float((shares @ spread @ shares) ** 0.5)


def _points(cells: pd.DataFrame, effects: np.ndarray, spread: np.ndarray, clusters: int) -> list[Point]:
    found = [Point(BASE, 0.0, 0.0, 0.0, int(cells.groupby("cohort").towns.max().sum()))]
    for since, group in cells.groupby("since"):
        effect, error = _mean(cells, group.index, effects, spread)
        half = _quantile(clusters) * error
        found.append(Point(int(since), effect, effect - half, effect + half, int(group.towns.sum())))
    return sorted(found, key=lambda point: point.years)


def _pretrend(cells: pd.DataFrame, effects: np.ndarray, spread: np.ndarray, clusters: int) -> float | None:
    """Wald test that all mean effects before the base are 0, by an F distribution on the clusters."""
    import numpy as np  # noqa: PLC0415
    from scipy.stats import f  # noqa: PLC0415

    before = [group.index for since, group in cells.groupby("since") if since < BASE]
    if not before:
        return None
    chosen = np.array([_weights(cells, index) for index in before])
    gaps, covariance = chosen @ effects, chosen @ spread @ chosen.T
    rank = int(np.linalg.matrix_rank(covariance))
    if not rank:
        return None
    wald = float(gaps @ np.linalg.pinv(covariance) @ gaps) / rank
    return float(f.sf(wald, rank, clusters - 1))


def _quantile(clusters: int) -> float:
    from scipy.stats import t  # noqa: PLC0415

    return float(t.ppf((1 + CONFIDENCE) / 2, clusters - 1))
