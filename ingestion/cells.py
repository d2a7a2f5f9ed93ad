"""Cells as their column's kind wants them, a whole Arrow array at a time.

A cell that breaks its kind's rule rejects its row, with a reason; a code that lost its leading zeros is
repaired and counted.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ingestion.declaration import Kind

_BLANKS = "[\\s\u00a0\u202f\u2009]"
_TRUE = ["true", "t", "1", "oui", "vrai", "o"]
_FALSE = ["false", "f", "0", "non", "faux", "n"]


@dataclass(frozen=True)
class Cells:
    """A normalised column: its values, where they break the rule (None: nowhere), how many were repaired."""

    values: pa.Array
    bad: pa.Array | None = None
    repaired: int = 0


def normalise(kind: Kind, array: pa.Array) -> Cells:
    """Cells of one column in the type of its kind; null stays null."""
    if pa.types.is_null(array.type):
        return Cells(pa.nulls(len(array), _ARROW_TYPES.get(kind, pa.string())))
    if array.type == _ARROW_TYPES.get(kind):
        return Cells(array)
    if kind in _CASTS and _CASTS[kind](array.type):
        return Cells(array.cast(_ARROW_TYPES[kind], safe=False))
    return _RULES[kind](_as_text(array))


def _as_text(array: pa.Array) -> pa.Array:
    if pa.types.is_list(array.type):
        return pc.binary_join(array.cast(pa.list_(pa.string())), ",")
    if pa.types.is_floating(array.type) and pc.all(pc.equal(array, pc.round(array))).as_py() is not False:
        array = array.cast(pa.int64())  # a code stored as a number
    return array if pa.types.is_string(array.type) else array.cast(pa.string())


def _text(array: pa.Array) -> Cells:
    return Cells(array)


def _parsed(array: pa.Array, values: pa.Array) -> Cells:
    """Cells whose parsing failed are those that were there and are null now."""
    if values.null_count == array.null_count:
        return Cells(values)
    return Cells(values, pc.and_(pc.is_valid(array), pc.is_null(values)))


def _number(pattern: str, target: pa.DataType) -> Callable[[pa.Array], Cells]:
    def rule(array: pa.Array) -> Cells:
        plain = pc.replace_substring(pc.replace_substring_regex(array, _BLANKS, ""), ",", ".")
        ok = pc.match_substring_regex(plain, pattern)
        return _parsed(array, pc.if_else(ok, plain, None).cast(target))

    return rule


def _integer(array: pa.Array) -> Cells:
    whole = pc.replace_substring_regex(array, r"[.,]0*$", "")
    return _number(r"^-?\d{1,18}$", pa.int64())(whole)


def _moment(fmt: str, length: int, target: pa.DataType) -> Callable[[pa.Array], Cells]:
    def rule(array: pa.Array) -> Cells:
        text = pc.utf8_slice_codeunits(pc.utf8_trim_whitespace(array), 0, length)
        text = pc.replace_substring(text, " ", "T")
        try:
            return Cells(text.cast(target))
        except pa.ArrowInvalid:
            parsed = pc.strptime(text, fmt, "s", error_is_null=True)
            # strptime turns 30 February into 2 March
            same_day = pc.equal(pc.day(parsed), pc.utf8_slice_codeunits(_iso(text), 8, 10).cast(pa.int64()))
            return _parsed(array, pc.if_else(same_day, parsed, None).cast(target))

    return rule


def _iso(text: pa.Array) -> pa.Array:
    return pc.if_else(pc.match_substring_regex(text, r"^\d{4}-\d{2}-\d{2}"), text, None)


def _boolean(array: pa.Array) -> Cells:
    low = pc.utf8_lower(pc.utf8_trim_whitespace(array))
    true, false = pc.is_in(low, pa.array(_TRUE)), pc.is_in(low, pa.array(_FALSE))
    return _parsed(array, pc.if_else(pc.or_(true, false), true, None))


def _code(lost: str, width: int, pattern: str) -> Callable[[pa.Array], Cells]:
    """Codes of `width` characters; those matching `lost` had leading zeros and get them back."""

    def rule(array: pa.Array) -> Cells:
        if pc.all(pc.match_substring_regex(array, pattern)).as_py() is not False:
            return Cells(array)
        trimmed = pc.utf8_trim_whitespace(array)
        short = pc.fill_null(pc.match_substring_regex(trimmed, lost), False)
        repaired = pc.sum(short).as_py() or 0
        if repaired:
            trimmed = pc.if_else(short, pc.utf8_lpad(trimmed, width, "0"), trimmed)
        ok = pc.fill_null(pc.match_substring_regex(trimmed, pattern), True)
        return Cells(trimmed, None if pc.all(ok).as_py() is not False else pc.invert(ok), repaired)

    return rule


def _identifier(width: int) -> Callable[[pa.Array], Cells]:
    """SIREN (9 digits) or SIRET (14): Luhn's sum, La Poste's own rule aside."""

    def rule(array: pa.Array) -> Cells:
        text, repaired = array, 0
        short = pc.less(pc.utf8_length(array), width)
        if pc.any(short).as_py():
            digits = pc.fill_null(pc.and_(short, pc.match_substring_regex(array, r"^\d+$")), False)
            text = pc.if_else(digits, pc.utf8_lpad(array, width, "0"), array)
            repaired = pc.sum(digits).as_py() or 0
        bad = ~_valid_identifiers(text, width) & _mask(pc.is_valid(text))
        return Cells(text, pa.array(bad) if bad.any() else None, repaired)

    return rule


def _mask(array: pa.Array) -> np.ndarray:
    """A boolean array without nulls as numpy's; `to_numpy` would import pandas, which takes a second."""
    return np.frombuffer(array.cast(pa.uint8()).buffers()[1], np.uint8, len(array)).astype(bool)


