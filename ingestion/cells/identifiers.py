"""SIREN and SIRET: digits with a valid check sum, blanks or dots between them or not."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ingestion.cells.arrays import mask
from ingestion.cells.rule import BLANK, Rule, only

_MOST_ZEROS_LOST = 3  # the lowest number of the register is 000325175


def _identifier(width: int) -> Rule:
    """SIREN (9 digits) or SIRET (14): Luhn's sum, La Poste's own rule aside.

    Only what can have lost its leading zeros gets them back: a SIREN is no SIRET without its five first digits.
    """

    def is_plain(text: pa.Array) -> pa.Array:
        return pc.if_else(pc.is_valid(text), pa.array(_valid_identifiers(text, width)), None)

    def mend(text: pa.Array) -> pa.Array:
        whole = pc.replace_substring_regex(text, r"^(\d+)\.0$", r"\1")
        digits = pc.replace_substring_regex(whole, f"{BLANK}|[.]", "")
        short = pc.match_substring_regex(digits, rf"^\d{{{width - _MOST_ZEROS_LOST},{width - 1}}}$")
        found = pc.if_else(short, pc.utf8_lpad(digits, width, "0"), digits)
        return only(found, is_plain(found))

    return Rule(is_plain, mend, loses_zeros=True)


def _valid_identifiers(array: pa.Array, width: int) -> np.ndarray:
    """Mask of the cells whose `width` digits have a valid check sum; null cells are False."""
    fits = mask(pc.fill_null(pc.equal(pc.binary_length(array), width), False))
    matrix = _digits(array if fits.all() else array.filter(pa.array(fits)), width)
    passes = _luhn(matrix)
    others = np.flatnonzero(~passes)
    passes[others] = _la_poste(matrix[others])
    valid = np.zeros(len(array), bool)
    valid[fits] = passes
    return valid


def _digits(array: pa.Array, width: int) -> np.ndarray:
    """Matrix of digits (cells × width, uint8) of texts that all have that length."""
    if not len(array):
        return np.zeros((0, width), np.uint8)
    offsets = np.frombuffer(array.buffers()[1], np.int32)[array.offset : array.offset + len(array) + 1]
    data = np.frombuffer(array.buffers()[2], np.uint8)[offsets[0] : offsets[-1]]
    return (data - ord("0")).reshape(-1, width)


def _luhn(matrix: np.ndarray) -> np.ndarray:
    """Whether every character is a digit and Luhn's sum ends in zero; column by column, which is fast."""
    total, digits = np.zeros(len(matrix), np.uint8), np.ones(len(matrix), bool)
    for place, column in enumerate(reversed(matrix.T)):
        digits &= column < 10
        total += _DOUBLED[column] if place % 2 else column
    is_valid: np.ndarray = digits & (total % 10 == 0)
    return is_valid


def _la_poste(matrix: np.ndarray) -> np.ndarray:
    """SIRET of La Poste: the plain sum of digits is a multiple of five."""
    ours = (matrix[:, : len(_LA_POSTE)] == _LA_POSTE).all(axis=1) & (matrix < 10).all(axis=1)
    is_valid: np.ndarray = ours & (matrix.sum(axis=1, dtype=np.int32) % 5 == 0)
    return is_valid


_DOUBLED = np.array([sum(divmod(2 * digit, 10)) for digit in range(10)] + [0] * 246, np.uint8)
_LA_POSTE = np.array([int(digit) for digit in "356000000"], np.uint8)
SIREN, SIRET = _identifier(9), _identifier(14)
