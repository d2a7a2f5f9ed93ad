"""Plans of models as PostgreSQL would make them on the nation: an empty warehouse is told the nation's statistics."""

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from warehouse.settings import Settings

MACHINE = (
    "work_mem=128MB",
    "hash_mem_multiplier=3",
    "max_parallel_workers_per_gather=1",
    "min_parallel_table_scan_size=0",
)
STATISTICS = Path(__file__).parent / "data" / "nation_statistics.csv"
GIB = 1024**3
# Pairs of rows that a nested loop may look at and leave aside; cost of a subquery that is run more often than so many times
# (a look into an index costs 8); bytes that a sort or a hash may be believed to need: the register is sorted once.
MOST_PAIRS, MOST_COST, MOST_RUNS, MOST_BYTES = 1e8, 100, 1000, 12 * GIB
MANY = 1e6
# A value of each category of types, for a row that makes a table's first page.
SOME = {"N": "0", "S": "''", "B": "false", "D": "'epoch'", "A": "'{}'", "T": "'0'"}
OF_TYPE = {
    "polygon": "'((0,0),(1,1))'",
    "box": "'((0,0),(1,1))'",
    "point": "'(0,0)'",
    "jsonb": "'{}'",
    "json": "'{}'",
}

Plan = dict[str, Any]


def believe_the_nation(conn: psycopg.Connection, settings: Settings) -> None:
    """Tell the planner, in this transaction, how many rows and values each relation of the nation's warehouse has.

    It plans as for dbt's sessions, on a machine of two cores and 16 GB. PostgreSQL multiplies rows of a page by pages:
    each table needs one, so the empty ones get a row.
    """
    for option in [*settings.dbt_env()["PGOPTIONS"].replace("-c ", "").split(), *MACHINE]:
        conn.execute("select set_config(%s, %s, true)", option.split("="))
    conn.execute("set local session_replication_role = replica")
    told: dict[str, list[dict[str, str]]] = {}
    for line in csv.DictReader(STATISTICS.open(encoding="utf-8")):
        told.setdefault(line["relation"], []).append(line)
    for relation, lines in told.items():
        schema, name = relation.split(".")
        found = conn.execute(
            "select relkind from pg_class where oid = to_regclass(%s)", [f"{schema}.{name}"]
        ).fetchone()
        if found is None:
            continue
        held = _only_partition(conn, schema, name) if found[0] == "p" else name
        _first_page(conn, schema, held)
        conn.execute(
            "select pg_restore_relation_stats('schemaname', %s::text, 'relname', %s::text, 'relpages', %s::integer, 'reltuples', %s::real)",
            [schema, held, _pages(conn, schema, held), lines[0]["rows"]],
        )
        for line in lines[1:]:
            _restore_column(conn, schema, held, line, is_inherited=False)
            if held != name:
                _restore_column(conn, schema, name, line, is_inherited=True)


def _restore_column(
    conn: psycopg.Connection, schema: str, name: str, line: dict[str, str], is_inherited: bool
) -> None:
    # Most common values and histograms are those of the few rows that stand.
    conn.execute(
        "select pg_clear_attribute_stats(%s, %s, %s, %s)", [schema, name, line["column"], is_inherited]
    )
    conn.execute(
        "select pg_restore_attribute_stats('schemaname', %s::text, 'relname', %s::text, 'attname', %s::text, 'inherited', %s::boolean,"
        " 'null_frac', %s::real, 'avg_width', %s::integer, 'n_distinct', %s::real)",
        [schema, name, line["column"], is_inherited, line["nulls"], line["width"], line["values"]],
    )


def _only_partition(conn: psycopg.Connection, schema: str, name: str) -> str:
    """The first partition of a raw table that holds a row, else one more; the others stay as small as they are."""
    found = conn.execute(
        "select relname from pg_inherits join pg_class on oid = inhrelid where inhparent = to_regclass(%s)"
        " and pg_relation_size(oid) > 0 order by 1",
        [f"{schema}.{name}"],
    ).fetchone()
    if found is not None:
        return str(found[0])
    made = f"{name}__nation"
    conn.execute(
        sql.SQL("create table {} partition of {} for values in ('nation')").format(
            sql.Identifier(schema, made), sql.Identifier(schema, name)
        )
    )
    return made


