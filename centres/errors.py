"""What can go wrong in this room, each with a message that says what to do next."""


class CentresError(RuntimeError):
    """Base of this room's errors; its text is meant to be shown to the operator as it is."""


class PerimeterFileError(CentresError):
    """Files of users' polygons hold problems; the text lists every one of them."""


class UnknownTown(CentresError):
    """A commune that is not a town in scope, or has no perimeter yet."""
