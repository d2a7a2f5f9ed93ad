"""Rounded effects leave a hidden commune's jobs open; effects told to the last digit would not."""

import math
import random

import pytest

from tests.independent.attack import Attack, found_out
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
    attack = _attack(0.5)
    assert attack.found_out() == set()
    for cell, jobs in JOBS.items():
        low, high = attack.attack.range([cell])
        assert low <= jobs <= high


def test_exact_effects_give_both_away():
    assert _attack(0.0).found_out() == {"A", "B"}
    assert _attack(0.0).attack.range([("A", "CA")]) == pytest.approx((12.0, 12.0))


def test_who_is_found_out_is_who_has_a_range_of_one_number():
    """What two answers tell apart is not asked for, and would have a range."""
    chance = random.Random(7)
    for _ in range(50):
        jobs = {name: chance.randint(1, 9) for name in "ABCDEF"}
        attack = Attack(dict.fromkeys(jobs, (1.0, math.inf)))
        for _ in range(chance.randint(0, 5)):
            told = dict.fromkeys(chance.sample(sorted(jobs), chance.randint(1, 4)), 1.0)
            attack.learn(told, *[sum(jobs[name] for name in told)] * 2)
        assert attack.found_out({name: [name] for name in jobs}) == found_out(attack.ranges())
