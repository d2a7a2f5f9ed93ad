"""Faults put into good files, by a seeded generator: bytes, encodings, rows and columns, cells, types."""

import io
import json
import random
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq

from ingestion.declaration import Csv, GeoJson, GeoPackage, Parquet, Workbook
from tests.faults.seeds import Seed

# Cells that publishers wrote, or might: numbers of all sizes, days that are none, marks, signs that nobody sees.
ODD = (
    "", " ", "0", "-0", "-", "1e5", "1E400", "1e-400", "9" * 30, "9" * 5000, "-" + "9" * 19, "9223372036854775808", "1,5", "1.234", "1.234,56",
    "1 234", "1\u202f234,5", "0x1F", "١٢٣", "１２３", "²", "½", "NaN", "inf", "-inf", "n.d.", "[ND]", "s", "c", "NC", "*", "null", "None", "true",
    "oui", "2024-02-30", "2024-13-01", "0000-00-00", "9999-12-31", "10000-01-01", "31/12/2024", "12/31/2024", "20240101", "2024-01-01T00:00:00Z",
    "2024-03-31T02:30:00", "2024-10-27T02:30:00+02:00", "2024-01-01T24:00:00", "2024-01-01 23:59:60", "2A004", "2a004", "1004", "01004.0", "010041",
    "97105", "[\"01004\", \"2A004\"]", "{}", "[]", "{\"a\": {\"a\": [1, null]}}", "{\"a\": " * 50, "\x00", "a\x00b", "\ud800", "\udfff\ud800", "\ufeff", "\u200b",
    "e\u0301", "\u202e", "💥", "\x1a", "\x1b[31m", "[/red]", "'; drop table raw; --", "%s", "{0}", "\\", "\\N", "\\.", "=1+1", "#REF!", "a" * 40_000,
    "a\nb", "a\r\nb", "a\tb", "\"", "\"\"", "a;b", "a,b", "00000000000000", "35600000000048", "123456789", "1.0", "1.", ".5", "+5", "--5", "5-", "1e", "e5",
)  # fmt: skip
_BYTES = (
    b"\x00",
    b"\xff",
    b"\xfe\xff",
    b"\xef\xbb\xbf",
    b"\xed\xa0\x80",
    b"\xc3",
    b"\xe9",
    b'"',
    b"\r",
    b"\n",
    b"\\",
    b"\x1a",
    b";",
    b",",
    b"\t",
    b"\xa0",
)
_ENCODINGS = ("utf-16", "utf-16-le", "utf-32", "latin-1", "cp1252", "utf-8-sig", "utf-7", "cp850")

Mutation = Callable[[random.Random, bytes], bytes]


def mutated(chance: random.Random, seed: Seed) -> bytes:
    """What a publisher sends, with one to three faults."""
    body = seed.body
    inner = _OF_FORMAT[type(seed.format)]
    for _ in range(chance.randint(1, 3)):
        body = chance.choice([*inner, *inner, *_OF_BYTES])(chance, body)
    packed = seed.packed(body)
    return chance.choice(_OF_BYTES)(chance, packed) if seed.packing and chance.random() < 0.15 else packed


def flipped(chance: random.Random, body: bytes) -> bytes:
    """Some bytes are others."""
    made = bytearray(body)
    for _ in range(chance.randint(1, 8)):
        if made:
            made[chance.randrange(len(made))] = chance.randrange(256)
    return bytes(made)


def cut(chance: random.Random, body: bytes) -> bytes:
    """It ends early."""
    return body[: chance.randint(0, len(body))]


def inserted(chance: random.Random, body: bytes) -> bytes:
    """Bytes that do not belong."""
    at = chance.randint(0, len(body))
    return body[:at] + chance.choice(_BYTES) * chance.choice((1, 1, 1, 2, 9)) + body[at:]


def doubled(chance: random.Random, body: bytes) -> bytes:
    """A stretch is there twice, or not at all, or zeros."""
    start = chance.randint(0, len(body))
    stop = min(len(body), start + chance.randint(1, 200))
    return body[:start] + chance.choice((b"", body[start:stop] * 2, bytes(stop - start))) + body[stop:]


def recoded(chance: random.Random, body: bytes) -> bytes:
    """Another encoding, whole or from a line on."""
    text = body.decode("utf-8", "replace")
    at = chance.choice((0, 0, chance.randint(0, len(text))))
    return text[:at].encode() + text[at:].encode(chance.choice(_ENCODINGS), "replace")


