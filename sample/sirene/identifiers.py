"""Invented SIREN and SIRET whose check digits are valid."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

LA_POSTE = 356_000_000
# SIREN prefixes are spread over [FIRST, FIRST + SPAN) by a multiplication prime to SPAN: never twice the same.
FIRST, SPAN, STEP = 30_000_000, 70_000_000, 38_196_601


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


def sirens(first: int, number: int, seed: int) -> Ints:
    """SIREN of legal units `first` to `first + number`, distinct for one seed."""
    rank = np.arange(first, first + number, dtype=np.int64)
    prefix = FIRST + (rank * STEP + seed * 1_000_003) % SPAN
    # La Poste's own prefix is given away; a number below FIRST stands in.
    prefix[prefix == LA_POSTE // 10] = FIRST - 1
    return prefix * 10 + luhn_digit(prefix, 8)


def nics(siren: Ints, rank: Ints) -> Ints:
    """NIC (5 digits) of the establishment number `rank` (1 to 9999) of each SIREN.

    La Poste's SIRET follow their own rule: the sum of their digits is a multiple of five.
    """
    body = siren * 10_000 + rank
    check = np.where(siren == LA_POSTE, -digit_sum(body, 13) % 5, luhn_digit(body, 13))
    return rank * 10 + check
