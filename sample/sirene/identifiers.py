"""Invented SIREN and SIRET whose check digits are valid."""

from __future__ import annotations

from math import gcd
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

LA_POSTE = 356_000_000
# SIREN prefixes are spread over [FIRST, FIRST + SPAN) by a multiplication prime to SPAN: never twice the same.
FIRST, SPAN, STEP = 30_000_000, 70_000_000, 38_196_601


class Range(NamedTuple):
    """Prefixes of eight digits that SIREN are made of: the first one, and how many; the one before is theirs too."""

    first: int
    span: int


WHOLE = Range(FIRST, SPAN)


def part(rank: int, number: int) -> Range:
    """Range of a slice of the register: ranges ascend, and share no prefix."""
    if number == 1:
        return WHOLE
    width = SPAN // number
    span = next(span for span in range(width - 1, 0, -1) if gcd(span, STEP) == 1)
    return Range(FIRST + rank * width + 1, span)


def slice_of(siren: int, number: int) -> int:
    """Rank of the slice whose range holds the SIREN."""
    return (siren // 10 - FIRST) // (SPAN // number)


def luhn_digit(numbers: Ints, digits: int) -> Ints:
    """Digit to append to each number of `digits` digits so that the whole passes Luhn."""
    total = np.zeros_like(numbers)
    for position in range(digits):
        digit = numbers // 10**position % 10
        if position % 2 == 0:
            digit = digit * 2
            digit = digit - 9 * (digit > 9)
        total += digit
    return -total % 10


def digit_sum(numbers: Ints, digits: int) -> Ints:
    return sum((numbers // 10**position % 10 for position in range(digits)), np.zeros_like(numbers))


def sirens(first: int, number: int, seed: int, within: Range = WHOLE) -> Ints:
    """SIREN of legal units `first` to `first + number`, distinct for one seed and range."""
    rank = np.arange(first, first + number, dtype=np.int64)
    prefix = within.first + (rank * STEP + seed * 1_000_003) % within.span
    # La Poste's own prefix is given away; the number below the range stands in.
    prefix[prefix == LA_POSTE // 10] = within.first - 1
    return prefix * 10 + luhn_digit(prefix, 8)


def nics(siren: Ints, rank: Ints) -> Ints:
    """NIC (5 digits) of the establishment number `rank` (1 to 9999) of each SIREN.

    La Poste's SIRET follow their own rule: the sum of their digits is a multiple of five.
    """
    body = siren * 10_000 + rank
    check = np.where(siren == LA_POSTE, -digit_sum(body, 13) % 5, luhn_digit(body, 13))
    return rank * 10 + check
