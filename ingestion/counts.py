"""What became of a file's rows and cells, counted while it is copied, and told afterwards."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from warehouse.ops.loads import Reject

KEPT = 50
_TOLD = 3


@dataclass(frozen=True)
class Fault:
    """Cells of one column and batch with the same fault: where `mask` holds.

    `leaves_row_out`: a key's, whose row is not loaded; else the cell is loaded as null. `is_told`: the publisher says
    that there is nothing; else the cell cannot be read.
    """

    header: str
    cells: pa.Array
    mask: pa.Array
    reason: str
    leaves_row_out: bool = False
    is_told: bool = False


@dataclass
class Seen:
    """One fault of one column over the whole file: how many cells, the first of them."""

    count: int = 0
    first: list[Reject] = field(default_factory=list)


@dataclass
class Counts:
    """Rows of one file: read = loaded + rejected; `stored` those of the table, more or fewer where a wide file becomes long.

    `emptied` cells of loaded rows are null because they cannot be read or say that nothing is told; `faulty` rows
    hold a cell that cannot be read, or no key: those are tolerated up to a share. `seen`: by column, reason and
    whether the row was left out.
    """

    read: int = 0
    loaded: int = 0
    rejected: int = 0
    stored: int = 0
    emptied: int = 0
    faulty: int = 0
    repaired: int = 0
    seen: dict[tuple[str, str, bool], Seen] = field(default_factory=dict)

    def add(self, first_row: int, faults: Sequence[Fault], left_out: pa.Array | None) -> None:
        """Count a batch's faults; `left_out` tells the rows that are not loaded."""
        unread = any_of(fault.mask for fault in faults if fault.leaves_row_out or not fault.is_told)
        self.faulty += _count(unread)
        for fault in faults:
            mask = fault.mask
            if not fault.leaves_row_out:
                mask = mask if left_out is None else pc.and_not(mask, left_out)
                self.emptied += _count(mask)
            if found := _count(mask):
                self._note(first_row, fault, mask, found)

    def _note(self, first_row: int, fault: Fault, mask: pa.Array, found: int) -> None:
        seen = self.seen.setdefault((fault.header, fault.reason, fault.leaves_row_out), Seen())
        seen.count += found
        places = pc.indices_nonzero(mask)[:KEPT].to_pylist()
        rejects = [
            Reject(
                first_row + place + 1,
                fault.header,
                fault.reason,
                _shown(fault.cells[place]),
                fault.leaves_row_out,
            )
            for place in places
        ]
        seen.first = sorted([*seen.first, *rejects])[:KEPT]

    @property
    def rejects(self) -> list[Reject]:
        """The first of each fault, in the order of the file."""
        return sorted(reject for seen in self.seen.values() for reject in seen.first)

    def sentences(self) -> list[str]:
        """What was found, a sentence a fault: where, how often, what became of it, the first ones."""
        return [
            f"column {header}: {_many(seen.count, leaves_out)}, {reason}; {_rows(seen.first[:_TOLD])}"
            for (header, reason, leaves_out), seen in sorted(self.seen.items())
        ]


def any_of(masks: Iterable[pa.Array]) -> pa.Array | None:
    """Where any of the masks holds; None without any."""
    found = list(masks)
    return reduce(pc.or_, found) if found else None


def _count(mask: pa.Array | None) -> int:
    return 0 if mask is None else int(pc.sum(mask).as_py() or 0)


def _shown(cell: pa.Scalar) -> str | None:
    if not cell.is_valid:
        return None
    try:
        return str(cell.as_py())[:200]
    except (
        OverflowError,
        ValueError,
    ):  # a day or an hour that Python's calendar does not have: as the file counts it
        return f"{cell.type} {cell.value}"


def _many(count: int, leaves_out: bool) -> str:
    what = "row left out" if leaves_out else "cell left empty"
    return f"{count:,} {what if count == 1 else what.replace(' ', 's ', 1)}"


def _rows(first: Sequence[Reject]) -> str:
    told = [
        f"row {reject.row_number}" + (f" {reject.value!r}" if reject.value is not None else "")
        for reject in first
    ]
    return f"first: {', '.join(told)}"
