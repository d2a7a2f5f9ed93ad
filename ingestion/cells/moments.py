"""Dates and date-times, of every writing that leaves one reading; day first, as French publishers write.

Every day is a day in Paris: an instant (a time with its zone) is brought there. Seconds are the finest unit that
anything goes through: nanoseconds hold three centuries only.
"""

from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ingestion.cells.arrays import mask, whole
from ingestion.cells.rule import Rule, matching, only

PARIS = "Europe/Paris"
_A_FEW = 64
FIRST_S, LAST_S = -62_135_596_800, 253_402_300_799  # the years 1 to 9999
DAY_S = 86_400
# A midnight of Paris written in UTC without saying so: summer, winter, and before 1911. The day may be the next one.
AMBIGUOUS_S = (22 * 3600, 23 * 3600, 23 * 3600 + 50 * 60 + 39)

_CLOCK = (
    r"(?:[T ]+(?P<h>\d{1,2}):(?P<mi>\d{2})(?::(?P<s>\d{2})(?:[.,]\d+)?)?"
    r" ?(?P<zone>Z|UTC|[+-]\d{2}(?::?\d{2})?)?)?"
)
_Y, _M, _D = r"(?P<y>\d{4})", r"(?P<m>\d{1,2})", r"(?P<d>\d{1,2})"
_FORMS = tuple(
    f"^{day}{_CLOCK}$"
    for day in (
        f"{_D}/{_M}/{_Y}",
        f"{_Y}-{_M}-{_D}",
        f"{_D}-{_M}-{_Y}",
        f"{_D}[.]{_M}[.]{_Y}",
        f"{_Y}/{_M}/{_D}",
        r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})",
    )
)
_IS_DAY = matching(r"\d{4}-\d{2}-\d{2}(?:T00:00:00(?:\.0+)?)?")
_IS_MOMENT = matching(r"\d{4}-\d{2}-\d{2}[T ](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?")


def local_seconds(instants: pa.Array) -> np.ndarray:
    """Seconds since 1970 on a clock of Paris, of instants in seconds since 1970 in UTC (int64, no null)."""
    utc = instants.cast(pa.timestamp("s", "UTC"))
    return whole(pc.local_timestamp(utc.cast(pa.timestamp("s", PARIS))).cast(pa.int64()))


def is_ambiguous(seconds: np.ndarray) -> np.ndarray:
    """Where a time that tells no zone may be midnight of the next day."""
    return np.isin(seconds % DAY_S, AMBIGUOUS_S)


def is_in_calendar(seconds: np.ndarray) -> np.ndarray:
    """Where seconds since 1970 lie in the years 1 to 9999."""
    within: np.ndarray = (seconds >= FIRST_S) & (seconds <= LAST_S)
    return within


