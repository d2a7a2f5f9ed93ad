"""How a kind reads text: what is plain already, how the rest is mended, what says that nothing is told."""

from collections.abc import Callable
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

BLANK = "[\\s\u00a0\u202f\u2007\u2009]"
# Words for "not told", in any case. A mark of secrecy (s, c, NC) is none of them.
UNTOLD = (
    "-", "--", "nd", "n.d.", "n.d", "[nd]", "na", "n.a.", "n/a", "#n/a", "nan", "null", "none",
)  # fmt: skip
_UNTOLD = pa.array(UNTOLD)


@dataclass(frozen=True)
class Cells:
    """A normalised column.

    `bad`: cells that cannot be read, `untold`: cells whose word says that nothing is told; both are null in
    `values`, and None when there are none. `repaired`: codes that got their leading zeros back.
    """

    values: pa.Array
    bad: pa.Array | None = None
    untold: pa.Array | None = None
    repaired: int = 0


@dataclass(frozen=True)
class Rule:
    """`is_plain` gives a mask of the cells that are as they should be; `mend` takes the others, trimmed, to that form,
    null where it cannot; `cast` takes plain text to the column's type.
    """

    is_plain: Callable[[pa.Array], pa.Array]
    mend: Callable[[pa.Array], pa.Array]
    cast: Callable[[pa.Array, pa.DataType], pa.Array] = lambda text, target: text.cast(target)
    loses_zeros: bool = False


def read(rule: Rule, text: pa.Array, target: pa.DataType) -> Cells:
    """Cells of a text column; only those that are not plain are looked at again."""
    plain = pc.fill_null(rule.is_plain(text), True)
    if pc.all(plain).as_py() is not False:
        return Cells(rule.cast(text, target))
    odd = pc.invert(plain)
    found = pc.utf8_trim(text.filter(odd), " \t\r\n\x0b\x0c\u00a0\u202f\u2007\u2009\ufeff")
    untold = pc.is_in(pc.utf8_lower(found), _UNTOLD)
    told = pc.if_else(pc.or_(untold, pc.equal(found, "")), None, found)
    mended = rule.mend(told)
    bad = pc.and_(pc.is_valid(told), pc.is_null(mended))
    values = rule.cast(pc.replace_with_mask(text, odd, mended), target)
    return Cells(values, _among(odd, bad), _among(odd, untold), _repaired(told, mended) * rule.loses_zeros)


def matching(pattern: str) -> Callable[[pa.Array], pa.Array]:
    """A mask of the cells that match a whole regular expression."""
    return lambda text: pc.match_substring_regex(text, f"^(?:{pattern})$")


def only(text: pa.Array, mask: pa.Array) -> pa.Array:
    """The cells where the mask holds, the others null."""
    return pc.if_else(mask, text, None)


def _among(odd: pa.Array, mask: pa.Array) -> pa.Array | None:
    """A mask of the odd cells as one of all cells; None when it holds nowhere."""
    return pc.replace_with_mask(odd, odd, mask) if pc.any(mask).as_py() else None


def _repaired(told: pa.Array, mended: pa.Array) -> int:
    padded = pc.and_(pc.starts_with(mended, "0"), pc.invert(pc.match_substring_regex(told, r"^\W*0")))
    return pc.sum(padded).as_py() or 0
