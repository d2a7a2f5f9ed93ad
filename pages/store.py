"""Released marts, read as readers read them: a query a block for all towns, streamed town by town."""

from collections.abc import Generator, Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from importlib.resources import files
from itertools import groupby
from operator import itemgetter
from typing import Any

import psycopg
from psycopg.rows import dict_row

from pages.errors import PagesError
from warehouse.connect import connect_url
from warehouse.settings import Settings

Row = dict[str, Any]
# Each is a query with a column `town`, in the order of towns.
BLOCKS = (
    "scores",
    "centre_rest",
    "flows",
    "pulse",
    "warnings",
    "peers",
    "shops",
    "events",
    "surveys",
    "footfall",
    "indices",
    "land_jobs",
)
ROWS_AT_A_TIME = 5_000
# Queries ask it whether towns' own data are shown.
_PUBLISHES = "SELECT set_config('acte2.publish_local', %s, false)"


@dataclass(frozen=True)
class Town:
    """A town in scope: `about` is its row of `towns.sql`, `blocks` its rows of each other query."""

    about: Row
    blocks: dict[str, list[Row]]


@contextmanager
def reading(settings: Settings) -> Iterator[psycopg.Connection]:
    """A reader's connection that sees one state of the marts throughout.

    Raises PagesError when nothing is released yet, or nothing that these pages can be made of.
    """
    with connect_url(settings.reader_url, application_name="acte2 pages") as conn:
        conn.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        conn.read_only = True
        conn.execute(_PUBLISHES, ["yes" if settings.publish_local else "no"])
        if not rows(conn, "release"):
            raise PagesError("nothing is released yet: `make run` first")
        try:
            yield conn
        except (psycopg.errors.UndefinedTable, psycopg.errors.UndefinedColumn) as error:
            told = f"the release that stands was made by an earlier version, `make run` makes one: {error.diag.message_primary}"
            raise PagesError(told) from error


def rows(conn: psycopg.Connection, name: str, **given: str) -> list[Row]:
    """All rows of `sql/<name>.sql`, whose parameters are `given`."""
    with conn.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(query(name), given or None).fetchall()


def towns(conn: psycopg.Connection, only: frozenset[str] | None = None) -> Iterator[Town]:
    """Towns in scope in the order of their codes, a few thousand rows of each block in memory; `only` these codes."""
    about = {row["town"]: row for row in rows(conn, "towns")}
    with ExitStack() as open_queries:
        found = [open_queries.enter_context(closing(grouped(conn, name, "town"))) for name in BLOCKS]
        for code, *blocks in zip(about, *(_aligned(about, one) for one in found), strict=True):
            if only is None or code in only:
                yield Town(about[code], dict(zip(BLOCKS, blocks, strict=True)))


def grouped(conn: psycopg.Connection, name: str, key: str) -> Generator[tuple[str, list[Row]]]:
    """Rows of `sql/<name>.sql` by their `key`, in whose order the query gives them."""
    with conn.cursor(f"pages_{name}", row_factory=dict_row) as cursor:
        cursor.itersize = ROWS_AT_A_TIME
        cursor.execute(query(name))
        for of, found in groupby(cursor, key=itemgetter(key)):
            yield of, list(found)


def _aligned(codes: Iterable[str], found: Iterator[tuple[str, list[Row]]]) -> Iterator[list[Row]]:
    """The rows of each code, none where there are none; both in the order of codes."""
    pending = next(found, None)
    for code in codes:
        while pending and pending[0] < code:
            pending = next(found, None)
        if pending and pending[0] == code:
            yield pending[1]
        else:
            yield []


def query(name: str) -> str:
    """Text of `sql/<name>.sql`."""
    return (files("pages") / "sql" / f"{name}.sql").read_text(encoding="utf-8")
