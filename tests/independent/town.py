"""A second opinion on some communes: everything read, counted and put together."""

from dataclasses import dataclass
from pathlib import Path

from tests.independent.centre import zones
from tests.independent.counts import YEARS, count
from tests.independent.digital import shops
from tests.independent.figures import URSSAF, Figures, last_populations
from tests.independent.geography import Geography
from tests.independent.homes import published
from tests.independent.indicators import Indicators, Measures
from tests.independent.links import Links
from tests.independent.property import Property
from tests.independent.pulse import Pulse
from tests.independent.register import establishments
from tests.independent.society import Medians, Shift
from tests.independent.trade import count_trades
from tests.independent.zones import count_zones


@dataclass(frozen=True)
class Perimeter:
    """A town centre as drawn: GeoJSON geometry, WGS84."""

    geometry: str
    is_sensitive: bool


def second_opinion(mirror: Path, communes: set[str], perimeters: dict[str, Perimeter]) -> Indicators:
    """Indicators of the communes (of those in `perimeters`, by zone as well)."""
    geography = Geography(mirror, last_populations(mirror))
    links = Links(mirror)
    moves = [(link.before, link.after) for link in links.all if link.is_same_unit]
    register = establishments(mirror, geography, communes, moves)
    drawn = {code: perimeter.geometry for code, perimeter in perimeters.items() if code in communes}
    zone = zones(mirror, geography, register, drawn)
    counts = count(register, zone, links, communes)
    with_zones = count_zones(counts, mirror, geography, register, zone, communes, YEARS)
    count_trades(counts, mirror, register, zone, links, communes)
    sensitive = {code: perimeters[code].is_sensitive for code in drawn}
    sold = Property(mirror, geography, communes, drawn)
    measures = Measures(counts, Figures(mirror, geography, communes), sensitive, sold)
    measures.zones = with_zones
    measures.shops = shops(mirror, geography, drawn)
    measures.pulse = Pulse(mirror, geography, register, zone, set(drawn))
    return Indicators(
        measures, Medians(mirror, geography), Shift(mirror, URSSAF, geography), published(mirror)
    )
