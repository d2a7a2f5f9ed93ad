"""Where communes are, in metres and degrees: real towns, their agglomerations laid out around them.

Every commune is a square of 4 km on a grid per projection, so that neighbours share an edge and none overlap.
Only the centre towns stand where they really are, to within 3 km.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from math import ceil
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sample.reference import Reference, Whole

Floats = NDArray[np.float64]

SIDE = 4_000
LAMBERT_93, OVERSEAS_EPSG = 2154, {"971": 5490, "972": 5490, "973": 2972, "974": 2975, "976": 4471}
UTM_CENTRAL_MERIDIAN = {5490: -63.0, 2972: -51.0, 2975: 57.0, 4471: 45.0}
SOUTHERN = {2975, 4471}
REACH = 20
# The nation, strip above strip: south-west corner of each projection's, in squares, and squares in a strip.
STRIP, STRIP_LENGTH = 6, 200
STRIPS_FROM = {2154: (40, 1_560), 5490: (165, 405), 2972: (75, 120), 2975: (78, 1_910), 4471: (128, 2_145)}

SEMI_MAJOR, ECCENTRICITY = 6_378_137.0, 0.0818191910428158
# Lambert-93: exponent, projection constant, false origin (IGN, NT/G 71).
CONE, SCALE, FALSE_X, FALSE_Y = 0.7256077650532670, 11_754_255.426096, 700_000.0, 12_655_612.049876


class Square(NamedTuple):
    """South-west corner and side of a commune's territory, in metres of `epsg`."""

    epsg: int
    west: float
    south: float
    side: float

    @property
    def centre(self) -> tuple[float, float]:
        return self.west + self.side / 2, self.south + self.side / 2


def layout(reference: Reference, cog: int) -> dict[str, Square]:
    """A square for each commune of the geography, and a part of its city's for each district, Lyon's a ninth."""
    if isinstance(reference, Whole):
        squares = strips(reference, cog)
        return squares | districts(squares, reference, cog)
    towns = reference.positions
    department = {c.com: c.dep for c in reference.communes(cog)}
    taken: dict[tuple[int, int, int], str] = {}
    for town, (x, y) in towns.items():
        taken[nearest_free(epsg_of(department[town]), x, y, taken)] = town
    for epci in reference.epci:
        centre = next(m.com for m in epci.membres if m.com in towns)
        for member in sorted(epci.membres, key=lambda m: -m.pmun):
            if member.com not in towns and member.com in department:
                free = nearest_free(epsg_of(department[centre]), *towns[centre], taken)
                taken[free] = member.com
    squares = {com: Square(epsg, i * SIDE, j * SIDE, SIDE) for (epsg, i, j), com in taken.items()}
    return squares | districts(squares, reference, cog)


def strips(reference: Whole, cog: int) -> dict[str, Square]:
    """Agglomerations one after the other, department by department, in strips of squares filled column by column."""
    department = {c.com: c.dep for c in reference.communes(cog) if c.typecom == "COM"}
    largest = {e.siren: max(e.membres, key=lambda m: m.pmun).com for e in reference.groups}
    squares, taken = {}, dict.fromkeys(STRIPS_FROM, 0)
    for group in sorted(reference.groups, key=lambda e: (department[largest[e.siren]], e.siren)):
        for com in sorted(m.com for m in group.membres if m.com in department):
            epsg = epsg_of(department[com])
            strip, rank = divmod(taken[epsg], STRIP * STRIP_LENGTH)
            column, row = divmod(rank, STRIP)
            west, south = STRIPS_FROM[epsg]
            squares[com] = Square(epsg, (west + column) * SIDE, (south + strip * STRIP + row) * SIDE, SIDE)
            taken[epsg] += 1
    return squares


def epsg_of(department: str) -> int:
    return OVERSEAS_EPSG.get(department, LAMBERT_93)


RINGS = sorted(
    ((i, j) for i in range(-REACH, REACH + 1) for j in range(-REACH, REACH + 1)),
    key=lambda step: (step[0] ** 2 + step[1] ** 2, step),
)


