"""Weights of controls: what makes them resemble the treated towns before the programme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.errors import AnalysisError

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

LAST_YEAR_BEFORE = 2017
# Where no weights exist the tilt has no end: this one leaves a control or two.
STEEPEST = 50.0


def balanced(rows: pd.DataFrame) -> pd.Series:
    """Entropy balancing (Hainmueller 2012): controls' weights, nearest to equal ones, with the treated towns' means.

    Balanced are the level of the outcome in the last common year before the programme, and its mean yearly change
    before. Indexed by town: 1 for the treated, controls add up to as many. Raises AnalysisError where no such
    weights exist: the treated lie outside what controls can make.
    """
    import numpy as np  # noqa: PLC0415

    wide = rows[rows.year <= LAST_YEAR_BEFORE].pivot(index="town", columns="year", values="value").dropna()
    if wide.shape[1] < 2 or wide.empty:
        raise AnalysisError("no two years before the programme to balance on: choose other weights")
    traits = np.column_stack([wide.iloc[:, -1], (wide.iloc[:, -1] - wide.iloc[:, 0]) / (wide.shape[1] - 1)])
    treated = rows.drop_duplicates("town").set_index("town").cohort.notna().reindex(wide.index).to_numpy()
    if not treated.any() or treated.all():
        raise AnalysisError("balancing needs treated towns and controls that are known before the programme")
    weight = wide.iloc[:, 0] * 0.0 + 1.0
    weight[~treated] = _tilted(traits[~treated], traits[treated].mean(axis=0)) * treated.sum()
    return weight


def _tilted(traits: np.ndarray, target: np.ndarray) -> np.ndarray:
    """Shares that add up to 1 and give `traits` the mean `target`: exponential tilting, by its convex dual."""
    import numpy as np  # noqa: PLC0415
    from scipy.optimize import minimize  # noqa: PLC0415
    from scipy.special import logsumexp, softmax  # noqa: PLC0415

    scale = np.where(traits.std(axis=0) > 0, traits.std(axis=0), 1.0)
    gaps = (traits - target) / scale
    done = minimize(
        lambda tilt: logsumexp(gaps @ tilt),
        np.zeros(gaps.shape[1]),
        jac=lambda tilt: softmax(gaps @ tilt) @ gaps,
        method="L-BFGS-B",
        bounds=[(-STEEPEST, STEEPEST)] * gaps.shape[1],
    )
    shares: np.ndarray = softmax(gaps @ done.x)
    if np.abs(shares @ gaps).max() > 0.01:
        raise AnalysisError("controls cannot be made to resemble the treated towns: choose other weights")
    return shares
