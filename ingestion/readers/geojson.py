"""GeoJSON features, their properties as text columns and their geometry as GeoJSON text."""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from ingestion.declaration import GeoJson
from ingestion.errors import Unreadable
from ingestion.readers.archive import open_member
from ingestion.readers.base import BATCH_ROWS, Remark, Remarks, refuse_html
from ingestion.readers.bounds import check_unpacked, unpacked
from ingestion.readers.text import texts
from ingestion.said import reason

GEOMETRY = "geometry"
_NO_NUMBERS = ("NaN", "Infinity")


class GeoJsonReader:
    """Reads a feature collection; small files only, it is held in memory."""

    def __init__(self, path: Path, file_format: GeoJson) -> None:
        refuse_html(path)
        self._path = path
        self._remarks, self._opening = Remarks(), Remarks()
        try:
            features = json.loads(_content(path, file_format), object_pairs_hook=_object)["features"]
        except RecursionError as error:
            raise Unreadable(
                f"{path.name}: its lists and objects lie in one another hundreds deep, which no map does. Nothing of it was loaded: "
                "open it by hand."
            ) from error
        except (ValueError, KeyError, TypeError) as error:
            raise Unreadable(
                f"{path.name}: not a whole GeoJSON feature collection ({reason(error)})."
            ) from error
        if not isinstance(features, list):
            raise Unreadable(f"{path.name}: not a whole GeoJSON feature collection (features is no list).")
        self._features = [self._feature(found, number) for number, found in enumerate(features, 1)]
        names = dict.fromkeys(name for properties, _ in self._features for name in properties)
        self.header = [*(name for name in names if name != GEOMETRY), GEOMETRY]

    @property
    def nested(self) -> Mapping[str, str]:
        """None: lists and objects among the properties stay JSON text."""
        return {}

    @property
    def remarks(self) -> list[Remark]:
        """Features without properties or geometry, numbers that are none, texts that no database holds."""
        return self._opening.told() + self._remarks.told()

    @property
    def expected_rows(self) -> int | None:
        """Number of features."""
        return len(self._features)

    def batches(self, names: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """Batches of the named properties as text."""
        self._remarks = Remarks()
        for start in range(0, len(self._features), BATCH_ROWS):
            features = self._features[start : start + BATCH_ROWS]
            numbers = range(start + 1, start + 1 + len(features))
            columns = [
                texts([_cell(feature, name) for feature in features], numbers, self._remarks)
                for name in names
            ]
            yield pa.RecordBatch.from_arrays(columns, names=list(names))

    def _feature(self, found: Any, number: int) -> tuple[dict[str, Any], str | None]:
        """Properties and geometry; raises Unreadable with the feature's number when it is none."""
        if not isinstance(found, dict):
            raise self._refusal(number, f"{json.dumps(found)[:80]} in place of an object")
        properties, geometry = found.get("properties"), found.get(GEOMETRY)
        if properties is None:
            self._opening.add("features have no properties", number)
        elif not isinstance(properties, dict):
            raise self._refusal(number, f"properties are {json.dumps(properties)[:80]}, an object expected")
        if geometry is None:
            self._opening.add("features have no geometry", number)
        elif not isinstance(geometry, str):
            geometry = json.dumps(geometry)
        if geometry and any(word in geometry for word in _NO_NUMBERS):
            raise self._refusal(number, "a coordinate is no number (NaN or infinite)")
        return self._finite(properties or {}, number), geometry

    def _finite(self, properties: dict[str, Any], number: int) -> dict[str, Any]:
        """Properties without NaN and infinities, which JSON does not have: nothing was measured."""
        for name, value in properties.items():
            if isinstance(value, float) and not math.isfinite(value):
                self._opening.add(f"values of {name} are NaN or infinite and were read as missing", number)
                properties[name] = None
        return properties

    def _refusal(self, number: int, what: str) -> Unreadable:
        return Unreadable(
            f"{self._path.name}: feature {number}: {what}. Correct it in the mirror, or ask the publisher."
        )


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any] | str:
    """A JSON object; a geometry becomes text as soon as it is parsed: lists of numbers would take ten times its size."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError(f"an object holds a key twice among {[name for name, _ in pairs][:20]}")
    if {"type", "coordinates"} != found.keys():
        return found
    text = json.dumps(found)
    if "\\" in text:  # a text of a text of a text: each doubles what is in it
        raise ValueError("coordinates hold texts or objects, numbers expected")
    return text


def _content(path: Path, file_format: GeoJson) -> bytes:
    bounds = file_format.bounds
    if file_format.member:
        with open_member(path, file_format.member, bounds) as member:
            return member.read()
    check_unpacked(path.name, path.stat().st_size, path.stat().st_size, bounds)
    with unpacked(path, bounds) as stream:
        return stream.read()


def _cell(feature: tuple[dict[str, Any], str | None], name: str) -> str | None:
    properties, geometry = feature
    value = geometry if name == GEOMETRY else properties.get(name)
    return value if isinstance(value, str) or value is None else json.dumps(value, ensure_ascii=False)
