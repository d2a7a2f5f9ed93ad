"""`ops.transfer`: how far transfers and loads are, for whoever watches."""

import time

import psycopg

_EVERY_S = 1.0
_TELL = """
insert into ops.transfer (source, resource, vintage, stage, done, total, updated_at)
values (%(source)s, %(resource)s, %(vintage)s, %(stage)s, %(done)s, %(total)s, clock_timestamp())
on conflict (source, resource, vintage, stage) do update
set done = excluded.done, total = excluded.total, updated_at = excluded.updated_at
"""


class Teller:
    """Writes progress at most once a second; the connection must be in autocommit."""

    def __init__(self, db: psycopg.Connection, source: str, resource: str, vintage: str) -> None:
        self._db = db
        self._about = {"source": source, "resource": resource, "vintage": vintage}
        self._told = float("-inf")

    def stage(self, name: str, done: int = 0, total: int | None = None) -> None:
        """Tell a new stage at once."""
        self._told = time.monotonic()
        self._db.execute(_TELL, {**self._about, "stage": name, "done": done, "total": total})

    def tell(self, name: str, done: int, total: int | None) -> None:
        """Tell how far a stage is, when a second has passed since the last word."""
        if time.monotonic() - self._told >= _EVERY_S:
            self.stage(name, done, total)
