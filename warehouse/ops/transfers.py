"""`ops.transfer`: how far each file has come."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import psycopg
from psycopg.rows import dict_row

from warehouse.ops.statement import text

_TELL = """
    INSERT INTO ops.transfer (source, resource, vintage, stage, done, total, updated_at)
    VALUES (%(source)s, %(resource)s, %(vintage)s, %(stage)s, %(done)s, %(total)s, clock_timestamp())
    ON CONFLICT (source, resource, vintage, stage) DO UPDATE
    SET done = excluded.done, total = excluded.total, updated_at = excluded.updated_at
"""


@dataclass(frozen=True)
class Transfer:
    """A stage of one file's way: bytes fetched or rows loaded; `total` None when nothing tells it."""

    source: str
    resource: str
    vintage: str
    stage: str
    done: int
    total: int | None


def tell(conn: psycopg.Connection, transfer: Transfer) -> None:
    """Note how far it is, in place of what was noted of this stage before."""
    conn.execute(_TELL, asdict(transfer))


def since(conn: psycopg.Connection, when: datetime) -> list[dict[str, Any]]:
    """Transfers that moved since. Keys: those of `Transfer`."""
    with conn.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(text("transfers_since"), {"since": when}).fetchall()