def line_ends(chance: random.Random, body: bytes) -> bytes:
    """Some lines end otherwise."""
    lines = body.splitlines()
    ends = (b"\n", b"\r\n", b"\r", b"\n\n", b"\r\r\n")
    usual = chance.choice(ends[:3])
    return b"".join(line + (chance.choice(ends) if chance.random() < 0.2 else usual) for line in lines)


def _separator(line: bytes) -> bytes:
    return max((b";", b",", b"\t"), key=line.count)


def cell(chance: random.Random, body: bytes) -> bytes:
    """A cell, of the header or of a row, is an odd one."""
    lines = body.splitlines(keepends=True)
    if not lines:
        return body
    mark, at = _separator(lines[0]), chance.randrange(len(lines)) if chance.random() < 0.9 else 0
    cells = lines[at].rstrip(b"\r\n").split(mark)
    odd = chance.choice(ODD).encode("utf-8", "surrogatepass")
    if chance.random() < 0.5:
        odd = b'"' + odd.replace(b'"', b'""') + b'"'
    cells[chance.randrange(len(cells))] = odd
    lines[at] = mark.join(cells) + b"\n"
    return b"".join(lines)


def columns(chance: random.Random, body: bytes) -> bytes:
    """Two columns change places, or one is there twice, or is gone, in all lines or the header's only."""
    lines = body.splitlines()
    if not lines:
        return body
    mark = _separator(lines[0])
    width = lines[0].count(mark) + 1
    one, other, what = chance.randrange(width), chance.randrange(width), chance.randrange(3)
    kept = chance.choice((len(lines), 1))

    def changed(line: bytes) -> bytes:
        cells = line.split(mark)
        if max(one, other) >= len(cells):
            return line
        if what == 0:
            cells[one], cells[other] = cells[other], cells[one]
        elif what == 1:
            cells.insert(other, cells[one])
        else:
            del cells[one]
        return mark.join(cells)

    return b"\n".join([*map(changed, lines[:kept]), *lines[kept:], b""])


def lines(chance: random.Random, body: bytes) -> bytes:
    """Lines change places, are there again, are blank, are notes."""
    found = body.splitlines(keepends=True)
    extra = chance.choice(
        (
            b"\n",
            b";;;;\n",
            b",,,\n",
            b'"",""\n',
            b"Source : INSEE\n",
            b"* secret\n",
            b"x" * 3000 + b"\n",
            *found[:3],
        )
    )
    found.insert(chance.randint(0, len(found)), extra)
    if chance.random() < 0.3:
        chance.shuffle(found)
    return b"".join(found)


def json_node(chance: random.Random, body: bytes) -> bytes:
    """A value somewhere in a JSON document is another."""
    try:
        document = json.loads(body)
    except (ValueError, RecursionError):
        return flipped(chance, body)
    node: Any = document
    for _ in range(chance.randint(1, 7)):
        if not isinstance(node, dict | list) or not node:
            break
        key: Any = chance.choice(list(node)) if isinstance(node, dict) else chance.randrange(len(node))
        if chance.random() < 0.3 or not isinstance(node[key], dict | list):
            node[key] = chance.choice(
                (None, True, 3, 1e308, float("nan"), float("inf"), [], {}, [[]], {"type": "Point"}, *ODD)
            )
            break
        node = node[key]
    return json.dumps(document, ensure_ascii=chance.random() < 0.5).encode("utf-8", "surrogatepass")


