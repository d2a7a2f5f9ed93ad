"""Vintages as text that sorts in time, written from a publication day."""

from datetime import date, timedelta


def day(published: date) -> str:
    """Vintage of a list kept up to date: its publication day, `2024-10-15`."""
    return published.isoformat()


def month_contained(published: date) -> str:
    """Vintage of a monthly stock published on the first days of a month: the month before, `2026-09`."""
    return (published.replace(day=1) - timedelta(days=1)).strftime("%Y-%m")


def quarter(published: date) -> str:
    """Vintage of a file of a quarter, from a day of it: `2026-T2`."""
    return f"{published.year}-T{(published.month + 2) // 3}"


def iso_day(digits: str) -> str:
    """`20250704` as `2025-07-04`."""
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}"
