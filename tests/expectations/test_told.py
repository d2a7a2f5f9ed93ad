"""What rows tell as they go by is what the table tells: every kind of claim, both ways, on good and on broken rows."""

import random
from collections.abc import Callable
from datetime import date
from itertools import product

import psycopg
import pyarrow as pa
import pytest
from psycopg import sql

from expectations import lazy, suites
from expectations.claim import (
    WARNING,
    Claim,
    Facts,
    Flaw,
    between,
    coded,
    filled,
    no_row_is,
    no_rows,
    one_of,
    rows,
    unique,
)
from expectations.engine import evaluate
from expectations.ordered import Ordered
from expectations.told import Told
from warehouse.settings import Settings

NAMES = ("code", "day", "until", "size", "share", "whole")
KINDS = ("text", "date", "date", "bigint", "numeric", "text")
TYPES = (pa.string(), pa.date32(), pa.date32(), pa.int64(), pa.float64(), pa.string())
Row = tuple[object, ...]
GOOD: list[Row] = [
    ("01", date(2020, 1, 1), None, 1, 0.5, "01001"),
    ("02", date(2020, 1, 1), date(2020, 2, 1), 2, None, "02002"),
    ("02", date(2020, 2, 2), date(2020, 3, 1), None, -63.2, "02003"),
    ("03", None, date(2020, 3, 1), 4, 51.5, "03001"),
]
CLAIMS = [
    filled("code", "Fill it."),
    filled("size", "Fill it.", mostly=0.7),
    coded("code", r"^\d{2}$", "two digits"),
    coded("code", r"^0[12]$", "01 or 02", WARNING, mostly=0.7),
    coded("code", r"^[^x]+$", "without x"),
    one_of("code", ("01", "02", "03"), "Declare it."),
    one_of("code", ("02", "03"), "Declare it.", WARNING, mostly=0.75),
    between("day", date(2020, 1, 1), date(2020, 12, 31), "Look at it."),
    between("size", 0, None, "Look at it."),
    between("share", -63.2, 51.5, "Look at it."),
    between("size", 2, 4, "Look at it.", mostly=0.6),
    rows(4, None, "Too few."),
    unique("code", "day"),
    no_row_is([Flaw("less", ("until", "day"))], "code, day", "a period ends after it begins", "Look."),
    no_row_is([Flaw("equal", ("code", "whole"))], "code", "code is no whole", "Look."),
    no_row_is([Flaw("begins_otherwise", ("whole", "code"), (2,))], "code", "whole begins with code", "Look."),
    no_row_is([Flaw("beyond", ("share",), (90,)), Flaw("beyond", ("size",), (180,))], "code", "degrees", "Look."),
    no_rows("select code from {batch} where size > 1000 limit 20", "size is small", "Look."),
]  # fmt: skip
# By what is wrong about the rows: changes of one row, by place.
BROKEN: dict[str, list[Row]] = {
    "good": GOOD,
    "none": [],
    "code is null": [*GOOD, (None, None, None, None, None, None)],
    "three digits": [*GOOD, ("042", date(2020, 1, 1), None, 3, None, "04200")],
    "a digit of another script": [*GOOD, ("0\u0661", date(2020, 1, 1), None, 3, None, "0\u066101")],
    "out of bounds": [*GOOD, ("03", date(2035, 1, 1), None, -1, -63.21, "03003")],
    "copies": [*GOOD, GOOD[-1]],
    "ends before": [*GOOD, ("03", date(2020, 5, 5), date(2020, 1, 1), 181, 91.0, "01004")],
    "huge": [*GOOD, ("03", date(2020, 5, 5), None, 2000, None, "03")],
    "not in order": [GOOD[2], GOOD[0], GOOD[3], GOOD[1]],
}


