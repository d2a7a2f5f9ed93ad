"""Whether no two rows share a key, told from their order while they go by in batches."""

from itertools import pairwise
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

Key = tuple[Any, ...]
# Place of a column, whether it is of its nulls, whether it goes up; of nulls, whether they come first.
Way = tuple[int, bool, bool]


class Ordered:
    """Keys in the order of the file, each column up or down throughout, its nulls first or last: then copies would
    stand side by side.

    Batches may come in any order, from several threads: of each its first and last key are kept, and compared at the
    end. What is not in order may be unique all the same: only the table tells.
    """

    def __init__(self, columns: tuple[str, ...]) -> None:
        self._columns = columns
        self._ways: set[Way] = set()
        self._ends: dict[int, tuple[Key, Key]] = {}
        self._is_lost = False

    def see(self, row: int, part: pa.RecordBatch) -> None:
        """Rows of the table made of those of the file behind `row`."""
        if self._is_lost or not part.num_rows:
            return
        arrays = [column_of(part, name, pa.string()) for name in self._columns]
        # A wide file gives several parts for the same rows: their order tells nothing.
        if row not in self._ends and self._is_in_order(arrays):
            self._ends[row] = _key(arrays, 0), _key(arrays, part.num_rows - 1)
        else:
            self._is_lost = True

    @property
    def is_unique(self) -> bool:
        """Whether all rows that were seen have keys of their own, and their order shows it."""
        ends = [self._ends[row] for row in sorted(self._ends)]
        between = all(self._follows(before[1], after[0]) for before, after in pairwise(ends))
        return between and self._holds()

    def _holds(self) -> bool:
        """Whether no column goes both ways, nor its nulls."""
        ways = self._ways.copy()  # another thread may add one meanwhile
        return not self._is_lost and len({way[:2] for way in ways}) == len(ways)

    def _is_in_order(self, arrays: list[pa.Array]) -> bool:
        """Whether neighbours differ, in the way that those before did; notes which way that is."""
        ties: pa.Array | None = None  # pairs of neighbours that all columns before share
        for place, array in enumerate(arrays):
            try:
                same, steps = _steps(array)
            except pa.ArrowNotImplementedError:  # a type that has no order
                return False
            for (is_null, is_up), mask in steps.items():
                if pc.any(mask if ties is None else pc.and_(ties, mask)).as_py():
                    self._ways.add((place, is_null, is_up))
            ties = same if ties is None else pc.and_(ties, same)
            if not pc.any(ties).as_py():
                return self._holds()
        return False

    def _follows(self, before: Key, after: Key) -> bool:
        """The same for the last key of a batch and the first of the next."""
        for place, (one, other) in enumerate(zip(before, after, strict=True)):
            if one != other:
                is_null = one is None or other is None
                self._ways.add((place, is_null, one is None if is_null else one < other))
                return True
        return False


def column_of(part: pa.RecordBatch, name: str, kind: pa.DataType | None = None) -> pa.Array:
    """A column of the rows; one that the file lacks is null in the table, here of the type `kind`."""
    return part.column(name) if name in part.schema.names else pa.nulls(part.num_rows, kind)


def _key(arrays: list[pa.Array], place: int) -> Key:
    return tuple(array[place].as_py() for array in arrays)


def _steps(array: pa.Array) -> tuple[pa.Array, dict[tuple[bool, bool], pa.Array]]:
    """Of each pair of neighbours, whether they are alike, and which way it goes: from or to a null, up or down."""
    before, after = array[:-1], array[1:]
    up, same = pc.greater(after, before), pc.equal(after, before)
    down = pc.invert(pc.or_(up, same))
    steps = {(False, True): up, (False, False): down}
    if not array.null_count:
        return same, steps
    was_null, is_null = pc.is_null(before), pc.is_null(after)
    steps |= {(True, True): pc.and_not(was_null, is_null), (True, False): pc.and_not(is_null, was_null)}
    return pc.coalesce(same, pc.and_(was_null, is_null)), steps
