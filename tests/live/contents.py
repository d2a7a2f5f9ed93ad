"""What stands in a warehouse's raw tables, so that two can be compared."""

import psycopg
from psycopg import sql

_STANDING = """
    SELECT raw_table, vintage, sha256, rows_loaded FROM ops.load WHERE outcome = 'published'
"""
_ROWS = """
    SELECT vintage, count(*), sum(hashtextextended((to_jsonb(t) - 'load_id' - 'stream')::text, 0)::numeric)::text
    FROM {} AS t GROUP BY vintage
"""

Contents = dict[tuple[str, str], tuple]


def contents(db: psycopg.Connection) -> Contents:
    """By raw table and vintage: the file's SHA-256, its rows by `ops.load`, and those that are there with their hash."""
    found: Contents = {(table, vintage): (sha, rows) for table, vintage, sha, rows in db.execute(_STANDING)}
    for table in {table for table, _ in found}:
        query = sql.SQL(_ROWS).format(sql.Identifier("raw", table))
        for vintage, rows, digest in db.execute(query).fetchall():
            found[table, vintage] = (*found.get((table, vintage), ()), rows, digest)
    return found


def differences(ours: Contents, theirs: Contents) -> list[str]:
    """A line for each raw table and vintage that is not the same in both."""
    return [
        f"{table}@{vintage}: {ours.get((table, vintage))} / {theirs.get((table, vintage))}"
        for table, vintage in sorted(ours.keys() | theirs.keys())
        if ours.get((table, vintage)) != theirs.get((table, vintage))
    ]
