"""Small JSON documents in which publishers tell of a file what it does not say itself: its rows, its date."""

from datetime import date
from typing import Any

import requests

from ingestion.days import day_told
from ingestion.declaration import File, Told
from ingestion.errors import IngestionError, Unavailable
from ingestion.said import reason
from ingestion.web import json_of, mirror_of


def publisher_rows(http: requests.Session, file: File) -> int | None:
    """Rows the publisher says the file holds, or None when nothing tells. Raises IngestionError for what is no count."""
    rows = value_of(http, file.count) if file.count else None
    if file.count and rows is not None and (type(rows) is not int or rows < 0):
        raise IngestionError(f"{file.count.url}: a number of rows expected, {str(rows)[:80]!r} found.")
    return rows


def publication_day(http: requests.Session, file: File) -> date | None:
    """Publication day in Paris of a file that no header dates, or None when nothing tells. Raises IngestionError."""
    text = publication_time(http, file)
    try:
        return day_told(text) if text else None
    except (ValueError, TypeError, AttributeError, OverflowError) as error:
        about = file.dated.url if file.dated else file.url
        raise IngestionError(f"{about}: a date expected, {str(text)[:80]!r} found.") from error


def publication_time(http: requests.Session, file: File) -> str | None:
    """The same as the publisher writes it, in ISO's form."""
    return value_of(http, file.dated) if file.dated else None


def value_of(http: requests.Session, document: Told) -> Any | None:
    """A value of a publisher's JSON document; None when it is not there, or a mirror lacks the document."""
    try:
        value: Any = json_of(http, document.url)
    except Unavailable:
        if mirror_of(http):
            return None
        raise
    except (requests.RequestException, ValueError) as error:
        raise IngestionError(
            f"{document.url}: cannot be read ({reason(error)}). Tried again at the next run."
        ) from error
    for key in document.path:
        value = value.get(key) if isinstance(value, dict) else None
    return value