_TYPES: tuple[Callable[[int], pa.Array], ...] = (
    lambda n: pa.array([2**63 - 1] * n, pa.int64()),
    lambda n: pa.array([2**64 - 1] * n, pa.uint64()),
    lambda n: pa.array([float("nan"), float("inf"), -0.0, 1e300, 1.5] * n, pa.float64()).slice(0, n),
    lambda n: pa.array([1.5, None] * n, pa.float32()).slice(0, n),
    lambda n: pa.array([10**15] * n, pa.timestamp("us")),
    lambda n: pa.array([2**62] * n, pa.timestamp("s")),
    lambda n: pa.array([-(2**62)] * n, pa.timestamp("ns", "Europe/Paris")),
    lambda n: pa.array([20_000, -800_000, 10**6] * n, pa.date32()).slice(0, n),
    lambda n: pa.array([3600] * n, pa.time32("s")),
    lambda n: pa.array([3600] * n, pa.duration("s")),
    lambda n: pa.array([True, None] * n).slice(0, n),
    pa.nulls,
    lambda n: pa.array([b"\xff\xfe"] * n, pa.binary()),
    lambda n: pa.array([b"ab"] * n, pa.binary(2)),
    lambda n: pa.array(["x"] * n, pa.large_string()),
    lambda n: pa.array(["x", "a\x00b"] * n).slice(0, n).dictionary_encode(),
    lambda n: pa.array([["01004", None], [], None] * n).slice(0, n),
    lambda n: pa.array([{"a": "x", "b": [1]}, None] * n).slice(0, n),
    lambda n: pa.array([[("a", 1)]] * n, pa.map_(pa.string(), pa.int64())),
    lambda n: pa.array(["12.50"] * n).cast(pa.decimal128(38, 10)),
    lambda n: pa.array([odd for odd in ODD if odd.isprintable()] * n).slice(0, n),
)


def parquet_column(chance: random.Random, body: bytes) -> bytes:
    """A column is of another type, has another name, is gone, or holds odd texts."""
    out = io.BytesIO()
    try:
        table = _retyped(chance, pq.read_table(io.BytesIO(body)))
        codec = chance.choice(("snappy", "zstd", "gzip", "none"))
        pq.write_table(table, out, compression=codec, store_schema=chance.random() < 0.5)
    except Exception:  # an earlier fault made it unreadable, or Parquet has no such type
        return flipped(chance, body)
    return out.getvalue()


def _retyped(chance: random.Random, table: pa.Table) -> pa.Table:
    names, what = table.column_names, chance.random()
    place = chance.randrange(len(names))
    name = names[place]
    if what < 0.7:
        return table.set_column(place, name, chance.choice(_TYPES)(table.num_rows))
    if what < 0.8:
        names[place] = chance.choice((name.upper(), f" {name}", "x"))
        return table.rename_columns(names)
    return table.append_column(name, table.column(place)) if what < 0.9 else table.drop_columns([name])


def sheet_cell(chance: random.Random, body: bytes) -> bytes:
    """Cells of a workbook are odd ones: texts, numbers, formulas, errors, dates."""
    try:
        book = openpyxl.load_workbook(io.BytesIO(body))
        for _ in range(chance.randint(1, 4)):
            sheet = chance.choice(book.worksheets)
            row, column = (
                chance.randint(1, max(sheet.max_row, 1)),
                chance.randint(1, max(sheet.max_column, 1)),
            )
            texts = [odd for odd in ODD if odd.isprintable() and len(odd) < 30_000]
            sheet.cell(row, column).value = chance.choice(
                (None, 1.5, 10**17, -1, True, "#N/A", "=A1", *texts)
            )
        out = io.BytesIO()
        book.save(out)
    except Exception:  # an earlier fault made it unreadable
        return flipped(chance, body)
    return out.getvalue()


def layer_row(chance: random.Random, body: bytes) -> bytes:
    """A cell of a layer, or of what describes it, is another."""
    with tempfile.NamedTemporaryFile(suffix=".gpkg") as file:
        file.write(body)
        file.flush()
        try:
            with closing(sqlite3.connect(file.name)) as package:
                tables = [
                    name for (name,) in package.execute("select name from sqlite_master where type = 'table'")
                ]
                table = chance.choice(tables)
                names = [
                    name for (name,) in package.execute("select name from pragma_table_info(?)", [table])
                ]
                odd = chance.choice(
                    (
                        None,
                        3,
                        1e300,
                        b"",
                        b"GP\x00\x01\x00\x00\x00\x00",
                        b"\xff" * 30,
                        *(o for o in ODD if o.isprintable()),
                    )
                )
                package.execute(
                    f'update or ignore "{table}" set "{chance.choice(names)}" = ? where rowid % 3 = 0', [odd]
                )
                package.commit()
        except (sqlite3.Error, IndexError):
            return flipped(chance, body)
        return Path(file.name).read_bytes()


_OF_BYTES: tuple[Mutation, ...] = (flipped, cut, inserted, doubled)
_OF_FORMAT: dict[type, tuple[Mutation, ...]] = {
    Csv: (recoded, line_ends, cell, cell, cell, columns, lines),
    GeoJson: (json_node, json_node, recoded),
    Parquet: (parquet_column,),
    Workbook: (sheet_cell,),
    GeoPackage: (layer_row, layer_row),
}
