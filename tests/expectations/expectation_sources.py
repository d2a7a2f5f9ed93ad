"""Good rows, and one way to break each critical claim, of what has a module of its own: sources, groups of marts.

A module `rows_<source>.py` holds GOOD (table: columns, rows), BREAKS (table, statement, words) and, where a
column is not text, TYPES (column: type); GOOD_MARTS and BREAKS_MARTS are the same of marts.
"""

from importlib import import_module
from pathlib import Path

_MODULES = [import_module(path.stem) for path in sorted(Path(__file__).parent.glob("rows_*.py"))]

GOOD: dict[str, tuple[str, list[tuple]]] = {
    table: rows for module in _MODULES for table, rows in getattr(module, "GOOD", {}).items()
}
BREAKS: list[tuple[str, str, str]] = [one for module in _MODULES for one in getattr(module, "BREAKS", [])]
GOOD_MARTS: dict[str, tuple[str, list[tuple]]] = {
    mart: rows for module in _MODULES for mart, rows in getattr(module, "GOOD_MARTS", {}).items()
}
BREAKS_MARTS: list[tuple[str, str, str]] = [
    one for module in _MODULES for one in getattr(module, "BREAKS_MARTS", [])
]
TYPES: dict[str, str] = {
    name: kind for module in _MODULES for name, kind in getattr(module, "TYPES", {}).items()
}
