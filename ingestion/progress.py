"""`ops.transfer`: how far transfers and loads are, for whoever watches."""

import time

import psycopg

from warehouse.ops import transfers

_EVERY_S = 1.0


class Teller:
    """Writes progress at most once a second; the connection must be in autocommit."""

    def __init__(self, db: psycopg.Connection, source: str, resource: str, vintage: str) -> None:
        self._db = db
        self._source, self._resource, self._vintage = source, resource, vintage
        self._last_at = float("-inf")

    def stage(self, name: str, done: int = 0, total: int | None = None) -> None:
        """Tell a new stage at once."""
        self._last_at = time.monotonic()
        transfer = transfers.Transfer(self._source, self._resource, self._vintage, name, done, total)
        transfers.tell(self._db, transfer)

    def tell(self, name: str, done: int, total: int | None) -> None:
        """Tell how far a stage is, when a second has passed since the last word."""
        if time.monotonic() - self._last_at >= _EVERY_S:
            self.stage(name, done, total)
