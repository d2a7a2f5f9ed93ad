"""What can go wrong with telling."""

from warehouse.errors import WarehouseError


class NotTold(WarehouseError):
    """A channel did not take a message."""
