"""Publishers' days: a moment told in any zone belongs to the day that it was in Paris."""

from datetime import date, datetime
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