def _valid_identifiers(array: pa.Array, width: int) -> np.ndarray:
    """Mask of the cells whose `width` digits have a valid check sum; null cells are False."""
    fits = _mask(pc.fill_null(pc.equal(pc.binary_length(array), width), False))
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
_ARROW_TYPES = {
    Kind.TEXT: pa.string(),
    Kind.INTEGER: pa.int64(),
    Kind.YEAR: pa.int64(),
    Kind.NUMBER: pa.float64(),
    Kind.DATE: pa.date32(),
    Kind.TIMESTAMP: pa.timestamp("s"),
    Kind.BOOLEAN: pa.bool_(),
}
_CASTS = {
    Kind.INTEGER: pa.types.is_integer,
    Kind.YEAR: pa.types.is_integer,
    Kind.NUMBER: lambda t: pa.types.is_integer(t) or pa.types.is_floating(t) or pa.types.is_decimal(t),
    Kind.DATE: lambda t: pa.types.is_date(t) or pa.types.is_timestamp(t),
    Kind.TIMESTAMP: lambda t: pa.types.is_date(t) or pa.types.is_timestamp(t),
}
_RULES = {
    Kind.TEXT: _text,
    Kind.INTEGER: _integer,
    Kind.YEAR: _number(r"^\d{4}$", pa.int64()),
    Kind.NUMBER: _number(r"^-?\d*\.?\d+([eE][-+]?\d+)?$", pa.float64()),
    Kind.DATE: _moment("%Y-%m-%d", 10, pa.date32()),
    Kind.TIMESTAMP: _moment("%Y-%m-%dT%H:%M:%S", 19, pa.timestamp("s")),
    Kind.BOOLEAN: _boolean,
    Kind.SIREN: _identifier(9),
    Kind.SIRET: _identifier(14),
    Kind.CODE_COMMUNE: _code(r"^\d{4}$", 5, r"^(\d{2}|2[AB])\d{3}$"),
    Kind.CODE_DEPARTEMENT: _code(r"^\d$", 2, r"^(\d{2,3}|2[AB])$"),
}
REASONS = {
    Kind.INTEGER: "a whole number expected",
    Kind.YEAR: "a year of four digits expected",
    Kind.NUMBER: "a number expected",
    Kind.DATE: "a date YYYY-MM-DD expected",
    Kind.TIMESTAMP: "a date-time YYYY-MM-DDTHH:MM:SS expected",
    Kind.BOOLEAN: "true or false expected",
    Kind.SIREN: "a SIREN of 9 digits with a valid check digit expected",
    Kind.SIRET: "a SIRET of 14 digits with a valid check digit expected",
    Kind.CODE_COMMUNE: "a commune code of 5 characters expected",
    Kind.CODE_DEPARTEMENT: "a department code expected",
}
