"""What stops a command, told in one message to whoever typed it."""


class CommandError(Exception):
    """The command cannot go on; the message says why, where to look and what to do."""
