"""Columns of texts out of formats that do not write text alone."""

import re
from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from ingestion.readers.base import Remarks
from warehouse.ops.storable import storable

_NUL = re.compile(rb"\x00")
CHANGED = "texts with NUL or half a surrogate pair, which no database holds, were read without them"


def texts(cells: Sequence[str | None], rows: Sequence[int], remarks: Remarks) -> pa.Array:
    """Cells as a text column; what cannot be held is taken out and remarked on with its row."""
    try:
        array = pa.array(cells, pa.string())
    except UnicodeEncodeError:
        array = None
    if array is not None and not has_nul(array):
        return array
    kept = [cell if cell is None else storable(cell) for cell in cells]
    for row, before, after in zip(rows, cells, kept, strict=True):
        if before != after:
            remarks.add(CHANGED, row)
    return pa.array(kept, pa.string())


def without_nul(array: pa.Array, first_row: int, remarks: Remarks) -> pa.Array:
    """A text column without NUL."""
    if not has_nul(array):
        return array
    changed = pc.indices_nonzero(pc.fill_null(pc.match_substring(array, "\x00"), False))
    if len(changed):
        remarks.add(CHANGED, first_row + changed[0].as_py(), len(changed))
    return pc.replace_substring(array, "\x00", "")


def has_nul(array: pa.Array) -> bool:
    """Whether a NUL may be among the characters of a text column."""
    data = array.buffers()[2]
    return data is not None and _NUL.search(data) is not None