def _first_page(conn: psycopg.Connection, schema: str, name: str) -> None:
    if _pages(conn, schema, name) > 0:
        return
    columns = conn.execute(
        "select attname, typname, typcategory from pg_attribute join pg_type on pg_type.oid = atttypid"
        " where attrelid = to_regclass(%s) and attnum > 0 and not attisdropped and attgenerated = '' and attidentity = ''",
        [f"{schema}.{name}"],
    ).fetchall()
    values = [
        sql.SQL("'nation'" if column == "vintage" else OF_TYPE.get(kind) or SOME[category])
        for column, kind, category in columns
    ]
    conn.execute(
        sql.SQL("insert into {} ({}) values ({})").format(
            sql.Identifier(schema, name),
            sql.SQL(", ").join(sql.Identifier(column) for column, _, _ in columns),
            sql.SQL(", ").join(values),
        )
    )


def _pages(conn: psycopg.Connection, schema: str, name: str) -> int:
    found = conn.execute("select pg_relation_size(to_regclass(%s)) / 8192", [f"{schema}.{name}"]).fetchone()
    return int(found[0]) if found else 0


def plan(conn: psycopg.Connection, query: str, header: str | None = None) -> Plan:
    """Plan of a query, not run, after what its model sets for itself (`sql_header`)."""
    with conn.transaction(force_rollback=True):
        if header:
            conn.execute(header)  # type: ignore[arg-type]
        return _explain(conn, query)


def _explain(conn: psycopg.Connection, query: str) -> Plan:
    found = conn.execute("explain (format json, verbose) " + query.strip().rstrip(";")).fetchone()
    assert found is not None
    tree: Plan = found[0][0]["Plan"]
    return tree


def faults(tree: Plan) -> list[str]:
    """What of a plan would not hold on the nation: pairs looked at in vain, queries run per row, what does not fit."""
    hashed = set(re.findall(r"hashed (SubPlan \d+)", json.dumps(tree)))
    found = [
        fault
        for node in _nodes(tree)
        for fault in (_of_pairs(node), _of_subquery(node, tree, hashed), _of_union(node), _of_size(node))
    ]
    return [fault for fault in found if fault]


def _of_pairs(node: Plan) -> str | None:
    if node["Node Type"] != "Nested Loop":
        return None
    outer, inner = node["Plans"][:2]
    pairs, rows = outer["Plan Rows"] * inner["Plan Rows"], node["Plan Rows"]
    in_vain = pairs > MOST_PAIRS and pairs > 10 * rows
    return f"a nested loop looks at {pairs:.0e} pairs for {rows:.0e} rows" if in_vain else None


def _of_subquery(node: Plan, tree: Plan, hashed: set[str]) -> str | None:
    name = node.get("Subplan Name", "")
    if node.get("Parent Relationship") != "SubPlan" or name in hashed:
        return None
    # It stands below the first node that runs it; others only name it.
    whole = max(
        user["Total Cost"]
        for user in _nodes(tree)
        if f"({name})" in _own(user) or node in user.get("Plans", [])
    )
    cost = node["Total Cost"]
    is_dear = cost > MOST_COST and whole > MOST_RUNS * cost
    return f"{name}, of cost {cost:.0f}, is run {whole / cost:.0e} times" if is_dear else None


def _own(node: Plan) -> str:
    return json.dumps({name: value for name, value in node.items() if name != "Plans"})


def _of_union(node: Plan) -> str | None:
    """Of parts of the same types and without a condition it would be no subquery; several processes could join it."""
    if node["Node Type"] != "Subquery Scan" or not node["Alias"].startswith("*SELECT*"):
        return None
    read = next(child for child in node["Plans"] if child["Parent Relationship"] == "Subquery")
    is_large = "Relation Name" in read and "Filter" not in read and node["Plan Rows"] > MANY
    return f"a union of parts of different types reads {read['Relation Name']}" if is_large else None


def _of_size(node: Plan) -> str | None:
    """A grouping by hash spills what comes, not what is believed to come."""
    size = node["Plan Rows"] * (node["Plan Width"] + 24)
    is_large = node["Node Type"] in ("Sort", "Hash", "Materialize") and size > MOST_BYTES
    return f"{node['Node Type']} of {size / GIB:.0f} GiB" if is_large else None


def _nodes(node: Plan) -> Iterator[Plan]:
    yield node
    for child in node.get("Plans", []):
        yield from _nodes(child)
