"""Numbers, in the one plain form that raw tables, expectations and staging know: `-1234.5`.

Separators that a file's format does not declare are told apart where only one reading is left. `1,000` is a thousand
here and one there: it cannot be read. Neither can what is not finite, or has more digits than anything counted here.
"""

from collections.abc import Callable
from decimal import Decimal
from functools import cache

import pyarrow as pa
import pyarrow.compute as pc

from ingestion.cells.rule import BLANK, Rule, matching, only
from ingestion.declaration import MARKS, Kind
from ingestion.separators import Separators

MOST_DIGITS = 13
WHOLE = rf"-?\d{{1,{MOST_DIGITS}}}"
PLAIN = rf"{WHOLE}(?:\.\d+)?"
_HEAD = r"-?[1-9]\d{0,2}"  # before a first separator of thousands
_IS_EXPONENT = matching(r"-?\d{1,20}(?:[.,]\d+)?[eE][+-]?\d{1,2}")
_IS_PLAIN = matching(PLAIN)
_IS_WHOLE = matching(WHOLE)
_IS_UNDECIDED = matching(rf"{_HEAD}[.,]\d{{3}}")  # a thousand, or one with three decimals
_IS_MARK = pa.array(MARKS)

Form = tuple[
    Callable[[pa.Array], pa.Array], str, str
]  # what it looks like, its thousands, its decimal separator


def _thousands(separator: str, decimal: str, groups: str = "+") -> Form:
    looks = rf"{_HEAD}(?:{separator}\d{{3}}){groups}(?:{decimal}\d+)?"
    return matching(looks), separator, decimal


# A number is in one of these forms at most.
_UNDECLARED: tuple[Form, ...] = (
    (matching(r"-?(?:\d*,\d{1,2}|\d*,\d{4,}|0\d*,\d{3}|\d{4,},\d{3}|,\d{3})"), "", ","),
    _thousands(BLANK, "[.,]"),
    (matching(r"-?\d*\.\d*|-?\d+"), "", "[.]"),
    _thousands(",", "[.]", "{2,}"),
    _thousands("[.]", ",", "{2,}"),
    (matching(rf"{_HEAD},\d{{3}}\.\d+"), ",", "[.]"),
    (matching(rf"{_HEAD}\.\d{{3}},\d+"), "[.]", ","),
)


def _declared(separators: Separators) -> tuple[Form, ...]:
    """Forms of a file whose format tells one of the two separators; the other follows, blanks go beside."""
    thousands = separators.thousands or ("." if separators.decimal == "," else ",")
    decimal = separators.decimal or ("," if thousands == "." else ".")
    point = f"[{decimal}]"
    return (
        _thousands(BLANK, point),
        _thousands(f"[{thousands}]", point),
        (matching(rf"-?\d*{point}\d+|-?\d+"), "", point),
    )


def _plain(text: pa.Array, forms: tuple[Form, ...]) -> pa.Array:
    """Numbers in plain form, null where there is none."""
    found = pa.nulls(len(text), pa.string())
    for looks, thousands, decimal in forms:
        hits = looks(text)
        if pc.any(hits).as_py():
            bare = pc.replace_substring_regex(text, thousands, "") if thousands else text
            found = pc.if_else(hits, pc.replace_substring_regex(bare, decimal, "."), found)
        if found.null_count == text.null_count:
            break
    else:
        found = pc.coalesce(found, _exponents(text))
    found = pc.replace_substring_regex(found, r"^(-?)\.(\d)", r"\10.\2")  # RE2 knows one digit: \1, then 0
    found = pc.replace_substring_regex(found, r"^(-?\d+)\.$", r"\1")
    return only(found, _IS_PLAIN(found))


def _exponents(text: pa.Array) -> pa.Array:
    """`1e+05` as `100000`, exactly; the others null. Cell by cell: there are few."""
    hits = _IS_EXPONENT(text)
    if not pc.any(hits).as_py():
        return pa.nulls(len(text), pa.string())
    cells = only(text, hits).to_pylist()
    return pa.array([cell and f"{Decimal(cell.replace(',', '.')):f}" for cell in cells], pa.string())


def _whole(text: pa.Array, forms: tuple[Form, ...], is_declared: bool) -> pa.Array:
    decided = text if is_declared else only(text, pc.invert(_IS_UNDECIDED(text)))
    found = pc.replace_substring_regex(_plain(decided, forms), r"\.0+$", "")
    return only(found, _IS_WHOLE(found))


@cache
def rule(kind: Kind, separators: Separators) -> Rule:
    """How numbers are read: INTEGER, NUMBER, or FIGURE, which keeps a publisher's mark as it is."""
    is_declared = separators != Separators()
    forms = _declared(separators) if is_declared else _UNDECLARED
    if kind is Kind.INTEGER:
        return Rule(_IS_WHOLE, lambda text: _whole(text, forms, is_declared))
    # Where a point parts thousands, `1.234` is not plain yet.
    is_point_decimal = not is_declared or forms[-1][2] == "[.]"
    is_plain = _IS_PLAIN if is_point_decimal else _IS_WHOLE
    if kind is Kind.NUMBER:
        return Rule(is_plain, lambda text: _plain(text, forms))
    return Rule(
        lambda text: pc.or_(is_plain(text), _is_mark(text)),
        lambda text: pc.coalesce(only(text, _is_mark(text)), _plain(text, forms)),
    )


def _is_mark(text: pa.Array) -> pa.Array:
    return pc.and_(pc.is_in(text, _IS_MARK), pc.is_valid(text))


_IS_YEAR = matching(r"[1-9]\d{3}")


def _year(text: pa.Array) -> pa.Array:
    found = pc.replace_substring_regex(text, r"[.,]0+$", "")
    return only(found, _IS_YEAR(found))


YEAR = Rule(_IS_YEAR, _year)
