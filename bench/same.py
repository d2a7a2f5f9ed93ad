"""Whether marts are the same: rows and a hash of each that readers see."""

from collections.abc import Collection

import psycopg
from psycopg import sql

_NAMES = "SELECT relname::text FROM pg_class WHERE relnamespace = 'marts'::regnamespace AND relkind = 'v' AND relname <> ALL (%s)"
_TOLD = "SELECT count(*), sum(hashtextextended(mart::text, 0)::numeric) FROM {} AS mart"


def marts(db: psycopg.Connection, left_out: Collection[str]) -> dict[str, tuple[object, ...]]:
    """Of each mart but those `left_out`, by name."""
    names = db.execute(_NAMES, [list(left_out)]).fetchall()
    statements = {name: sql.SQL(_TOLD).format(sql.Identifier("marts", name)) for (name,) in names}
    return {name: db.execute(statement).fetchall()[0] for name, statement in statements.items()}
