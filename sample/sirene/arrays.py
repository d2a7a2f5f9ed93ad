"""Arrow columns out of numpy: text stored once per value, masks, dates."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]

MASK = "[ND]"


def words(index: Ints, values: list[str], blank: Bools | None = None) -> pa.Array:
    """Text given by its rank in `values`; null where `blank`."""
    # Arrow writes a dictionary with a value twice now one way, now another: each is there once, in order.
    told = pa.array(values, pa.string()).dictionary_encode()
    order = pc.array_sort_indices(told.dictionary)
    rank = np.argsort(order.to_numpy())[told.indices.to_numpy()]
    index = rank[np.minimum(index, len(rank) - 1)]
    return pa.DictionaryArray.from_arrays(
        pa.array(index.astype(np.int32), mask=blank), told.dictionary.take(order)
    )


def masked(index: Ints, values: list[str], hidden: Bools, blank: Bools | None = None) -> pa.Array:
    """Like `words`, with the literal mask where the unit hides its data, blank or not."""
    shown = None if blank is None else blank & ~hidden
    return words(np.where(hidden, len(values), index), [*values, MASK], shown)


def empty(number: int) -> pa.Array:
    """Text that is null throughout."""
    return words(np.zeros(number, dtype=np.int64), [""], np.ones(number, dtype=bool))


def digits(numbers: Ints, width: int) -> pa.Array:
    """Numbers as text, with leading zeros."""
    return pc.utf8_lpad(pa.array(numbers).cast(pa.string()), width, "0")


def dates(days: Ints, blank: Bools | None = None) -> pa.Array:
    return pa.array(days.astype(np.int32), mask=blank).cast(pa.date32())
