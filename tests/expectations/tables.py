"""Small good tables, and ways to break each critical claim, found in `rows_<source>.py` and `rows_marts_<subject>.py`.

Such a module holds GOOD: by resource or mart, rows parted by semicolons under the names of their columns, empty for
null; and BREAKS, if anything is critical: by resource or mart, what breaks a claim (what an update sets, or a whole
statement on `{t}`) and words of that claim. Types of columns are the declaration's, or those of the mart's contract.
"""

from importlib import import_module
from pathlib import Path
from types import ModuleType

import psycopg
from psycopg import sql

from expectations.suites import declared
from tests.contracts import columns_of

WHOLE = ("insert ", "delete ")

Break = tuple[str, str]  # a statement on `{t}`, and words of the claim it breaks


def _found(of_marts: bool) -> dict[str, ModuleType]:
    """Modules of rows, by source or by subject of marts."""
    stems = sorted(path.stem.removeprefix("rows_") for path in Path(__file__).parent.glob("rows_*.py"))
    return {
        stem: import_module(f"tests.expectations.rows_{stem}")
        for stem in stems
        if stem.startswith("marts_") == of_marts
    }


def _statement(change: str) -> str:
    return change if change.startswith(WHOLE) else f"update {{t}} set {change}"


_TABLES = {(source, resource.name): table for table, (source, resource) in declared().items()}
_RAW, _MARTS = _found(of_marts=False), _found(of_marts=True)
GOOD_RAW: dict[str, str] = {
    _TABLES[source, name]: rows for source, module in _RAW.items() for name, rows in module.GOOD.items()
}
GOOD_MARTS: dict[str, str] = {mart: rows for module in _MARTS.values() for mart, rows in module.GOOD.items()}
BREAKS_RAW: dict[str, list[Break]] = {
    _TABLES[source, name]: [(_statement(change), words) for change, words in changes.items()]
    for source, module in _RAW.items()
    for name, changes in getattr(module, "BREAKS", {}).items()
}
BREAKS_MARTS: dict[str, list[Break]] = {
    mart: [(_statement(change), words) for change, words in changes.items()]
    for module in _MARTS.values()
    for mart, changes in module.BREAKS.items()
}


def make_raw(db: psycopg.Connection, table: str, candidate: str, rows: str | None = None) -> sql.Identifier:
    """Creates `raw_candidate.<candidate>` with the columns of raw `table` and its good rows, or `rows`."""
    types = {column.name: column.kind.pg_type for column in declared()[table][1].columns}
    return _make(db, sql.Identifier("raw_candidate", candidate), types, rows or GOOD_RAW[table])


def make_mart(db: psycopg.Connection, mart: str) -> sql.Identifier:
    """Creates `marts_candidate.<mart>` with the columns of its contract and its good rows."""
    return _make(db, sql.Identifier("marts_candidate", mart), columns_of(mart), GOOD_MARTS[mart])


def _make(db: psycopg.Connection, where: sql.Identifier, types: dict[str, str], rows: str) -> sql.Identifier:
    columns = sql.SQL(", ").join(
        sql.SQL("{} {}").format(sql.Identifier(n), sql.SQL(t)) for n, t in types.items()
    )
    header, *lines = (line.strip().split(";") for line in rows.strip().splitlines())
    db.execute(sql.SQL("drop table if exists {}").format(where))
    db.execute(sql.SQL("create table {} ({})").format(where, columns))
    insert = sql.SQL("insert into {} ({}) values ({})").format(
        where,
        sql.SQL(", ").join(map(sql.Identifier, header)),
        sql.SQL(", ").join(sql.Placeholder() * len(header)),
    )
    with db.cursor() as cursor:
        cursor.executemany(insert, [[cell or None for cell in line] for line in lines])
    return where
