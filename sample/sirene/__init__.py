"""Simulated Sirene: establishments with their lives, in the layout of INSEE's monthly stock files."""

from sample.sirene.writing import write_history, write_stock

__all__ = ["write_history", "write_stock"]
