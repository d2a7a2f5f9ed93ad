"""Numbers, and what programs said, as people read them."""

import re

_LINK = re.compile(r"\W*(?:[\w ,'-]{0,80}:? )?\(?https?://\S+\W*")
UNITS = ("B", "kB", "MB", "GB", "TB")
ACTIONS = {"fetch": "fetching", "load": "loading", "promise": "checking", "published": "published"}


def count(number: int | None) -> str:
    """`34875` as `34,875`; nothing for None."""
    return "" if number is None else f"{number:,}"


def size(octets: float | None) -> str:
    """`1234567` as `1.2 MB`; nothing for None."""
    if octets is None:
        return ""
    for unit in UNITS:
        if octets < 1000 or unit == UNITS[-1]:
            return f"{octets:.0f} {unit}" if unit == "B" else f"{octets:.1f} {unit}"
        octets /= 1000
    raise AssertionError("unreachable")


def duration(seconds: float | None) -> str:
    """`75.2` as `1 min 15 s`; nothing for None."""
    if seconds is None:
        return ""
    if seconds < 10:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest:02d} s" if minutes else f"{rest} s"


def indicator(seen: dict) -> str:
    """How much of an indicator readers see: `3 values of 5`, `2 of town centres`, or both."""
    whole = [f"{count(seen['present'])} values of {count(seen['values'])}"] if seen["values"] else []
    centres = [f"{count(seen['in_centres'])} of town centres"] if seen["in_centres"] else []
    return ", ".join(whole + centres)


def quality(checks: dict) -> str:
    """What the checks found: `12 ok`, `2 of 12: warning`; nothing when there were none."""
    if not checks["evaluated"]:
        return ""
    if not checks["failed"]:
        return f"{checks['evaluated']} ok"
    return f"{checks['failed']} of {checks['evaluated']}: {checks['severity']}"


def said(text: str) -> str:
    """The last line of a program's output that tells a reason: libraries put an address of their documentation behind it."""
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    return next((line for line in reversed(lines) if not _LINK.fullmatch(line)), lines[-1] if lines else "")


def first_said(text: str) -> str:
    """The first line that is not an address alone; that, where there is no other."""
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    return next((line for line in lines if not _LINK.fullmatch(line)), lines[0] if lines else "")
