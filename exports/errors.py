"""What can go wrong in this room, with a message that says what to do next."""


class ExportError(RuntimeError):
    """Nothing is exported; its text is meant to be shown to the operator as it is."""
