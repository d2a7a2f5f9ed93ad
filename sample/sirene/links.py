"""Links of succession between establishments, duplicates, and the located points of the geolocation file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from sample.geography import degrees
from sample.sirene.arrays import Ints, dates, digits, words
from sample.sirene.columns import DUPLICATE, LINK, POINT
from sample.sirene.identifiers import LA_POSTE, sirens
from sample.sirene.units import day

if TYPE_CHECKING:
    from sample.sirene.writing import Establishments

# Quality of a point: exact number, sure street, probable streets, somewhere in the commune.
QUALITIES, QUALITY_SHARES = ["11", "12", "21", "22", "33"], (0.66, 0.08, 0.06, 0.03, 0.17)
PRECISIONS = ["< 100", "[100 - 500[", "[100 - 500[", "[100 - 500[", ">= 500"]
NOT_LOCATED = 0.015
ZONED_PEOPLE = 10_000
DUPLICATES = 400


def link_table(made: Establishments) -> pa.Table:
    """Table of StockEtablissementLiensSuccession; a few links are there twice with another date."""
    units = made.units
    after = np.flatnonzero((units.previous > 0) & (units.siren != LA_POSTE))
    random = np.random.default_rng([*made.seed, 5])
    again = after[random.random(len(after)) < 0.002]
    after, lag = np.append(after, again), np.append(np.zeros(len(after), int), np.full(len(again), 31))
    when = units.birth[after] + lag
    treated = np.maximum(when + random.integers(3, 120, len(after)), day(2005)) * 86_400 + 43_200
    columns = [
        digits(units.previous[after], 14),
        digits(units.siret[after], 14),
        dates(when),
        pa.array(units.seat_moved[after]),
        pa.array(units.steady[after]),
        pa.array(treated * 1_000_000).cast(pa.timestamp("us")),
    ]
    return pa.table(columns, names=list(LINK))


def duplicate_table(made: Establishments) -> pa.Table:
    """Table of StockDoublons: valid SIREN, and another one that was given to the same unit by mistake."""
    valid = np.unique(made.units.siren)[::97][:DUPLICATES]
    # The last seventh of the numbers is nobody's.
    wrong = sirens(made.within.span * 6 // 7, len(valid), made.seed[0], made.within)
    treated = (day(2012) + np.arange(len(valid)) * 11) * 86_400_000_000
    return pa.table(
        [digits(valid, 9), digits(wrong, 9), pa.array(treated).cast(pa.timestamp("us"))],
        names=list(DUPLICATE),
    )


def point_table(made: Establishments) -> pa.Table:
    """Table of the geolocation file: units of full diffusion only, a few not located at all."""
    units, where = made.units, made.where
    random = np.random.default_rng([*made.seed, 6])
    located = np.flatnonzero(~made.register.masked & (random.random(len(units)) >= NOT_LOCATED))
    place = units.place[located]
    quality = random.choice(len(QUALITIES), len(located), p=QUALITY_SHARES)
    x, y = blurred(random, made, located, quality)
    epsg = where.epsg[place]
    longitude, latitude = degrees(epsg, x, y)
    zoned = where.people[place] >= ZONED_PEOPLE
    sectors = [f"{n:04}" for n in range(101, 120)]
    area, sure = words(zoned.astype(int), ["CSZ", "HZ"]), words((quality > 0).astype(int), ["1", "3"])
    sector = ((x - where.middle_x[place]) // 700 + 3 * ((y - where.middle_y[place]) // 700)).astype(int) % 19
    columns = {
        "siret": digits(units.siret[located], 14),
        "x": pa.array(x),
        "y": pa.array(y),
        "qualite_xy": words(quality, QUALITIES),
        "epsg": pa.array(epsg).cast(pa.string()),
        "plg_iris": words(np.where(zoned, sector, 19), [*sectors, "0000"]),
        "plg_code_commune": words(place, where.code),
        "distance_precision": words(quality, PRECISIONS),
        "qualite_iris": sure,
        "y_latitude": pa.array(latitude.round(6)),
        "x_longitude": pa.array(longitude.round(6)),
        **{f"plg_{zone}": area for zone in ("qp24", "zus", "qp15", "qva")},
        **{f"qualite_{zone}": sure for zone in ("qp24", "zus", "qp15", "qva")},
    }
    return pa.table([columns[name] for name in POINT], names=list(POINT))


def blurred(
    random: np.random.Generator, made: Establishments, located: Ints, quality: Ints
) -> tuple[np.ndarray, np.ndarray]:
    """True points, moved along the street where only it is known, anywhere where nothing is."""
    units, where = made.units, made.where
    place = units.place[located]
    metres = np.array([0.0, 40.0, 80.0, 150.0, 0.0])[quality]
    drawn = []
    for true, middle in ((units.sites.x, where.middle_x), (units.sites.y, where.middle_y)):
        nearby = true[located] + random.normal(0, 1, len(located)) * metres
        anywhere = middle[place] + random.uniform(-0.4, 0.4, len(located)) * where.side[place]
        drawn.append(np.where(quality == len(QUALITIES) - 1, anywhere, nearby).round(1))
    return drawn[0], drawn[1]
