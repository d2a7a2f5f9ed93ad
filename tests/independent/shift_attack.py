"""An attacker with the effects of all spans from one year: what can jobs of a hidden commune then still be?

Unknown are the jobs of each sector of each hidden commune at the start. He knows which sectors and how many establishments
a commune has (Sirene says so), how each sector grew in France (Urssaf says so), and each published sum of jobs; of each
published sum he knows the effects, whose sectors' jobs are expected to within the rounding.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping

import psycopg

from tests.independent.attack import Attack

Cell = tuple[str, str]


class ShiftAttack:
    """Jobs by hidden commune and sector, at least one for each establishment."""

    def __init__(self, least: Mapping[Cell, float]) -> None:
        self.attack = Attack({cell: (low, math.inf) for cell, low in least.items()})
        self.cells: dict[str, list[Cell]] = defaultdict(list)
        for cell in least:
            self.cells[cell[0]].append(cell)

    def learn(self, members: Iterable[str], weights: Mapping[str, float], low: float, high: float) -> None:
        """Jobs of the hidden ones among `members`, each weighed by its sector, add up to between `low` and `high`."""
        cells = {
            cell: weights[cell[1]] for code in set(members) & set(self.cells) for cell in self.cells[code]
        }
        self.attack.learn(cells, low, high)

    def found_out(self) -> set[str]:
        """Communes of whose jobs only one whole number is left. Raises AssertionError when nothing fits what was told."""
        return self.attack.found_out(self.cells)


class Published:
    """A built warehouse as the attacker meets it, spans from `base` on; owner's connection, to know what is hidden."""

    def __init__(self, built: psycopg.Connection, base: int) -> None:
        self.members: dict[tuple[str, str], set[str]] = defaultdict(set)
        query = (
            "select territory_level, territory_code, code_commune from intermediate.int_territory_membership"
        )
        for level, code, commune in built.execute(query):
            self.members[level, code].add(commune)
        self.jobs: dict[str, dict[str, float]] = defaultdict(dict)
        country: dict[int, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        query = "select code_commune, annee, secteur, jobs::float from intermediate.int_jobs_sector"
        for code, year, sector, jobs in built.execute(query):
            country[year][sector] += jobs
            if year == base:
                self.jobs[code][sector] = jobs
        self.growth = {
            year: {sector: now.get(sector, 0.0) / jobs for sector, jobs in country[base].items()}
            for year, now in country.items()
            if year > base
        }
        self.totals = built.execute(
            "select territory_level, territory_code, value is not null, status_reason from marts_candidate.fct_measure"
            " where measure_code = 'jobs_private' and zone = 'all' and period = %s",
            [base],
        ).fetchall()
        self.effects = built.execute(
            "select territory_level, territory_code, period, (jobs_base + national_effect + mix_effect)::float"
            " from intermediate.int_shift_share where base_period = %s and mix_effect is not null",
            [base],
        ).fetchall()
        self.hidden = {
            code
            for level, code, _, why in self.totals
            if level == "commune" and why in ("few_units", "secondary")
        }

    def attack(self, is_exact: bool = False) -> ShiftAttack:
        """On the hidden communes; whoever attacks knows the sectors' jobs of all others (Urssaf prints them).

        `is_exact`: as if effects were told to the last digit, which would give communes away.
        """
        attack = ShiftAttack(
            {
                (code, sector): min(1.0, jobs)
                for code in self.hidden
                for sector, jobs in self.jobs[code].items()
            }
        )
        plain = dict.fromkeys(next(iter(self.growth.values())), 1.0)
        for level, code, is_shown, _ in self.totals:
            if is_shown and level != "commune":
                total = self._expected(self.members[level, code] & self.hidden, plain)
                attack.learn(self.members[level, code], plain, total, total)
        for level, code, year, told in self.effects:
            growth, inside = self.growth[year], self.members[level, code]
            # Two roundings: of the jobs at the start and of what is expected beyond them.
            expected, slack = (self._expected(inside, growth), 1e-4) if is_exact else (told, 1.0)
            left = expected - self._expected(inside - self.hidden, growth)
            attack.learn(inside, growth, left - slack, left + slack)
        return attack

    def _expected(self, communes: Iterable[str], growth: Mapping[str, float]) -> float:
        return sum(jobs * growth[sector] for code in communes for sector, jobs in self.jobs[code].items())
