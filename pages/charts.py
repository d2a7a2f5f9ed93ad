"""Small charts as SVG text, readable without colour: own values are a solid line, peers a dashed one in a light band."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import TypeVar

import svg

Values = Sequence[float | None]
T = TypeVar("T")

SPARK = (240, 64)
MARGIN = 6
NAMES_WIDTH, BARS_WIDTH, BAR_HEIGHT = 190, 170, 15
MONTHS = (240, 44)
# Rules of the page's style sheet, for charts that stand alone.
STYLE = """
.own{fill:none;stroke:#12355b;stroke-width:2.2}.dot{fill:#12355b}.peers{fill:none;stroke:#5a5a5a;stroke-width:1.3;stroke-dasharray:4 3}
.band{fill:#e3e6ea}.break{stroke:#a33b00;stroke-width:1.2;stroke-dasharray:1.5 2.5}
"""


@dataclass(frozen=True)
class Line:
    """A series to draw: values by period (None where there is none), its peers' median and quartiles, years of breaks."""

    periods: Sequence[int]
    own: Values
    median: Values = ()
    low: Values = ()
    high: Values = ()
    breaks: Iterable[int] = ()


def spark(line: Line, told: str, style: str = "") -> str:
    """The series over its years; `told` is what is read in its place. Empty with fewer than two values."""
    if sum(value is not None for value in line.own) < 2:
        return ""
    scale = _scale(line)
    own = _runs(scale(line.own))
    marks: list[svg.Element] = [
        svg.Style(text=style) if style else svg.Title(text=escape(told)),
        *_band(scale(line.low), scale(line.high)),
        *_breaks(line),
        *(svg.Polyline(points=run, class_=["peers"]) for run in _runs(scale(line.median))),
        *(svg.Polyline(points=run, class_=["own"]) for run in own),
        *(svg.Circle(cx=run[0].x, cy=run[0].y, r=2, class_=["dot"]) for run in own if len(run) == 1),
        svg.Circle(cx=own[-1][-1].x, cy=own[-1][-1].y, r=3, class_=["dot"]),
    ]
    return _drawn(SPARK, marks, "spark", told)


def bars(values: Sequence[float], names: Sequence[str], told: str) -> str:
    """A bar a value beside its name, from a zero line: solid above, hatched below."""
    top, bottom = max(0.0, *values), min(0.0, *values)
    unit = BARS_WIDTH / ((top - bottom) or 1)
    zero = NAMES_WIDTH - bottom * unit
    marks: list[svg.Element] = [
        svg.Rect(
            x=round(min(zero, zero + value * unit), 1),
            y=place * BAR_HEIGHT + 2,
            width=round(abs(value) * unit, 1),
            height=BAR_HEIGHT - 4,
            class_=["less" if value < 0 else "more"],
        )
        for place, value in enumerate(values)
    ]
    height = len(values) * BAR_HEIGHT
    marks += [
        svg.Text(x=0, y=place * BAR_HEIGHT + 11, text=escape(name), class_=["bar-name"])
        for place, name in enumerate(names)
    ]
    marks.append(svg.Line(x1=round(zero, 1), x2=round(zero, 1), y1=0, y2=height, class_=["zero"]))
    return _drawn((NAMES_WIDTH + BARS_WIDTH, height), marks, "bars", told)


def months(values: Sequence[int], provisional: Sequence[bool], told: str) -> str:
    """A bar a month, hollow where it is provisional."""
    width, height = MONTHS
    step, top = width / len(values), max(1, *values)
    marks: list[svg.Element] = [
        svg.Rect(
            x=round(place * step + 1, 1),
            y=round(height - 1 - value / top * (height - 4), 1),
            width=round(step - 2, 1),
            height=round(value / top * (height - 4), 1),
            class_=["hollow" if is_provisional else "more"],
        )
        for place, (value, is_provisional) in enumerate(zip(values, provisional, strict=True))
        if value
    ]
    marks.append(svg.Line(x1=0, x2=width, y1=height - 0.5, y2=height - 0.5, class_=["zero"]))
    return _drawn(MONTHS, marks, "months", told)


class _scale:
    """From periods and values to the place on the chart."""

    def __init__(self, line: Line) -> None:
        told = [v for values in (line.own, line.median, line.low, line.high) for v in values if v is not None]
        self.periods, self.least, self.most = line.periods, min(told), max(told)

    def __call__(self, values: Values) -> list[svg.Point | None]:
        return [
            None if value is None else svg.Point(self.x(period), self.y(value))
            for period, value in zip(self.periods, values, strict=False)
        ]

    def x(self, period: float) -> float:
        first, last = self.periods[0], self.periods[-1]
        return round(MARGIN + (period - first) / (last - first) * (SPARK[0] - 2 * MARGIN), 1)

    def y(self, value: float) -> float:
        spread = self.most - self.least
        share = (value - self.least) / spread if spread else 0.5
        return round(SPARK[1] - MARGIN - share * (SPARK[1] - 2 * MARGIN), 1)


def _breaks(line: Line) -> list[svg.Element]:
    """A line before each year that does not compare with the one before."""
    scale = _scale(line)
    inside = [year for year in line.breaks if line.periods[0] < year <= line.periods[-1]]
    return [
        svg.Line(x1=scale.x(y - 0.5), x2=scale.x(y - 0.5), y1=0, y2=SPARK[1], class_=["break"])
        for y in inside
    ]


def _band(low: list[svg.Point | None], high: list[svg.Point | None]) -> list[svg.Element]:
    both = [(a, b) if a and b else None for a, b in zip(low, high, strict=True)]
    return [
        svg.Polygon(points=[*(b for _, b in run), *(a for a, _ in reversed(run))], class_=["band"])
        for run in _runs(both)
    ]


def _runs(points: Sequence[T | None]) -> list[list[T]]:
    """Stretches without a gap."""
    parted = groupby(points, key=lambda point: point is not None)
    return [[point for point in run if point is not None] for is_told, run in parted if is_told]


def _drawn(size: tuple[int, int], marks: list[svg.Element], kind: str, told: str) -> str:
    return svg.SVG(
        viewBox=svg.ViewBoxSpec(0, 0, *size),
        class_=[kind],
        elements=marks,
        extra={"role": "img", "aria-label": escape(told)},
    ).as_str()
