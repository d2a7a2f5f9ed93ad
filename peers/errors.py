"""What can go wrong in this room, each with a message that says what to do next."""


class PeersError(RuntimeError):
    """Base of this room's errors; its text is meant to be shown to the operator as it is."""