def batch(of: list[Row]) -> pa.RecordBatch:
    columns = zip(*of, strict=True) if of else ([] for _ in NAMES)
    arrays = [pa.array(list(cells), kind) for cells, kind in zip(columns, TYPES, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, names=list(NAMES))


def seen(claims: list[Claim], of: list[Row], size: int = 2) -> Told:
    """What is told of the rows in batches of that size, the last of them first."""
    told = Told(claims, NAMES)
    for start in reversed(range(0, len(of), size)):
        told.see(start, batch(of[start : start + size]))
    return told


@pytest.mark.parametrize("wrong", BROKEN)
def test_both_ways_say_the_same(
    wrong: str, conn: psycopg.Connection, module_warehouse_settings: Settings
) -> None:
    columns = sql.SQL(", ").join(
        sql.SQL("{} {}").format(sql.Identifier(name), sql.SQL(kind)) for name, kind in zip(NAMES, KINDS, strict=True)
    )  # fmt: skip
    conn.execute("drop table if exists raw_candidate.rows")
    conn.execute(sql.SQL("create table raw_candidate.rows ({})").format(columns))
    conn.cursor().executemany("insert into raw_candidate.rows values (%s, %s, %s, %s, %s, %s)", BROKEN[wrong])
    with lazy.engine().tables(module_warehouse_settings.warehouse_url, "raw_candidate") as batch_of:
        table = batch_of("rows")
        asked = evaluate(table, "rows", CLAIMS)
        told = evaluate(table, "rows", CLAIMS, seen(CLAIMS, BROKEN[wrong]))
    assert told["results"] == asked["results"]
    assert {name: told[name] for name in told if name != "meta"} == {
        name: asked[name] for name in asked if name != "meta"
    }
    assert wrong in ("good", "none", "not in order") or not asked["success"]


def test_good_rows_leave_the_table_what_only_a_query_tells() -> None:
    told = seen(CLAIMS, GOOD)
    left = [claim.says for claim in CLAIMS if told.metrics(claim) is None]
    assert left == ["code is without x", "size is small"]


def test_every_claim_on_the_largest_files_is_told() -> None:
    for table in ("sirene_etablissement", "sirene_etablissement_historique", "sirene_unite_legale",
                  "sirene_unite_legale_historique", "sirene_lien_succession", "sirene_geolocalisation"):  # fmt: skip
        claims = suites.raw(table, Facts("2026-09"))
        told = Told(claims, [column.name for column in suites.declared()[table][1].columns])
        assert [claim.says for claim in claims if told.metrics(claim) is None] == [], table


def test_a_column_that_the_file_lacks_is_null() -> None:
    part = batch(GOOD).drop_columns(["day", "size"])
    claims = [filled("day"), between("size", 0, 1, ""), unique("code", "day"), unique("whole", "day")]
    told = Told(claims, NAMES)
    told.see(0, part.slice(0, 3))
    found = [told.metrics(claim) for claim in claims]
    assert found[0] == {"table.row_count": 3, "column_values.nonnull.unexpected_count": 3}
    assert found[1]["column_values.between.unexpected_count"] == 0
    assert found[2] is None, "02 comes twice"
    assert found[3] == {"unexpected_rows_query.table": []}


def test_a_column_nobody_declared_is_asked_of_the_table() -> None:
    (claim,) = [one_of("nowhere", ("a",), "")]
    assert seen([claim], GOOD).metrics(claim) is None


@pytest.mark.parametrize(
    ("regex", "is_told"),
    [
        (r"^(\d{2}|2[AB])\d{3}$", True),
        (r"^\d{2}\.?\d{1,2}[A-Z]?$", True),
        (r"^(pvd-|PVD)[\w-]*\d+[\w-]*$", True),
        (r"^\D+$", False),
        (r"^[^0-9]$", False),
        (r"\y", False),
        (r"^a.c$", False),
        (r"^(?=a)", False),
        (r"(a)\1", False),
    ],
)
def test_a_regular_expression_that_means_another_thing_to_postgresql_is_asked_of_it(
    regex: str, is_told: bool
) -> None:
    claim = coded("code", regex, "so")
    assert (seen([claim], GOOD).metrics(claim) is not None) is is_told


Keys = list[tuple[object, ...]]


def is_unique(keys: Keys, size: int) -> bool:
    order = Ordered(("one", "other"))
    starts = list(range(0, len(keys), size))
    random.Random(1).shuffle(starts)
    for start in starts:
        part = keys[start : start + size]
        arrays = [pa.array([key[n] for key in part], pa.string()) for n in (0, 1)]
        order.see(start, pa.RecordBatch.from_arrays(arrays, names=["one", "other"]))
    return order.is_unique


SORTED: Keys = [("a", None), ("a", "x"), ("a", "y"), ("b", "x"), ("c", None), ("c", "a"), ("d", "z")]
WAYS: dict[str, Callable[[Keys], Keys]] = {
    "up": lambda keys: keys,
    "down": lambda keys: keys[::-1],
    "nulls last": lambda keys: [*keys[1:3], keys[0], keys[3], keys[5], keys[4], keys[6]],
    "the second column down": lambda keys: [*keys[2::-1], keys[3], keys[5], keys[4], keys[6]],
}


@pytest.mark.parametrize(("way", "size"), product(WAYS, (1, 2, 3, 7)))
def test_keys_in_order_are_unique_and_a_copy_among_them_is_not(way: str, size: int) -> None:
    keys = WAYS[way](SORTED)
    assert is_unique(keys, size)
    for place in range(len(keys)):
        assert not is_unique([*keys[:place], keys[place], *keys[place:]], size), place
        assert not is_unique([*keys, keys[place]], size), place


def test_keys_in_no_order_are_left_to_the_table() -> None:
    assert not is_unique([("a", "x"), ("c", "x"), ("b", "x")], 2)
    assert not is_unique([("a", "x"), ("a", "y"), ("b", "y"), ("b", "x")], 2), "one up, one down"
    wide = Ordered(("one",))
    for _ in range(2):
        wide.see(0, pa.RecordBatch.from_arrays([pa.array(["a"])], names=["one"]))
    assert not wide.is_unique, "two parts of the same rows"
