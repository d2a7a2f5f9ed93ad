"""An attacker with all that is published, and a solver: what can a hidden figure still be?

Hidden figures are variables between bounds, what is published of their sums are rows between bounds. The least and the
most of each variable, by linear programming, is all that anybody can know of it.
"""

from collections.abc import Hashable, Iterable, Mapping
from typing import Generic, TypeVar

import highspy
import numpy as np

Name = TypeVar("Name", bound=Hashable)
Range = tuple[float, float]
ONE_NUMBER = 0.5
UNBOUNDED = (highspy.HighsModelStatus.kUnbounded, highspy.HighsModelStatus.kUnboundedOrInfeasible)


class Attack(Generic[Name]):
    """Hidden figures by name, and sums of them that somebody told."""

    def __init__(self, hidden: Mapping[Name, Range]) -> None:
        self.position = {name: n for n, name in enumerate(hidden)}
        self.solver = highspy.Highs()
        self.solver.setOptionValue("output_flag", False)
        # Primal: what is sought changes, what is allowed does not, so that each answer is where the next search begins.
        self.solver.setOptionValue("simplex_strategy", 4)
        for low, high in hidden.values():
            self.solver.addVar(low, high)

    def learn(self, weights: Mapping[Name, float], low: float, high: float) -> None:
        """The hidden ones among the names, each times its weight, add up to something between `low` and `high`."""
        known = {
            self.position[name]: weight
            for name, weight in weights.items()
            if weight and name in self.position
        }
        if known:
            self.solver.addRow(low, high, len(known), list(known), list(known.values()))

    def range(self, names: Iterable[Name]) -> Range:
        """What the sum of these hidden figures can be. Raises AssertionError when nothing fits what was told."""
        columns = [self.position[name] for name in names]
        return self._best(columns, 1.0), -self._best(columns, -1.0)

    def ranges(self) -> dict[Name, Range]:
        """What each hidden figure can be."""
        return {name: self.range([name]) for name in self.position}

    def found_out(self, sums: Mapping[str, Iterable[Name]], width: float = ONE_NUMBER) -> set[str]:
        """Of these sums, those of which only one whole number is left; what two answers tell apart is not asked for."""
        columns = [[self.position[name] for name in names] for names in sums.values()]
        inside = np.concatenate([np.array(few, dtype=int) for few in columns] or [np.array([], dtype=int)])
        starts = np.cumsum([0, *map(len, columns)])[:-1]
        low, high = np.full(len(columns), np.inf), np.full(len(columns), -np.inf)
        for cost in (1.0, -1.0):
            for n, few in enumerate(columns):
                if high[n] - low[n] < width:
                    best = cost * self._best(few, cost)
                    if np.isfinite(best):
                        answer = np.add.reduceat(
                            np.array(self.solver.getSolution().col_value)[inside], starts
                        )
                        low, high = np.minimum(low, answer), np.maximum(high, answer)
                    low[n], high[n] = min(low[n], best), max(high[n], best)
        return {name for name, spread in zip(sums, high - low, strict=True) if spread < width}

    def _best(self, columns: list[int], cost: float) -> float:
        for column in columns:
            self.solver.changeColCost(column, cost)
        self.solver.run()
        if self.solver.getModelStatus() == highspy.HighsModelStatus.kUnknown:
            self.solver.clearSolver()
            self.solver.run()
        status = self.solver.getModelStatus()
        # Each is bounded below: only the most can be without end.
        assert status == highspy.HighsModelStatus.kOptimal or (cost < 0 and status in UNBOUNDED), status
        found = self.solver.getInfo().objective_function_value
        for column in columns:
            self.solver.changeColCost(column, 0.0)
        return found if status == highspy.HighsModelStatus.kOptimal else -highspy.kHighsInf


def narrowed(before: Mapping[Name, Range], after: Mapping[Name, Range], by: float = 1e-6) -> set[Name]:
    """Names of which more is known after than before."""
    return {
        name
        for name, (low, high) in after.items()
        if low > before[name][0] + by or high < before[name][1] - by
    }


def found_out(ranges: Mapping[Name, Range], width: float = ONE_NUMBER) -> set[Name]:
    """Names of which only one whole number is left."""
    return {name for name, (low, high) in ranges.items() if high - low < width}
