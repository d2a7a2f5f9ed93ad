"""Publishers' days: a moment told in any zone belongs to the day that it was in Paris; vintages written of them."""

from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")


def paris_day(when: date) -> date:
    """Day in Paris of a moment; a day, or a time without a zone, is taken as it is."""
    if not isinstance(when, datetime):
        return when
    return (when.astimezone(PARIS) if when.tzinfo else when).date()


def paris_today() -> date:
    """Today in Paris, wherever this machine is."""
    return datetime.now(PARIS).date()


def moment_told(text: str) -> datetime:
    """A moment as headers, JSON documents and manifests write it: ISO's forms, or HTTP's. Raises ValueError."""
    written = text.strip()
    return datetime.fromisoformat(written) if written[:4].isdigit() else parsedate_to_datetime(written)


def day_told(text: str) -> date:
    """Its day in Paris. Raises ValueError."""
    return paris_day(moment_told(text))


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
