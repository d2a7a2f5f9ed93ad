"""Rows of a mart to a file, streamed by COPY: never all of them in memory, always in the order of the key."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pyarrow as pa
import pyarrow.parquet as pq
from psycopg import sql
from pyarrow import csv as arrow_csv

from exports.mart import Column, Mart

# A spreadsheet takes a cell that begins so for a formula.
FORMULA = "^[=+@\t\r-]"
BLOCK = 1 << 24
_ARROW = {
    "bigint": pa.int64(),
    "integer": pa.int32(),
    "double precision": pa.float64(),
    "numeric": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "timestamp with time zone": pa.timestamp("us", tz="UTC"),
}


def to_csv(conn: psycopg.Connection, mart: Mart, path: Path) -> None:
    """UTF-8, comma, header; empty is null, dates as ISO tells them, true and false.

    A text that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    with path.open("wb") as file:
        for block in _copied(conn, mart, _for_spreadsheets):
            file.write(block)


def to_parquet(conn: psycopg.Connection, mart: Mart, path: Path) -> None:
    """Columns of their types, texts as they are in the warehouse."""
    schema = pa.schema([pa.field(one.name, _ARROW.get(one.type, pa.string())) for one in mart.columns])
    source = io.BufferedReader(_Blocks(_copied(conn, mart, _as_it_is)), BLOCK)
    convert = arrow_csv.ConvertOptions(
        column_types=schema, strings_can_be_null=True, quoted_strings_can_be_null=False, null_values=[""]
    )
    parse = arrow_csv.ParseOptions(newlines_in_values=True)
    read = arrow_csv.ReadOptions(block_size=BLOCK)
    with (
        pq.ParquetWriter(path, schema, compression="zstd") as writer,
        arrow_csv.open_csv(source, read, parse, convert) as batches,
    ):
        for batch in batches:
            writer.write_batch(batch)


def to_geojson(conn: psycopg.Connection, mart: Mart, path: Path) -> None:
    """A FeatureCollection in WGS84: column `geometry`, else the point of longitude and latitude; a line per feature."""
    geometry = (
        "geometry::json"
        if "geometry" in {one.name for one in mart.columns}
        else (
            "CASE WHEN longitude IS NOT NULL THEN json_build_object('type', 'Point', 'coordinates',"
            " json_build_array(longitude, latitude)) END"
        )
    )
    feature = sql.SQL(
        "SELECT json_build_object('type', 'Feature', 'geometry', {}, 'properties', to_jsonb(mart) - 'geometry')::text"
        " FROM {} AS mart ORDER BY {}"
    ).format(sql.SQL(geometry), mart.table, mart.order)
    with conn.cursor(name="features") as cursor, path.open("w", encoding="utf-8") as file:
        cursor.execute(feature)
        file.write('{"type": "FeatureCollection", "features": [')
        for number, (line,) in enumerate(cursor):
            file.write(("," if number else "") + "\n" + line)
        file.write("\n]}\n")


def has_place(mart: Mart) -> bool:
    """Whether a mart can be drawn on a map."""
    names = {one.name for one in mart.columns}
    return "geometry" in names or {"longitude", "latitude"} <= names


def copied(conn: psycopg.Connection, query: sql.Composable) -> Iterator[bytes]:
    """A query's result as CSV with a header, in blocks."""
    with conn.cursor().copy(sql.SQL("COPY ({}) TO STDOUT (FORMAT csv, HEADER)").format(query)) as copy:
        yield from map(bytes, copy)


def _copied(conn: psycopg.Connection, mart: Mart, shown: Callable[[Column], sql.Composed]) -> Iterator[bytes]:
    cells = sql.SQL(", ").join(
        sql.SQL("{} AS {}").format(shown(one), sql.Identifier(one.name)) for one in mart.columns
    )
    return copied(
        conn,
        sql.SQL("SELECT {} FROM {} AS mart ORDER BY {}").format(
            cells, mart.table, sql.SQL("{}").format(mart.order)
        ),
    )


def _as_it_is(column: Column) -> sql.Composed:
    name = sql.Identifier(column.name)
    if column.type == "boolean":
        return sql.SQL("{}::text").format(name)
    if column.type == "timestamp with time zone":
        return sql.SQL("to_char({} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')").format(name)
    return sql.SQL("{}").format(name)


def _for_spreadsheets(column: Column) -> sql.Composed:
    if column.type != "text":
        return _as_it_is(column)
    return sql.SQL("CASE WHEN {0} ~ {1} THEN '''' || {0} ELSE {0} END").format(
        sql.Identifier(column.name), sql.Literal(FORMULA)
    )


class _Blocks(io.RawIOBase):
    """Blocks of bytes as a file that Arrow reads."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self._blocks, self._left = blocks, b""

    def readable(self) -> bool:
        return True

    def readinto(self, into: Any) -> int:
        while not self._left:
            block = next(self._blocks, None)
            if block is None:
                return 0
            self._left = block
        size = min(len(into), len(self._left))
        into[:size], self._left = self._left[:size], self._left[size:]
        return size
