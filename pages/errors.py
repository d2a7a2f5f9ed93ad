"""What stops the pages."""


class PagesError(Exception):
    """The pages asked for cannot be written; the message says why and what to do."""
