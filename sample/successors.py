"""Figures of one geography carried to a later one, by INSEE's movements."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sample.reference import Reference


def carry(
    reference: Reference, values: NDArray[np.int64], origin: int, target: int
) -> tuple[list[str], NDArray[np.int64]]:
    """Rows by commune of `target`, from rows by commune of `origin` (both in order of code).

    Communes that merged are summed; one that split is shared out by population, the rest of the division going to
    the first part.
    """
    before, after = codes(reference, origin), codes(reference, target)
    row = {com: index for index, com in enumerate(after)}
    result = np.zeros((len(after), *values.shape[1:]), dtype=np.int64)
    # Villages destroyed in 1916 have nobody.
    people = {com: max(number, 1) for com, number in reference.people(2023).items()}
    moves = successors(reference, origin, target)
    for index, com in enumerate(before):
        parts = sorted(moves.get(com, {com}))
        total = sum(people.get(p, 1) for p in parts)
        shares = [values[index] * people.get(p, 1) // total for p in parts]
        shares[0] = shares[0] + values[index] - sum(shares)
        for part, share in zip(parts, shares, strict=True):
            result[row[part]] += share
    return after, result


def codes(reference: Reference, cog: int) -> list[str]:
    return sorted(c.com for c in reference.communes(cog) if c.typecom == "COM")


def successors(reference: Reference, origin: int, target: int) -> dict[str, set[str]]:
    """Communes of `target` that each changed commune of `origin` became."""
    moves: dict[str, set[str]] = {}
    for m in sorted(reference.movements, key=lambda m: m.date_eff):
        if m.typecom_av == m.typecom_ap == "COM" and str(origin) < m.date_eff[:4] <= str(target):
            moves.setdefault(m.com_av, set()).add(m.com_ap)
    return moves
