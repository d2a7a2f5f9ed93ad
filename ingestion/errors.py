"""What can go wrong between a publisher and a raw table.

Every message says which file, what was found, what was expected and what to do.
"""


class IngestionError(Exception):
    """A load that stopped; what was published before stays as it was."""


class Unavailable(IngestionError):
    """The publisher, or the mirror, does not have the file."""


class NotTheFile(IngestionError):
    """Something came, but not the file: an error page, another format."""


class Incomplete(IngestionError):
    """The file is cut short or damaged."""


class VintageUnknown(IngestionError):
    """Nothing tells of which date the file is."""


class HeaderMismatch(IngestionError):
    """A declared column is missing from the file."""


class Unreadable(IngestionError):
    """Rows that cannot be parsed with the declared format."""


class TooManyRejects(IngestionError):
    """More rows break their column's rule than the declaration tolerates."""


class TooFewRows(IngestionError):
    """The file shrank against the previous vintage, or under its declared minimum."""


class PromiseBroken(IngestionError):
    """The expectation suite of this raw table failed on the candidate."""


class Busy(IngestionError):
    """Another process is loading the same vintage of the same table."""


class TypeMismatch(IngestionError):
    """A raw table holds rows in a type that they cannot leave for the declared one without loss."""


class NoSpace(IngestionError):
    """The disk of the landing area or of the database is full."""
