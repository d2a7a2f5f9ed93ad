"""An attacker with all that is published, and a solver: what can a hidden figure still be?

Hidden figures are variables between bounds, what is published of their sums are rows between bounds. The least and the
most of each variable, by linear programming, is all that anybody can know of it.
"""

from collections.abc import Iterable, Mapping

import highspy

Range = tuple[float, float]


class Attack:
    """Hidden figures by name, and sums of them that somebody told."""

    def __init__(self, hidden: Mapping[str, Range]) -> None:
        self.position = {name: n for n, name in enumerate(hidden)}
        self.solver = highspy.Highs()
        self.solver.setOptionValue("output_flag", False)
        for low, high in hidden.values():
            self.solver.addVar(low, high)

    def learn(self, members: Iterable[str], low: float, high: float) -> None:
        """The hidden ones among `members` add up to something between `low` and `high`."""
        columns = [self.position[name] for name in members if name in self.position]
        if columns:
            self.solver.addRow(low, high, len(columns), columns, [1.0] * len(columns))

    def ranges(self) -> dict[str, Range]:
        """What each hidden figure can be. Raises AssertionError when nothing fits what was told."""
        return {name: (self._best(n, 1.0), -self._best(n, -1.0)) for name, n in self.position.items()}

    def _best(self, column: int, cost: float) -> float:
        self.solver.changeColCost(column, cost)
        self.solver.run()
        status = self.solver.getModelStatus()
        assert status in (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kUnbounded), status
        found = self.solver.getInfo().objective_function_value
        self.solver.changeColCost(column, 0.0)
        return found if status == highspy.HighsModelStatus.kOptimal else -highspy.kHighsInf


def narrowed(before: Mapping[str, Range], after: Mapping[str, Range], by: float = 1e-6) -> set[str]:
    """Names of which more is known after than before."""
    return {
        name
        for name, (low, high) in after.items()
        if low > before[name][0] + by or high < before[name][1] - by
    }


def found_out(ranges: Mapping[str, Range], width: float = 0.5) -> set[str]:
    """Names of which only one whole number is left."""
    return {name for name, (low, high) in ranges.items() if high - low < width}
