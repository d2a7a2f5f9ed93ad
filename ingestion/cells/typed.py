"""Arrays that come in types of their own (Parquet): numbers, dates; and everything else as text."""

import math

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ingestion.cells import moments
from ingestion.cells.arrays import mask, whole
from ingestion.cells.numbers import MOST_DIGITS
from ingestion.cells.rule import BLANK, UNTOLD, Cells
from ingestion.declaration import Kind

_MOST = 10**MOST_DIGITS
_EXACT = 2.0**53  # a float holds every whole number up to here
_UNITS = {"s": 1, "ms": 10**3, "us": 10**6, "ns": 10**9}


def typed(kind: Kind, array: pa.Array) -> Cells | None:
    """Cells of an array whose type says what they are; None when its text has to be read."""
    is_float = pa.types.is_floating(array.type)
    if kind is Kind.INTEGER and pa.types.is_integer(array.type):
        return _bounded(array, pa.int64())
    if kind is Kind.INTEGER and is_float:
        return _whole(_without_nan(array))
    if kind is Kind.NUMBER and (
        is_float or pa.types.is_integer(array.type) or pa.types.is_decimal(array.type)
    ):
        return _bounded(_doubles(array), pa.float64())
    if kind is Kind.BOOLEAN and pa.types.is_boolean(array.type):
        return Cells(array)
    if kind in (Kind.DATE, Kind.TIMESTAMP) and pa.types.is_temporal(array.type):
        return _temporal(kind, array)
    return None


def as_text(array: pa.Array) -> pa.Array:
    """The array as text: whole numbers without decimals, the cells of a list parted by commas; NaN is null.

    Raises ArrowInvalid or ArrowNotImplementedError for what is no text (a struct).
    """
    kind = array.type
    if pa.types.is_dictionary(kind):
        return as_text(array.dictionary_decode())
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        return pc.binary_join(array.cast(pa.list_(pa.string())), ",")
    if pa.types.is_floating(kind):
        return _floats_as_text(_without_nan(array))
    if pa.types.is_decimal(kind):
        return pc.replace_substring_regex(array.cast(pa.string()), r"\.0+$", "")
    return array if pa.types.is_string(kind) else array.cast(pa.string())


def presence(array: pa.Array) -> pa.Array:
    """Whether each cell says anything: it is there, not of blanks only, and no word for "not told"."""
    if pa.types.is_null(array.type):
        return pa.array([False] * len(array))
    if pa.types.is_nested(array.type):
        return pc.is_valid(array)
    said = pc.utf8_lower(pc.replace_substring_regex(as_text(array), f"^{BLANK}+|{BLANK}+$", ""))
    return pc.and_(pc.is_valid(said), pc.invert(pc.is_in(said, pa.array(["", *UNTOLD]))))


def _floats_as_text(array: pa.Array) -> pa.Array:
    """Codes stored as numbers are whole ones, even where other cells of the column are not."""
    is_whole = pc.and_(pc.equal(array, pc.round(array)), pc.less(pc.abs(array), _EXACT))
    whole = pc.if_else(is_whole, array, None).cast(pa.int64()).cast(pa.string())
    return pc.coalesce(whole, array.cast(pa.string()))


def _without_nan(array: pa.Array) -> pa.Array:
    """NaN is how a writer without nulls says null."""
    array = array.cast(pa.float32()) if pa.types.is_float16(array.type) else array
    return pc.if_else(pc.is_nan(array), None, array)


def _doubles(array: pa.Array) -> pa.Array:
    """Numbers as doubles; 0.1 in single precision is 0.1, not 0.10000000149."""
    if not pa.types.is_floating(array.type):
        return array.cast(pa.float64(), safe=False)
    if array.type == pa.float64():
        return array if _is_small(array) else _without_nan(array)
    return _without_nan(array).cast(pa.string()).cast(pa.float64())


def _bounded(array: pa.Array, target: pa.DataType) -> Cells:
    if array.type.bit_width < 64 or _is_small(array):
        return Cells(array.cast(target))
    fits = pc.less(array, pa.scalar(_MOST, array.type))
    if not pa.types.is_unsigned_integer(array.type):
        fits = pc.and_(fits, pc.greater(array, pa.scalar(-_MOST, array.type)))
    return _within(array, fits, target)


def _is_small(array: pa.Array) -> bool:
    """Whether every cell lies within the bounds, at a glance; a sum with NaN or an infinity in it is none."""
    least = pc.min_max(array).as_py()
    if least["min"] is None:
        return True
    return least["min"] > -_MOST and least["max"] < _MOST and math.isfinite(pc.sum(array).as_py())


def _whole(array: pa.Array) -> Cells:
    fits = pc.and_(pc.equal(array, pc.round(array)), pc.less(pc.abs(array), float(_MOST)))
    return _within(array, fits, pa.int64())


def _within(array: pa.Array, fits: pa.Array, target: pa.DataType) -> Cells:
    """Cells that fit; the others cannot be read."""
    fits = pc.fill_null(fits, True)
    if pc.all(fits).as_py() is not False:
        return Cells(array.cast(target))
    return Cells(pc.if_else(fits, array, None).cast(target), pc.invert(fits))


def _temporal(kind: Kind, array: pa.Array) -> Cells | None:
    if kind is Kind.DATE and pa.types.is_timestamp(array.type) and array.type.tz is None:
        days = array.cast(pa.date32(), safe=False)
        if pc.all(pc.equal(days.cast(array.type, safe=False), array)).as_py() is not False:
            array = days
    if pa.types.is_date(array.type):
        days = array.cast(pa.date32())
        first, last = (second // moments.DAY_S for second in (moments.FIRST_S, moments.LAST_S))
        number = days.cast(pa.int32())
        fits = pc.and_(pc.greater_equal(number, first), pc.less_equal(number, last))
        found = _within(days, fits, pa.date32())
        return found if kind is Kind.DATE else Cells(found.values.cast(pa.timestamp("s")), found.bad)
    if not pa.types.is_timestamp(array.type):
        return None
    return _moments(kind, array)


def _moments(kind: Kind, array: pa.Array) -> Cells:
    """Date-times as seconds of a clock of Paris, or as its days."""
    known = pc.is_valid(array)
    ticks = whole(pc.fill_null(array.cast(pa.int64()), 0))
    seconds = ticks // _UNITS[array.type.unit]
    fits = moments.is_in_calendar(seconds)
    if array.type.tz is not None:
        seconds = moments.local_seconds(pa.array(np.where(fits, seconds, 0)))
        fits &= moments.is_in_calendar(seconds)
    elif kind is Kind.DATE:
        fits &= ~moments.is_ambiguous(seconds)
    there = mask(known)
    found = pa.array(seconds, mask=~(fits & there)).cast(pa.timestamp("s"))
    values = found if kind is Kind.TIMESTAMP else found.cast(pa.date32())
    bad = there & ~fits
    return Cells(values, pa.array(bad) if bad.any() else None)
