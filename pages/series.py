"""An indicator of one territory over the years, and which of its years a page speaks of."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from pages.store import Row
from warehouse import french

# Not known, not yet: such a year says nothing of the territory, the last one that says something is shown.
AWAITED = "O"
# Statuses whose figure a sentence may state without a caution.
SURE = frozenset("AED")
# Changes are told since the end of that year.
BASE = 2022


@dataclass(frozen=True)
class Series:
    """Rows of `figures`, one a year in order, of the indicator that `info` describes (`indicators.sql`)."""

    info: Row
    figures: list[Row]
    breaks: tuple[int, ...] = ()

    @cached_property
    def latest(self) -> Row:
        """The last year that has a figure, a secret or an impossible one included; else the last year."""
        known = [row for row in self.figures if row["obs_status"] != AWAITED]
        return (known or self.figures)[-1]

    @property
    def code(self) -> str:
        """Code of the indicator."""
        return str(self.info["indicator_code"])

    @property
    def doubt(self) -> str | None:
        """Why the latest change cannot be told without caution, in French; None when it can."""
        latest = self.latest
        if latest["obs_status"] not in SURE:
            return french.inside(latest["status_fr"])
        if latest["is_across_break"]:
            return "rupture de série depuis 2022"
        if self._is_within_interval:
            return "évolution dans la marge d’incertitude"
        return None

    @property
    def bears_comparison(self) -> bool:
        """Whether the change can be held against that of peers: they crossed the same breaks, and wait for the same files."""
        is_told = self.latest["obs_status"] in SURE | {"B", "P"} and not self._is_within_interval
        return is_told and self.change() != self.change(name="peers_change_since_2022")

    @cached_property
    def years(self) -> list[int]:
        """Years that have a value."""
        return [row["period"] for row in self.figures if row["value"] is not None]

    @property
    def base(self) -> Row | None:
        """The row of the year since which changes are told."""
        return next((row for row in self.figures if row["period"] == BASE), None)

    @property
    def _is_within_interval(self) -> bool:
        """Whether the value of 2022 lies in the interval of the latest one."""
        low, high = self.latest["ci_low"], self.latest["ci_high"]
        base = self.base["value"] if self.base else None
        return None not in (low, high, base) and low <= base <= high

    def value(self, row: Row | None = None, name: str = "value") -> str | None:
        """A figure of a row (default: the latest) with its unit, rounded as the indicator is; None for null."""
        before = "classe " if self.is_class else ""
        return self._told(row, name, lambda value: before + french.quantity(value, self.decimals, self.unit))

    def bare(self, row: Row | None = None, name: str = "value") -> str | None:
        """The same without unit."""
        return self._told(row, name, lambda value: french.number(value, self.decimals))

    def change(self, row: Row | None = None, name: str = "change_since_2022") -> str | None:
        """A change since 2022 with its sign and unit; changes in % have one decimal."""
        unit = self.info["change_unit_fr"]
        decimals = 1 if unit == "%" else max(self.decimals, 1)
        return self._told(row, name, lambda value: french.change(value, decimals, unit))

    @property
    def is_class(self) -> bool:
        """Whether its values are codes: no median, no rank."""
        return bool(self.info["is_class"])

    @property
    def decimals(self) -> int:
        """Decimals that the indicator is shown with."""
        return int(self.info["decimals"])

    @property
    def unit(self) -> str | None:
        """What stands after a number, if anything does."""
        return self.info["after_value_fr"] or None

    def _told(self, row: Row | None, name: str, write: Callable[[float], str]) -> str | None:
        value = (self.latest if row is None else row)[name]
        is_told = value is not None and (name == "value" or not self.is_class)
        return write(value) if is_told else None


def by_indicator(
    figures: Iterable[Row], indicators: dict[str, Row], breaks: dict[str, tuple[int, ...]]
) -> list[Series]:
    """Series of the figures, in the order of `indicators`."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in figures:
        found[row["indicator_code"]].append(row)
    return [
        Series(info, found[code], breaks.get(code, ())) for code, info in indicators.items() if code in found
    ]
