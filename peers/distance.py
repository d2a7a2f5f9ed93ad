"""How far towns are from one another: Mahalanobis distance on the variables that are known of a town.

With z the standardised values, S their covariance over the pool and w the weights, the squared distance of two towns
is (D dz)' S⁻¹ (D dz), D = diag(√w): the usual one where every weight is 1. A town is compared on what is known of it,
with the towns of which all of that is known: its distances are of the same variables, those of another town may not be.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Booleans = NDArray[np.bool_]

# Below this number of known variables a town is not compared: what is near would be chance.
FEWEST_VARIABLES = 4
# Decimals that tell two distances apart; ties go by commune code.
DECIMALS = 9


@dataclass(frozen=True)
class Pool:
    """Towns to choose from. `values` (n, k): rows by code, NaN where not known; `weights` (k,); the rest (n,)."""

    codes: NDArray[np.str_]
    strata: NDArray[np.str_]
    values: Floats
    weights: Floats


@dataclass(frozen=True)
class Group:
    """A town's peers, nearest first. `used` tells its variables, `candidates` among how many towns they were sought."""

    town: str
    used: Booleans
    candidates: int
    peers: tuple[str, ...]
    distances: tuple[float, ...]


def standardised(values: Floats) -> Floats:
    """Each column less its mean, over its standard deviation; all NaN where it has no spread or fewer than two values."""
    known = ~np.isnan(values)
    count = known.sum(axis=0)
    mean = np.where(known, values, 0).sum(axis=0) / np.maximum(count, 1)
    centred = values - mean
    spread = np.sqrt(np.where(known, centred**2, 0).sum(axis=0) / np.maximum(count - 1, 1))
    has_spread = (count > 1) & (spread > 1e-12 * np.maximum(np.abs(mean), 1e-12))
    return np.where(has_spread, centred / np.where(has_spread, spread, 1), np.nan)


def nearest(pool: Pool, can_be_peer: Booleans, seeking: Booleans, number: int) -> Iterator[Group]:
    """The `number` nearest towns of each that is `seeking`, among those of its stratum that `can_be_peer` (n,).

    Fewer when there are fewer candidates; none for a town with fewer known variables than FEWEST_VARIABLES.
    """
    z = standardised(pool.values)
    known = ~np.isnan(z)
    for used in np.unique(known[seeking], axis=0):
        complete = known[:, used].all(axis=1)
        if used.sum() >= FEWEST_VARIABLES:
            metric = _metric(z[complete][:, used], pool.weights[used])
        else:
            metric, complete = np.empty((0, 0)), np.zeros_like(complete)
        for town in np.flatnonzero(seeking & (known == used).all(axis=1)).tolist():
            fit = complete & can_be_peer & (pool.strata == pool.strata[town])
            fit[town] = False
            yield _group(pool, z[:, used], metric, town, np.flatnonzero(fit), used, number)


def _metric(z: Floats, weights: Floats) -> Floats:
    root = np.sqrt(weights)
    precision = np.linalg.pinv(np.atleast_2d(np.cov(z, rowvar=False)), hermitian=True)
    return root[:, None] * precision * root


def _group(
    pool: Pool, z: Floats, metric: Floats, town: int, fit: NDArray[np.intp], used: Booleans, number: int
) -> Group:
    apart = z[fit] - z[town]
    squared = np.einsum("ij,jk,ik->i", apart, metric, apart) if len(fit) else np.empty(0)
    distance = np.sqrt(np.maximum(squared, 0)).round(DECIMALS)
    order = np.lexsort((pool.codes[fit], distance))[:number]
    return Group(
        str(pool.codes[town]),
        used,
        len(fit),
        tuple(map(str, pool.codes[fit][order])),
        tuple(map(float, distance[order])),
    )
