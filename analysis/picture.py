"""The picture of an event study: mean effects by year since entry, with intervals. SVG, no network, no script."""

from dataclasses import dataclass
from html import escape

from analysis.estimate import Estimate, Point

WIDTH, HEIGHT = 760, 430
LEFT, RIGHT, TOP, BOTTOM = 74, 24, 96, 62
TICKS = 6
FONT = "font-family='sans-serif'"


def draw(found: Estimate, title: str, towns: str, axis: str, is_simulated: bool) -> str:
    """The picture as text; `axis` says the unit of effects. Simulated data are told across the top."""
    scale = _scale(found.points)
    lines = [
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {WIDTH} {HEIGHT}' role='img' lang='fr'>",
        f"<title>{escape(title)}</title>",
        f"<rect width='{WIDTH}' height='{HEIGHT}' fill='white'/>",
        *_head(title, towns, is_simulated),
        *_grid(found.points, scale),
        *(_mark(point, scale) for point in found.points),
        _text(LEFT, TOP - 8, axis, 12),
        _text(
            (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 20, "Années depuis l'entrée dans le programme", 12, "middle"
        ),
        _text(
            WIDTH - RIGHT,
            HEIGHT - 4,
            "Expérimental. Intervalles à 95 %, erreurs groupées par EPCI.",
            10,
            "end",
        ),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _head(title: str, towns: str, is_simulated: bool) -> list[str]:
    told = [_text(LEFT, 50, title, 17), _text(LEFT, 70, f"Étude d'événement : {towns}", 13)]
    if is_simulated:
        band = f"<rect width='{WIDTH}' height='26' fill='#b00020'/>"
        told += [band, _text(WIDTH / 2, 18, "DONNÉES SIMULÉES : AUCUN FAIT", 14, "middle", "white")]
    return told


@dataclass(frozen=True)
class _Scale:
    """Where a year and an effect stand in the picture."""

    first: float
    last: float
    low: float
    high: float

    def across(self, years: float) -> float:
        return LEFT + (years - self.first) / (self.last - self.first) * (WIDTH - LEFT - RIGHT)

    def up(self, effect: float) -> float:
        return TOP + (self.high - effect) / (self.high - self.low) * (HEIGHT - TOP - BOTTOM)


def _scale(points: tuple[Point, ...]) -> _Scale:
    """All intervals and 0, with some room."""
    low, high = min(0.0, *(point.low for point in points)), max(0.0, *(point.high for point in points))
    room = (high - low or 1.0) * 0.08
    return _Scale(points[0].years - 0.5, points[-1].years + 0.5, low - room, high + room)


def _grid(points: tuple[Point, ...], scale: _Scale) -> list[str]:
    across, up, step = scale.across, scale.up, (scale.high - scale.low) / TICKS
    ticks = [scale.low + step * (number + 0.5) for number in range(TICKS)]
    left, right, foot = LEFT, WIDTH - RIGHT, HEIGHT - BOTTOM
    return [
        *(
            f"<line x1='{left}' x2='{right}' y1='{up(t):.1f}' y2='{up(t):.1f}' stroke='#e5e5e5'/>"
            for t in ticks
        ),
        *(_text(left - 6, up(t) + 4, number(t), 11, "end") for t in ticks),
        f"<line x1='{left}' x2='{right}' y1='{up(0):.1f}' y2='{up(0):.1f}' stroke='#444'/>",
        f"<line x1='{across(-0.5):.1f}' x2='{across(-0.5):.1f}' y1='{TOP}' y2='{foot}' stroke='#888' "
        "stroke-dasharray='4 4'/>",
        *(
            _text(across(p.years), foot + 18, f"{p.years:+d}" if p.years else "0", 11, "middle")
            for p in points
        ),
    ]


def _mark(point: Point, scale: _Scale) -> str:
    x, up = scale.across(point.years), scale.up
    colour = "#1f4e8c" if point.years >= 0 else "#777"
    whisker = (
        f"<line x1='{x:.1f}' x2='{x:.1f}' y1='{up(point.low):.1f}' y2='{up(point.high):.1f}' "
        f"stroke='{colour}' stroke-width='2'/>"
    )
    return f"{whisker}<circle cx='{x:.1f}' cy='{up(point.effect):.1f}' r='4' fill='{colour}'/>"


def _text(x: float, y: float, words: str, size: int, anchor: str = "start", colour: str = "#222") -> str:
    place = f"x='{x:.1f}' y='{y:.1f}' text-anchor='{anchor}' fill='{colour}'"
    return f"<text {place} {FONT} font-size='{size}'>{escape(words)}</text>"


def number(value: float) -> str:
    """French: `1,25`, a minus sign, two decimals or three figures."""
    shown = f"{value:.2f}" if abs(value) >= 0.1 or not value else f"{value:.2g}"
    return shown.replace("-", "\N{MINUS SIGN}").replace(".", ",")
