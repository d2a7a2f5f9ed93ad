"""How a publisher writes numbers."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Separators:
    """How text parts numbers: `decimal` and `thousands`, `.` or `,`.

    One told, the other follows; blanks may part thousands too. None told, they are told apart where a number leaves
    one reading only.
    """

    decimal: str | None = None
    thousands: str | None = None
