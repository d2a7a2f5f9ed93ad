"""What the rows of a load tell of its claims while they go by: counted once, without a pass over the table."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import reduce
from threading import Lock
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from expectations.claim import Claim, Flaw
from expectations.ordered import Ordered, column_of

NULL, REGEX = "expect_column_values_to_not_be_null", "expect_column_values_to_match_regex"
SET, BETWEEN = "expect_column_values_to_be_in_set", "expect_column_values_to_be_between"
ROW_COUNT, NO_SUCH_ROWS = "expect_table_row_count_to_be_between", "expect_no_such_rows"
ROWS, NULLS = "table.row_count", "column_values.nonnull.unexpected_count"
FOUND = {
    NULL: NULLS,
    REGEX: "column_values.match_regex.unexpected_count",
    SET: "column_values.in_set.unexpected_count",
    BETWEEN: "column_values.between.unexpected_count",
}
# Other escapes, and what is of no class, mean something else to PostgreSQL than to RE2, or take in more with RE2.
_IS_ALIKE = re.compile(r"(?:[^\\\[.]|\\[dws.()/-]|\[(?!\^)(?:[^\\\]]|\\[dws.])*\])*")


class Told:
    """Counts for each claim that rows tell one by one, or by their order; `columns` are those of the table.

    Several threads may show it rows at once. What one batch cannot tell is not told.
    """

    def __init__(self, claims: Sequence[Claim], columns: Sequence[str]) -> None:
        told = [claim for claim in claims if _may_be_told(claim) and _columns(claim) <= set(columns)]
        self._numbers = {id(claim): number for number, claim in enumerate(told)}
        self._claims = told
        self._orders = {claim.key: Ordered(claim.key) for claim in told if claim.key}
        self._found: Counter[int] = Counter()
        self._nulls: Counter[str] = Counter()
        self._untold: set[int] = set()
        self._lock = Lock()
        self.rows = 0

    def see(self, row: int, part: pa.RecordBatch) -> None:
        """Rows of the table, made of those of the file behind `row`."""
        found = {number: _found(claim, part) for number, claim in enumerate(self._claims)}
        nulls = {name: column_of(part, name).null_count for claim in self._claims for name in _columns(claim)}
        for order in self._orders.values():
            order.see(row, part)
        with self._lock:
            self.rows += part.num_rows
            self._nulls.update(nulls)
            self._found.update({number: count for number, count in found.items() if count is not None})
            self._untold.update(number for number, count in found.items() if count is None)

    def metrics(self, claim: Claim) -> dict[str, Any] | None:
        """What Great Expectations would have asked the table for this claim; None for what was not told."""
        number = self._numbers.get(id(claim))
        if number is None or number in self._untold:
            return None
        if claim.type == ROW_COUNT:
            return {ROWS: self.rows}
        if claim.type == NO_SUCH_ROWS:
            has_none = self._orders[claim.key].is_unique if claim.key else not self._found[number]
            return {"unexpected_rows_query.table": []} if has_none else None
        (column,) = _columns(claim)
        return {ROWS: self.rows, NULLS: self._nulls[column], FOUND[claim.type]: self._found[number]}


def _may_be_told(claim: Claim) -> bool:
    if claim.type == REGEX:
        return _IS_ALIKE.fullmatch(claim.arguments["regex"]) is not None
    return claim.type in (NULL, SET, BETWEEN, ROW_COUNT) or bool(claim.key or claim.flaws)


def _columns(claim: Claim) -> set[str]:
    of_flaws = {name for flaw in claim.flaws for name in flaw.columns}
    told = {claim.arguments["column"]} if "column" in claim.arguments else set()
    return {*claim.key, *of_flaws, *told}


def _found(claim: Claim, part: pa.RecordBatch) -> int | None:
    """Rows that are otherwise than claimed; None when they cannot be told, as of a type nothing is compared in."""
    try:
        return _otherwise(claim, part)
    except (pa.ArrowNotImplementedError, pa.ArrowInvalid):
        return None


def _otherwise(claim: Claim, part: pa.RecordBatch) -> int | None:
    if claim.flaws:
        return _count(reduce(pc.or_kleene, (_holds(flaw, part) for flaw in claim.flaws)))
    if claim.key or claim.type == ROW_COUNT:
        return 0
    array = column_of(part, claim.arguments["column"])
    if claim.type == NULL:
        return int(array.null_count)
    if array.null_count == len(array):
        return 0
    count: int | None = _OF_CELLS[claim.type](array, claim.arguments)
    return count


def _not_matching(array: pa.Array, arguments: Mapping[str, Any]) -> int | None:
    regex = arguments["regex"]
    return _otherwise_in(array, lambda texts: pc.match_substring_regex(texts, regex))


def _not_in_set(array: pa.Array, arguments: Mapping[str, Any]) -> int | None:
    allowed = arguments["value_set"]
    if not all(isinstance(value, str) for value in allowed):
        return None
    return _otherwise_in(array, lambda texts: pc.is_in(texts, pa.array(allowed)))


def _otherwise_in(array: pa.Array, is_so: Callable[[pa.Array], pa.Array]) -> int | None:
    """Texts of which that does not hold. Codes repeat: each is looked at once, all of them only when one is otherwise."""
    if not pa.types.is_string(array.type):
        return None
    if pc.all(is_so(pc.drop_null(pc.unique(array)))).as_py():
        return 0
    return _count(pc.and_(pc.is_valid(array), pc.invert(is_so(array))))


def _not_between(array: pa.Array, arguments: Mapping[str, Any]) -> int | None:
    low, high = arguments["min_value"], arguments["max_value"]
    kind = date if pa.types.is_date32(array.type) else int | float
    is_number = pa.types.is_integer(array.type) or pa.types.is_floating(array.type)
    if not (is_number or kind is date) or not all(isinstance(one, kind | None) for one in (low, high)):
        return None
    least, most = pc.min_max(array).as_py().values()
    under = low is not None and least < low
    over = high is not None and most > high
    outside = [pc.less(array, low)] * under + [pc.greater(array, high)] * over
    return _count(reduce(pc.or_, outside)) if outside else 0


_OF_CELLS: dict[str, Callable[[pa.Array, Mapping[str, Any]], int | None]] = {
    REGEX: _not_matching,
    SET: _not_in_set,
    BETWEEN: _not_between,
}


def _holds(flaw: Flaw, part: pa.RecordBatch) -> pa.Array:
    """Rows that have the flaw; null, as in SQL, where a cell does not tell."""
    arrays = [column_of(part, name) for name in flaw.columns]
    return _FLAWS[flaw.name](*arrays, *flaw.numbers)


def _count(mask: pa.Array) -> int:
    return int(pc.sum(mask).as_py() or 0)


def _begins_otherwise(array: pa.Array, start: pa.Array, length: int) -> pa.Array:
    differs = pc.not_equal(start, pc.utf8_slice_codeunits(array, 0, length))
    return pc.coalesce(differs, pc.xor(pc.is_null(array), pc.is_null(start)))


_FLAWS: dict[str, Callable[..., pa.Array]] = {
    "less": pc.less,
    "equal": pc.equal,
    "beyond": lambda array, bound: pc.greater(pc.abs(array), bound),
    "begins_otherwise": _begins_otherwise,
}
