"""Polygons that users give: GeoJSON files read and checked, every problem told at once."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from centres.checks import check_place, polygon_of
from centres.errors import PerimeterFileError
from centres.parameters import Parameters
from centres.projection import GRID_DEGREES, geojson
from centres.town import Town

CODE_PROPERTIES = ("code_commune", "code_insee", "insee_com", "code")
CODE = re.compile(r"\d{5}|2[AB]\d{3}")
MAX_BYTES = 50_000_000


@dataclass(frozen=True)
class Given:
    """A town's polygon as users gave it: WGS84, and the SHA-256 of its canonical GeoJSON."""

    code_commune: str
    file: str
    area: BaseGeometry
    sha256: str


@dataclass
class Reading:
    """What users' files hold: polygons by commune, problems in words, communes refused, what was ignored."""

    given: dict[str, Given] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    ignored: list[str] = field(default_factory=list)

    def refuse(self, code: str, problem: str) -> None:
        """No polygon of `code` is taken from any file."""
        self.problems.append(problem)
        self.refused.add(code)
        self.given.pop(code, None)


def read(path: Path, towns: Mapping[str, Town], parameters: Parameters, *others: Path) -> Reading:
    """Polygons of `path` (and `others`), a GeoJSON file or a folder of `*.geojson`, for the towns in scope.

    Several features of one commune in one file are its sectors and are joined; in two files they contradict
    one another and are refused. A path that is not there is a problem like any other.
    """
    reading = Reading()
    for place in (path, *others):
        if not place.exists():
            reading.problems.append(
                f"PERIMETERS: {place} is not there; give a GeoJSON file or a folder of *.geojson, or leave it out"
            )
            continue
        for file in sorted(place.glob("*.geojson")) if place.is_dir() else [place]:
            _read_file(file, towns, parameters, reading)
    return reading


def _read_file(file: Path, towns: Mapping[str, Town], parameters: Parameters, reading: Reading) -> None:
    sectors: dict[str, list[BaseGeometry]] = {}
    try:
        for number, feature in enumerate(_features(file), start=1):
            _read_feature(f"{file.name}, feature {number}", feature, towns, sectors, reading)
    except PerimeterFileError as error:
        reading.problems.append(f"{file.name}: {error}")
    for code, areas in sectors.items():
        if code not in reading.refused:
            _take(code, file.name, areas, towns[code], parameters, reading)


def _read_feature(
    where: str,
    feature: Any,
    towns: Mapping[str, Town],
    sectors: dict[str, list[BaseGeometry]],
    reading: Reading,
) -> None:
    """Add the feature's polygon to `sectors`, or its problem to `reading`."""
    code = None
    try:
        code = _code(feature)
        if code not in towns:
            reading.ignored.append(
                f"{where}: {code} is not a town in scope (commune of 10,000 to 100,000 inhabitants or of "
                "Action Cœur de Ville, in the latest COG): ignored"
            )
            return
        sectors.setdefault(code, []).append(polygon_of(feature.get("geometry")))
    except PerimeterFileError as error:
        told = f"{where} ({code}): {error}" if code else f"{where}: {error}"
        reading.problems.append(told)
        if code:
            reading.refuse(code, reading.problems.pop())


def _take(
    code: str, file: str, areas: list[BaseGeometry], town: Town, parameters: Parameters, reading: Reading
) -> None:
    if code in reading.given:
        other = reading.given[code].file
        reading.refuse(code, f"{file} ({code}): also in {other}; keep this commune in one file only")
        return
    joined = areas[0] if len(areas) == 1 else shapely.union_all(areas)
    try:
        check_place(joined, town, parameters)
    except PerimeterFileError as error:
        reading.refuse(code, f"{file} ({code}): {error}")
        return
    area = shapely.normalize(shapely.set_precision(joined, GRID_DEGREES))
    sha256 = hashlib.sha256(geojson(area).encode()).hexdigest()
    reading.given[code] = Given(code, file, area, sha256)


def _features(file: Path) -> Iterator[Any]:
    try:
        if (size := file.stat().st_size) > MAX_BYTES:
            raise PerimeterFileError(f"{size} bytes; expected {MAX_BYTES} at most: simplify the polygons")
        whole = json.loads(file.read_text(encoding="utf-8-sig"), parse_constant=_no_number)
    except UnicodeDecodeError as error:
        raise PerimeterFileError(f"not UTF-8 ({error}); save it as GeoJSON in UTF-8") from error
    except OSError as error:
        raise PerimeterFileError(f"cannot be read ({error.strerror}); let this account read it") from error
    except (ValueError, RecursionError) as error:
        raise PerimeterFileError(f"not JSON ({error}); export it again as GeoJSON") from error
    kind = whole.get("type") if isinstance(whole, dict) else type(whole).__name__
    if kind == "Feature":
        yield whole
    elif kind == "FeatureCollection" and isinstance(whole.get("features"), list):
        if not whole["features"]:
            raise PerimeterFileError("no feature in it; draw at least one polygon, or remove the file")
        yield from whole["features"]
    else:
        raise PerimeterFileError(f"found {kind}; expected a GeoJSON FeatureCollection or Feature")


def _no_number(word: str) -> float:
    """NaN and Infinity are Python's, not JSON's."""
    raise ValueError(f"{word} is no number")


def _code(feature: Any) -> str:
    """Commune code of a feature; a number is one that lost its leading zero."""
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        raise PerimeterFileError("not a GeoJSON Feature")
    properties = feature.get("properties")
    properties = properties if isinstance(properties, dict) else {}
    known = {str(name).lower(): value for name, value in properties.items()}
    found = [known[name] for name in CODE_PROPERTIES if known.get(name) not in (None, "")]
    if not found:
        raise PerimeterFileError(
            f"no commune code: has {', '.join(sorted(known)) or 'no property'}; "
            f"expected one of {', '.join(CODE_PROPERTIES)} (the COG code, five characters)"
        )
    code = str(found[0]).strip().upper().zfill(5)
    if not CODE.fullmatch(code):
        raise PerimeterFileError(
            f"commune code {found[0]!r}; expected five characters such as 01004 or 2A004"
        )
    return code
