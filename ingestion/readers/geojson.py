"""GeoJSON features, their properties as text columns and their geometry as GeoJSON text."""

import gzip
import json
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from ingestion.declaration import GeoJson
from ingestion.errors import Incomplete, Unreadable
from ingestion.readers.archive import member_of
from ingestion.readers.base import BATCH_ROWS, refuse_html

GEOMETRY = "geometry"
_GZIP = b"\x1f\x8b"


class GeoJsonReader:
    """Reads a feature collection; small files only, it is held in memory."""

    def __init__(self, path: Path, file_format: GeoJson) -> None:
        refuse_html(path)
        try:
            features = json.loads(_content(path, file_format), object_hook=_geometry_as_text)["features"]
        except (OSError, EOFError, zipfile.BadZipFile) as error:
            raise Incomplete(f"{path.name}: damaged or cut short ({error}). Fetch it again.") from error
        except (ValueError, KeyError, TypeError) as error:
            raise Unreadable(f"{path.name}: not a whole GeoJSON feature collection ({error}).") from error
        self._features = features
        self.header = [*dict.fromkeys(name for f in features for name in f["properties"]), GEOMETRY]

    @property
    def expected_rows(self) -> int | None:
        """Number of features."""
        return len(self._features)

    def batches(self, names: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """Batches of the named properties as text."""
        for start in range(0, len(self._features), BATCH_ROWS):
            features = self._features[start : start + BATCH_ROWS]
            columns = [
                pa.array([_cell(feature, name) for feature in features], pa.string()) for name in names
            ]
            yield pa.RecordBatch.from_arrays(columns, names=list(names))


def _geometry_as_text(found: dict[str, Any]) -> dict[str, Any] | str:
    """A geometry becomes text as soon as it is parsed: lists of numbers would take ten times its size."""
    return json.dumps(found) if {"type", "coordinates"} == found.keys() else found


def _content(path: Path, file_format: GeoJson) -> bytes:
    if file_format.member:
        member = member_of(path, file_format.member)
        with zipfile.ZipFile(path) as archive:
            return archive.read(member)
    content = path.read_bytes()
    return gzip.decompress(content) if content.startswith(_GZIP) else content


def _cell(feature: dict[str, Any], name: str) -> str | None:
    value = feature.get(GEOMETRY) if name == GEOMETRY else feature["properties"].get(name)
    return value if isinstance(value, str) or value is None else json.dumps(value)
