"""Simulated Sirene: establishments with their lives, in the layout of INSEE's monthly stock files."""

from sample.sirene.writing import (
    write_history,
    write_links,
    write_points,
    write_stock,
    write_unit_history,
    write_units,
)

__all__ = ["write_history", "write_links", "write_points", "write_stock", "write_unit_history", "write_units"]
