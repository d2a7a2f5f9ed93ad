"""What can go wrong between a publisher and a raw table.

Every message says which file, what was found, what was expected and what to do; every class says whether the
same file may go through when it is tried again (`can_retry`), or whether somebody has to look first.
"""

from typing import ClassVar

from warehouse.hidden import without_secrets


class IngestionError(Exception):
    """A load that stopped; what was published before stays as it was. Addresses in its message are told without their login."""

    can_retry: ClassVar[bool] = True

    def __init__(self, message: str = "") -> None:
        super().__init__(without_secrets(message))


class Unavailable(IngestionError):
    """The publisher, or the mirror, does not have the file."""


class Unreachable(IngestionError):
    """The publisher, or the mirror, does not answer, or not as servers do."""


class NotTheFile(IngestionError):
    """Something came, but not the file: an error page, another format."""


class Incomplete(IngestionError):
    """The file is cut short or damaged."""


class VintageUnknown(IngestionError):
    """Nothing tells of which date the file is."""

    can_retry = False


class VintageInside(VintageUnknown):
    """The file tells it itself: known once it came."""


class VintageRefused(VintageUnknown):
    """What tells the file's date tells none that can be: no day, one to come, not a resource's way to write it."""


class MirrorUnreadable(IngestionError):
    """A mirror does not say what its files are: its manifest cannot be had, or cannot be understood."""


class HeaderMismatch(IngestionError):
    """A declared column is missing from the file."""

    can_retry = False


class Unreadable(IngestionError):
    """Rows that cannot be parsed with the declared format."""

    can_retry = False


class TooLarge(IngestionError):
    """A file, or a part of it, is over a bound of its declaration (`declaration.Bounds`)."""

    can_retry = False


class OwnFileRefused(IngestionError):
    """A town's own file holds what it should not."""

    can_retry = False


class TooManyRejects(IngestionError):
    """More rows break their column's rule than the declaration tolerates."""

    can_retry = False


class TooFewRows(IngestionError):
    """The file shrank against the previous vintage, or under its declared minimum."""

    can_retry = False


class PromiseBroken(IngestionError):
    """The expectation suite of this raw table failed on the candidate."""

    can_retry = False


class Busy(IngestionError):
    """Another process is loading the same vintage of the same table."""


class TypeMismatch(IngestionError):
    """A raw table holds rows in a type that they cannot leave for the declared one without loss."""

    can_retry = False


class NoSpace(IngestionError):
    """The disk of the landing area or of the database is full."""


class MachineFault(IngestionError):
    """This machine, not the file: no right to a folder, a disk that is read-only or fails, no more descriptors."""


class Unforeseen(IngestionError):
    """A bug of ours, which a file brought out: the log holds its traceback."""