def nearest_free(
    epsg: int, x: float, y: float, taken: Mapping[tuple[int, int, int], str]
) -> tuple[int, int, int]:
    i, j = int(x // SIDE), int(y // SIDE)
    return next((epsg, i + di, j + dj) for di, dj in RINGS if (epsg, i + di, j + dj) not in taken)


def districts(squares: Mapping[str, Square], reference: Reference, cog: int) -> dict[str, Square]:
    """A square of each district, as many a side in its city's as they need."""
    parts: dict[str, list[str]] = {}
    for com, parent in sorted((c.com, c.comparent) for c in reference.communes(cog) if c.typecom == "ARM"):
        parts.setdefault(parent, []).append(com)
    found = {}
    for parent, members in parts.items():
        epsg, west, south, side = squares[parent]
        a_side = ceil(len(members) ** 0.5)
        step = side / a_side
        for rank, com in enumerate(members):
            row, column = divmod(rank, a_side)
            found[com] = Square(epsg, west + column * step, south + row * step, step)
    return found


def degrees(epsg: NDArray[np.int64], x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Longitude and latitude of points given in metres of their own projection."""
    longitude, latitude = lambert_93(x, y)
    for code, meridian in UTM_CENTRAL_MERIDIAN.items():
        here = epsg == code
        if here.any():
            longitude[here], latitude[here] = utm(meridian, code in SOUTHERN, x[here], y[here])
    return longitude, latitude


def lambert_93(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    dx, dy = x - FALSE_X, FALSE_Y - y
    longitude = 3.0 + np.degrees(np.arctan2(dx, dy) / CONE)
    isometric = -np.log(np.hypot(dx, dy) / SCALE) / CONE
    latitude = 2 * np.arctan(np.exp(isometric)) - np.pi / 2
    for _ in range(6):
        sine = ECCENTRICITY * np.sin(latitude)
        latitude = (
            2 * np.arctan(((1 + sine) / (1 - sine)) ** (ECCENTRICITY / 2) * np.exp(isometric)) - np.pi / 2
        )
    return longitude, np.degrees(latitude)


def utm(meridian: float, southern: bool, x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Inverse transverse Mercator (Snyder's series), good to a centimetre within a zone."""
    e2 = ECCENTRICITY**2
    second, ratio = e2 / (1 - e2), (1 - np.sqrt(1 - e2)) / (1 + np.sqrt(1 - e2))
    arc = (y - southern * 1e7) / 0.9996
    mu = arc / (SEMI_MAJOR * (1 - e2 / 4 - 3 * e2**2 / 64 - 5 * e2**3 / 256))
    foot = (
        mu
        + (1.5 * ratio - 27 * ratio**3 / 32) * np.sin(2 * mu)
        + 21 * ratio**2 / 16 * np.sin(4 * mu)
        + 151 * ratio**3 / 96 * np.sin(6 * mu)
    )
    c, t = second * np.cos(foot) ** 2, np.tan(foot) ** 2
    normal = SEMI_MAJOR / np.sqrt(1 - e2 * np.sin(foot) ** 2)
    meridional = normal * (1 - e2) / (1 - e2 * np.sin(foot) ** 2)
    d = (x - 500_000.0) / (normal * 0.9996)
    latitude = foot - normal * np.tan(foot) / meridional * (
        d**2 / 2 - (5 + 3 * t + 10 * c - 4 * c**2 - 9 * second) * d**4 / 24
    )
    longitude = (d - (1 + 2 * t + c) * d**3 / 6) / np.cos(foot)
    return meridian + np.degrees(longitude), np.degrees(latitude)


def outline(square: Square) -> list[list[float]]:
    """Closed ring of longitudes and latitudes, counter-clockwise, shared to the last digit with neighbours."""
    x = square.west + square.side * np.array([0.0, 1, 1, 0, 0])
    y = square.south + square.side * np.array([0.0, 0, 1, 1, 0])
    return rounded(square.epsg, x, y)


def rounded(epsg: int, x: Iterable[float], y: Iterable[float]) -> list[list[float]]:
    """Points as GeoJSON has them, to the metre or so."""
    xs, ys = np.fromiter(x, float), np.fromiter(y, float)
    longitude, latitude = degrees(np.full(len(xs), epsg), xs, ys)
    return np.round(np.column_stack([longitude, latitude]), 5).tolist()


def feature(geometry: Mapping[str, object], properties: Mapping[str, object]) -> dict[str, object]:
    """A GeoJSON feature."""
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def collection(features: list[dict[str, object]]) -> bytes:
    """A GeoJSON file."""
    whole = {"type": "FeatureCollection", "features": features}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()
