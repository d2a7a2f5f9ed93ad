"""What can go wrong in this room, each with a message that says what to do next."""

# What to do about an embedded server that is stopped.
START = "start it with .venv/bin/python -m warehouse start"


class WarehouseError(RuntimeError):
    """Base of this room's errors; its text is meant to be shown to the operator as it is."""


class SettingsError(WarehouseError):
    """The environment variables contradict one another or cannot be read."""


class ServerError(WarehouseError):
    """The embedded server is not set up, or cannot be started."""


class OriginMismatch(WarehouseError):
    """Another mirror than the one now asked for has fed this warehouse."""


class MigrationError(WarehouseError):
    """The database cannot be brought to this code's version, or is beyond it."""


class Held(WarehouseError):
    """Another process is at what only one may do at a time; says which."""


class Emptied(WarehouseError):
    """A crash of PostgreSQL emptied what dbt had built, and no build has made it again."""


class ReleaseError(WarehouseError):
    """The candidate marts cannot become, or an earlier release cannot become again, what readers see."""


class ToolError(WarehouseError):
    """A tool with a lock of its own cannot be installed, or failed; with its last words."""


class BackupError(WarehouseError):
    """A backup cannot be made, is not whole, or cannot be brought back here."""