def _day(text: pa.Array) -> pa.Array:
    """Days in plain form; a time without zone that may belong to the next day makes none."""
    seconds, is_read, is_zoned = _seconds(text)
    is_read &= is_zoned | ~is_ambiguous(seconds)
    days = pa.array(seconds // DAY_S, mask=~is_read).cast(pa.int32()).cast(pa.date32())
    return days.cast(pa.string())


def _moment(text: pa.Array) -> pa.Array:
    seconds, is_read, _ = _seconds(text)
    return pa.array(seconds, mask=~is_read).cast(pa.timestamp("s")).cast(pa.string())


def _seconds(text: pa.Array) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Local seconds of each cell (0 where unread), where they were read, where a zone was told."""
    seconds, is_read = np.zeros(len(text), np.int64), np.zeros(len(text), bool)
    is_zoned, seen = np.zeros(len(text), bool), mask(pc.is_null(text))
    upper = pc.utf8_upper(text)
    for form in _FORMS:
        if seen.all():
            break
        parts = pc.extract_regex(upper, form)
        hits = np.flatnonzero(mask(pc.is_valid(parts)))
        if len(hits):
            found, fits, zoned = _read(parts.take(pa.array(hits)))
            seconds[hits], is_read[hits], is_zoned[hits], seen[hits] = found, fits, zoned, True
    return seconds, is_read, is_zoned


def _read(parts: pa.StructArray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The same of cells that have the form of a date; those that are none (31/02) do not fit."""
    year, month, day, hour, minute, second = (_part(parts, name) for name in ("y", "m", "d", "h", "mi", "s"))
    months = ((year - 1970) * 12 + month - 1).astype("datetime64[M]")
    days = months.astype("datetime64[D]") + (day - 1)
    fits = (month >= 1) & (month <= 12) & (day >= 1) & (days.astype("datetime64[M]") == months) & (year >= 1)
    fits &= (hour < 24) & (minute < 60) & (second < 60)
    seconds = days.astype(np.int64) * DAY_S + hour * 3600 + minute * 60 + second
    zone = parts.field("zone")
    zoned = mask(pc.not_equal(zone, ""))
    if zoned.any():
        instants = seconds - np.where(zoned, _offsets(zone), 0)
        fits &= is_in_calendar(instants)
        seconds = np.where(zoned & fits, local_seconds(pa.array(np.where(fits, instants, 0))), seconds)
    return np.where(fits, seconds, 0), fits & is_in_calendar(seconds), zoned


def _offsets(zone: pa.Array) -> np.ndarray:
    """Seconds east of Greenwich of `Z`, `+02`, `+02:00` or `-0430`."""
    parts = pc.extract_regex(zone, r"^(?P<sign>[+-])(?P<h>\d{2}):?(?P<mi>\d{2})?$")
    sign = np.where(mask(pc.fill_null(pc.equal(parts.field("sign"), "-"), False)), -1, 1)
    east: np.ndarray = sign * (_part(parts, "h") * 3600 + _part(parts, "mi") * 60)
    return east


def _part(parts: pa.StructArray, name: str) -> np.ndarray:
    """A group of digits as numbers; 0 where it is not there."""
    digits = pc.fill_null(pc.struct_field(parts, name), "")
    return whole(pc.if_else(pc.equal(digits, ""), "0", digits).cast(pa.int64()))


def _can_cast(text: pa.Array, target: pa.DataType) -> bool:
    try:
        text.cast(target)
    except pa.ArrowInvalid:
        return False
    return True


def _plain(looks: Callable[[pa.Array], pa.Array], length: int, fmt: str, target: pa.DataType) -> Rule:
    """A rule whose cells are plain when they look so and are on the calendar."""

    def head(text: pa.Array) -> pa.Array:
        return pc.replace_substring(pc.utf8_slice_codeunits(text, 0, length), " ", "T")

    def is_plain(text: pa.Array) -> pa.Array:
        in_calendar = pc.invert(pc.starts_with(text, "0000"))
        # A cast that fails costs seven times one that does not: most often the first cells tell.
        if _can_cast(text.slice(0, _A_FEW), target) and _can_cast(text, target):
            return in_calendar
        seems = pc.and_(looks(text), in_calendar)
        heads = head(text if pc.all(seems).as_py() else only(text, seems))
        return seems if _can_cast(heads, target) else pc.and_(seems, _is_day_of_month(heads, fmt))

    return Rule(is_plain, _day if length == 10 else _moment, lambda text, to: head(text).cast(to))


def _is_day_of_month(heads: pa.Array, fmt: str) -> pa.Array:
    """strptime turns 30 February into 2 March."""
    parsed = pc.strptime(heads, fmt, "s", error_is_null=True)
    told = pc.utf8_slice_codeunits(heads, 8, 10).cast(pa.int64())
    return pc.fill_null(pc.equal(pc.day(parsed), told), False)


DATE = _plain(_IS_DAY, 10, "%Y-%m-%d", pa.date32())
TIMESTAMP = _plain(_IS_MOMENT, 19, "%Y-%m-%dT%H:%M:%S", pa.timestamp("s"))
