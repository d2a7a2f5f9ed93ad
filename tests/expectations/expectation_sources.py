"""Good rows, and one way to break each critical claim, of the sources that have a module of their own.

A module `rows_<source>.py` holds GOOD (table: columns, rows), BREAKS (table, statement, words) and, where a
column is not text, TYPES (column: type).
"""

from importlib import import_module
from pathlib import Path

_MODULES = [import_module(path.stem) for path in sorted(Path(__file__).parent.glob("rows_*.py"))]

GOOD: dict[str, tuple[str, list[tuple]]] = {
    table: rows for module in _MODULES for table, rows in module.GOOD.items()
}
BREAKS: list[tuple[str, str, str]] = [one for module in _MODULES for one in module.BREAKS]
TYPES: dict[str, str] = {
    name: kind for module in _MODULES for name, kind in getattr(module, "TYPES", {}).items()
}
