"""What a vintage may be: a year, month, quarter or day that there was, as text that sorts in time.

The same text is part of a path in the landing area, of a partition's name, and is cast by dbt to what it says:
so it is checked once, where a file's vintage becomes known, and is valid from there on.
"""

import re
from datetime import date, timedelta
from enum import Enum
from functools import cache

from ingestion.days import paris_today
from ingestion.declaration import Resource
from ingestion.errors import VintageRefused

FIRST_YEAR = 1990
# A publisher's clock may be a little ahead of ours.
_AHEAD = timedelta(days=1)
# The simulated publishers' day: a machine whose clock is behind it has no better one.
_AT_LEAST = date(2026, 10, 1)
_CURE = (
    "Nothing was loaded. When the publisher dated the file wrongly, give the address with its vintage: "
    "PUBLISHER_URL__<SOURCE>__<RESOURCE>__<VINTAGE>; in a mirror, correct manifest.csv."
)


class Form(Enum):
    """A way to write a vintage: its pattern, and an example for messages."""

    YEAR = (r"(?P<year>\d{4})", "2026")
    MONTH = (r"(?P<year>\d{4})-(?P<month>\d{2})", "2026-09")
    DAY = (r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})", "2026-09-30")
    QUARTER = (r"(?P<year>\d{4})-T(?P<quarter>[1-4])", "2026-T3")
    YEAR_DEPARTEMENT = (r"(?P<year>\d{4})-(?:0[1-9]|[1-8]\d|9[0-5]|2[AB]|97[1-8])", "2024-2A")

    @property
    def example(self) -> str:
        """One written so."""
        return self.value[1]

    def first_day(self, text: str) -> date | None:
        """First day of what the text says, None when it is not written so. Raises ValueError: no such day."""
        found = re.fullmatch(self.value[0], text, re.ASCII)
        if found is None:
            return None
        told = {name: int(number) for name, number in found.groupdict().items()}
        month = told.get("month", 3 * told.get("quarter", 1) - 2)
        return date(told["year"], month, told.get("day", 1))


class Vintage(str):
    """A vintage in one of the forms, of a day that there was, of `FIRST_YEAR` or later. Raises VintageRefused."""

    __slots__ = ()

    def __new__(cls, text: str, forms: tuple[Form, ...] = tuple(Form)) -> "Vintage":
        """The text, checked."""
        _first_day(text, forms)
        return super().__new__(cls, text)

    @classmethod
    def if_one(cls, text: str | None) -> "Vintage | None":
        """The text when it is one, else None."""
        try:
            return cls(text) if text else None
        except VintageRefused:
            return None


def admit(resource: Resource, text: str, today: date | None = None) -> Vintage:
    """A vintage as files of this resource have them, and not of a day to come. Raises VintageRefused.

    A year may be the next one: a geography of 1 January is published before.
    """
    forms = forms_of(resource)
    begins = _first_day(text, forms)
    now = max(today or paris_today(), _AT_LEAST)
    latest = now.replace(month=12, day=31) + _AHEAD if len(text) == 4 else now + _AHEAD
    if begins > latest:
        raise VintageRefused(f"vintage {text!r} begins in the future: today is {now}. {_CURE}")
    return Vintage(text, forms)


@cache
def forms_of(resource: Resource) -> tuple[Form, ...]:
    """Forms that a resource's declaration has: of its addresses, its series, its publication dates."""
    series = resource.series
    files = (*resource.files, *resource.fallbacks, *([series.file(series.first)] if series else ()))
    told = [file.vintage or resource.vintage_of(date(2024, 2, 29)) for file in files]
    had = {_form(example) for example in (*told, *resource.vintages_like)}
    return tuple(form for form in Form if form in had)


def _form(example: str) -> Form:
    """The first form in which an example is of a day that there was."""
    return next(form for form in Form if _is_written(form, example))


def _is_written(form: Form, example: str) -> bool:
    try:
        return form.first_day(example) is not None
    except ValueError:
        return False


def _first_day(text: str, forms: tuple[Form, ...]) -> date:
    shown = repr(text if len(text) <= 40 else f"{text[:40]}…")
    absent = None
    for form in forms:
        try:
            begins = form.first_day(text)
        except ValueError as error:
            absent = error
            continue
        if begins and begins.year >= FIRST_YEAR:
            return begins
        if begins:
            raise VintageRefused(f"vintage {shown} is before {FIRST_YEAR}. {_CURE}")
    if absent:
        raise VintageRefused(f"vintage {shown} is no day of the calendar ({absent}). {_CURE}")
    written = ", ".join(form.example for form in forms)
    raise VintageRefused(f"vintage {shown} is not written as it should be ({written}). {_CURE}")
