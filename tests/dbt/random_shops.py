"""Establishments drawn at random, with everything Sirene may hold: gaps, overlaps, unknown and absurd days."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from tests.dbt.naive_storefront import AGENCY, OTHER, STOREFRONT, Period, Shop

COMMUNES = ("01001", "01002", "69381", "69382", "01999")
ABSURD = (date(4, 5, 1), date(3035, 1, 1))


def draw(seed: int, count: int) -> list[Shop]:
    """`count` establishments; the same seed draws the same."""
    random = Random(seed)
    return [_shop(random, f"{number:014d}") for number in range(count)]


def _shop(random: Random, siret: str) -> Shop:
    starts: set[date] = set()
    while len(starts) < random.randint(1, 5):
        starts.add(_day(random))
    periods = [_period(random, start) for start in sorted(starts)]
    if random.random() < 0.15:
        periods[0] = Period(None, periods[0].last, *_words(random))
    periods = random.choice([periods, _without_gaps(periods)])
    created = random.choice([periods[0].first, _day(random), None, date(1900, 1, 1)])
    return Shop(siret, random.choice(COMMUNES), created, tuple(periods))


def _without_gaps(periods: list[Period]) -> list[Period]:
    """The same starts, each period until the next: what the register usually holds."""
    ends = [after.first - timedelta(1) for after in periods[1:]] + [None]
    return [replace(period, last=last) for period, last in zip(periods, ends, strict=True)]


def _period(random: Random, start: date) -> Period:
    lasts = [None, _year_end(random), start + timedelta(random.randint(0, 2000)), random.choice(ABSURD)]
    last = random.choices(lasts, weights=(3, 2, 6, 0.3))[0]
    return Period(start, last, *_words(random))


def _words(random: Random) -> tuple[str | None, str | None, str | None]:
    state = random.choices(["A", "F", None], weights=(6, 3, 0.3))[0]
    naf, nomenclature = random.choices(
        [
            (STOREFRONT, "NAFRev2"),
            (AGENCY, "NAFRev2"),
            (OTHER, "NAFRev2"),
            (STOREFRONT, "NAFRev1"),
            (None, None),
        ],
        weights=(7, 1, 2, 0.5, 0.3),
    )[0]
    return state, naf, nomenclature


def _day(random: Random) -> date:
    if random.random() < 0.1:
        return random.choice(
            [date(random.randint(2005, 2026), 12, 31), date(random.randint(2005, 2026), 1, 1)]
        )
    return date(2005, 1, 1) + timedelta(random.randint(0, 7900))


def _year_end(random: Random) -> date:
    return date(random.randint(2010, 2026), 12, 31) - timedelta(random.randint(0, 1))
