"""Polygons out of a GeoPackage's blobs: its own header, then WKB (OGC 12-128, 2.1.3); GeoJSON text is what is made."""

import struct
from collections.abc import Callable, Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

from ingestion.errors import Unreadable
from ingestion.readers.base import Remarks
from ingestion.said import reason

POLYGONS = (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON)
NO_GEOMETRY = "features have no geometry"
MENDED = "geometries cross themselves and were mended"
_HEADER = 8
_ENVELOPES = (0, 32, 48, 48, 64)

Refusal = Callable[[int, str], Unreadable]  # of a feature's number, what is wrong about it


def polygons(
    blobs: Sequence[bytes | None], numbers: Sequence[int], refuse: Refusal, remarks: Remarks
) -> list[str | None]:
    """GeoJSON text of each Polygon or MultiPolygon, without heights; None where there is none.

    What crosses itself is mended, and remarked on. Raises what `refuse` makes for a blob that is no polygon.
    """
    found = _parsed(
        [_wkb(blob, number, refuse) for blob, number in zip(blobs, numbers, strict=True)], numbers, refuse
    )
    found = shapely.force_2d(found)
    found[shapely.is_empty(found)] = None
    _check_kinds(found, numbers, refuse)
    _check_coordinates(found, numbers, refuse)
    found = _mended(found, numbers, remarks)
    for place in np.flatnonzero(shapely.is_missing(found)).tolist():
        remarks.add(NO_GEOMETRY, numbers[place])
    return [None if text is None else str(text) for text in shapely.to_geojson(found)]


def _wkb(blob: bytes | None, number: int, refuse: Refusal) -> bytes | None:
    """The WKB behind a GeoPackage's header; None of no geometry."""
    if blob is None:
        return None
    if not isinstance(blob, bytes) or len(blob) < _HEADER or blob[:2] != b"GP":
        raise refuse(number, "the geometry has no GeoPackage header")
    _, _, flags, _ = struct.unpack("<2sBBi", blob[:_HEADER])
    envelope = flags >> 1 & 0b111
    if envelope >= len(_ENVELOPES) or len(blob) <= _HEADER + _ENVELOPES[envelope]:
        raise refuse(number, "the geometry is cut short")
    return blob[_HEADER + _ENVELOPES[envelope] :]


def _parsed(wkbs: list[bytes | None], numbers: Sequence[int], refuse: Refusal) -> NDArray[np.object_]:
    try:
        with np.errstate(invalid="ignore"):
            return np.asarray(shapely.from_wkb(np.array(wkbs, dtype=object)), dtype=object)
    except shapely.GEOSException:
        for wkb, number in zip(wkbs, numbers, strict=True):
            try:
                shapely.from_wkb(wkb)
            except shapely.GEOSException as error:
                raise refuse(number, f"the geometry cannot be read ({reason(error)})") from error
        raise


def _check_kinds(found: NDArray[np.object_], numbers: Sequence[int], refuse: Refusal) -> None:
    kinds = shapely.get_type_id(found)
    for place in np.flatnonzero(~np.isin(kinds, (-1, *POLYGONS))).tolist():
        raise refuse(numbers[place], f"a {found[place].geom_type}, Polygon or MultiPolygon expected")


def _check_coordinates(found: NDArray[np.object_], numbers: Sequence[int], refuse: Refusal) -> None:
    coordinates, owners = shapely.get_coordinates(found, return_index=True)
    for place in owners[~np.isfinite(coordinates).all(axis=1)].tolist():
        raise refuse(numbers[place], "a coordinate is no number (NaN or infinite)")


def _mended(found: NDArray[np.object_], numbers: Sequence[int], remarks: Remarks) -> NDArray[np.object_]:
    for place in np.flatnonzero(~shapely.is_valid(found) & ~shapely.is_missing(found)).tolist():
        remarks.add(MENDED, numbers[place])
        mended = shapely.make_valid(found[place], method="structure", keep_collapsed=False)
        found[place] = None if mended.is_empty else mended
    return found
