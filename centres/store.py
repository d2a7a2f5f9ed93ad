"""The towns and storefronts that dbt prepared, and the perimeters kept in schema `centre`."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from importlib.resources import files
from itertools import groupby
from operator import itemgetter
from typing import Any

import numpy as np
import psycopg
from psycopg.rows import dict_row

from centres.errors import CentresError
from centres.perimeter import Perimeter
from centres.town import Town, town
from warehouse.ops import built, locks, vintages
from warehouse.ops.statement import value

ROWS_AT_A_TIME = 20_000
# Raw tables that storefronts and their points come from.
STOREFRONTS = ("sirene_etablissement_historique", "sirene_geolocalisation")


@dataclass(frozen=True)
class Standing:
    """A town's perimeter in use: `geometry` is GeoJSON, `source_sha256` None for what was computed."""

    version: int
    method: str
    source_sha256: str | None
    geometry: str


def one_at_a_time(conn: psycopg.Connection) -> None:
    """Hold until the transaction ends what keeps another drawing waiting. Raises Held when that one does not end."""
    locks.take(conn, "centres")


def towns(conn: psycopg.Connection) -> dict[str, Town]:
    """Towns in scope by commune code; one whose projection is unknown cannot be drawn and is left out.

    Raises CentresError when dbt has not prepared them yet, Emptied when a crash took what it had.
    """
    built.check_intact(conn)
    try:
        return {row[0]: town(*row) for row in conn.execute(_sql("towns"))}
    except psycopg.errors.UndefinedTable as error:
        raise CentresError(
            "no table of towns yet: build it first (`dbt run --select +exposure:town_centres`, or a "
            f"whole run); {error.diag.message_primary}"
        ) from error


def storefronts(conn: psycopg.Connection, codes: Iterable[str]) -> Iterator[tuple[str, np.ndarray]]:
    """Each commune of `codes` that has storefronts, with their x and y: an array (n, 2) of metres."""
    with conn.cursor("storefronts") as cursor:
        cursor.itersize = ROWS_AT_A_TIME
        cursor.execute(_sql("storefronts"), [list(codes)])
        for code, rows in groupby(cursor, key=itemgetter(0)):
            yield code, np.array([row[1:] for row in rows], dtype=float)


def standing(conn: psycopg.Connection) -> dict[str, Standing]:
    """The perimeter in use of each town that has one."""
    return {code: Standing(*rest) for code, *rest in conn.execute(_sql("current"))}


def save(conn: psycopg.Connection, perimeters: Iterable[Perimeter]) -> None:
    """A new version of each, in use from now on; nothing else changes."""
    vintage = value(conn, _sql("storefront_vintage"))
    is_simulated = vintages.is_any_simulated(conn, STOREFRONTS)
    for perimeter in perimeters:
        conn.execute(
            "UPDATE centre.perimeter SET is_current = false WHERE code_commune = %s AND is_current",
            [perimeter.code_commune],
        )
        row = {**asdict(perimeter), "storefront_vintage": vintage, "is_simulated": is_simulated}
        number = value(conn, _sql("insert"), row)
        conn.cursor().executemany(
            "INSERT INTO centre.perimeter_part VALUES (%s, %s::polygon)",
            [(number, part) for part in perimeter.parts],
        )


def mark_simulated(conn: psycopg.Connection) -> None:
    """Perimeters drawn from storefronts that proved simulated afterwards are marked so; else nothing of them changes."""
    conn.execute(
        "UPDATE centre.perimeter SET is_simulated = true WHERE NOT is_simulated AND storefront_vintage = ANY (%s)",
        [vintages.simulated(conn, STOREFRONTS)],
    )


def kept(conn: psycopg.Connection) -> list[dict[str, Any]]:
    """Every perimeter in use, as it is exported; `geometry` is GeoJSON text."""
    with conn.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(_sql("export")).fetchall()


def _sql(name: str) -> str:
    return (files("centres") / "sql" / f"{name}.sql").read_text(encoding="utf-8")
