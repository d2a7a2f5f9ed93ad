"""Rounded effects leave a hidden commune's jobs open; effects told to the last digit would not."""

import pytest

from tests.independent.attack import found_out
from tests.independent.shift_attack import ShiftAttack

# Two hidden communes of one EPCI, one sector each, whose sum of jobs is told; growth of both sectors by year.
JOBS = {("A", "CA"): 12.0, ("B", "GZ"): 31.0}
GROWTH = [{"CA": 1.1, "GZ": 0.95}, {"CA": 1.2, "GZ": 0.9}, {"CA": 1.25, "GZ": 1.0}]


def _attack(rounding: float) -> ShiftAttack:
    attack = ShiftAttack(dict.fromkeys(JOBS, 1.0))
    total = sum(JOBS.values())
    attack.learn("AB", {"CA": 1.0, "GZ": 1.0}, total, total)
    for growth in GROWTH:
        expected = sum(jobs * growth[sector] for (_, sector), jobs in JOBS.items())
        told = round(expected) if rounding else expected
        attack.learn("AB", growth, told - rounding, told + rounding)
    return attack


def test_whole_jobs_leave_a_hidden_commune_open():
    ranges = _attack(0.5).communes()
    assert found_out(ranges) == set()
    assert all(low <= JOBS[cell] <= high for cell in JOBS for low, high in [ranges[cell[0]]])


def test_exact_effects_give_both_away():
    assert found_out(_attack(0.0).communes()) == {"A", "B"}
    assert _attack(0.0).cells()["A", "CA"] == pytest.approx((12.0, 12.0))
