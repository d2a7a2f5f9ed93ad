"""Nested JSON that names people: only the keys a column declares are loaded, the rest is never written."""

import json
import re
from collections.abc import Iterable
from typing import Any

import pyarrow as pa

from ingestion.declaration import Keep
from warehouse.ops.storable import storable

NOT_JSON = "not JSON"
_EMPTY: tuple[Any, ...] = (None, {}, [])
_Kept = dict[str, re.Pattern[str] | None]


def scrub(keeps: Iterable[Keep], array: pa.Array) -> pa.Array:
    """JSON texts (or structs) with the declared keys only, nesting unchanged; what is no JSON says so."""
    kept = {keep.key: re.compile(keep.only, re.IGNORECASE) if keep.only else None for keep in keeps}
    return pa.array([_cell(cell, kept) for cell in array.to_pylist()], pa.string())


def _cell(cell: Any, kept: _Kept) -> str | None:
    if cell is None or cell == "":
        return None
    try:
        document = json.loads(cell) if isinstance(cell, str) else cell
        return json.dumps(_kept(document, kept) or {}, ensure_ascii=False, default=str)
    except (ValueError, RecursionError):
        return NOT_JSON


def _kept(node: Any, kept: _Kept, key: str | None = None) -> Any:
    """What may be kept of a value found under `key`; None when nothing may."""
    if isinstance(node, dict):
        children = {name: _kept(child, kept, name) for name, child in node.items()}
        return {name: child for name, child in children.items() if child not in _EMPTY}
    if isinstance(node, list):
        return [child for child in (_kept(item, kept, key) for item in node) if child not in _EMPTY]
    if key not in kept or node is None:
        return None
    text, only = storable(node) if isinstance(node, str) else node, kept[key]
    return text if only is None else " ; ".join(found.group() for found in only.finditer(str(text))) or None
