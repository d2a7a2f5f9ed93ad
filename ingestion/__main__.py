"""Command line of the ingestion room."""

import argparse
from pathlib import Path

from rich.console import Console
from rich.table import Table

from ingestion import pages
from ingestion.registry import sources
from ingestion.tables import ensure_all
from warehouse.connect import connect
from warehouse.settings import PROJECT, Settings

_HELD = """
select raw_table, vintage, rows_loaded, finished_at::date, is_simulated from ops.load
where outcome = 'published' order by raw_table, vintage
"""


def show_list() -> None:
    """Every declared table, the vintages this warehouse holds of it, and when they came."""
    held: dict[str, list] = {}
    with connect(Settings.from_env(), autocommit=True) as db:
        for raw_table, *facts in db.execute(_HELD):
            held.setdefault(raw_table, []).append(facts)
    table = Table("raw table", "vintage", "rows", "loaded on", "simulated")
    for source in sources():
        for resource in source.resources:
            for vintage, rows, day, simulated in held.get(resource.raw_table, [("none", 0, None, False)]):
                cells = [vintage, f"{rows:,}", str(day or ""), "yes" if simulated else "no"]
                table.add_row(resource.raw_table, *cells)
    Console().print(table)


def make_tables() -> None:
    """Create the raw tables of the warehouse."""
    with connect(Settings.from_env(), autocommit=True) as db:
        ensure_all(db)


def main() -> None:
    """Run one command."""
    parser = argparse.ArgumentParser(prog="python -m ingestion", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("list", help="what is declared, what this warehouse holds, how old it is")
    commands.add_parser("tables", help="create the raw tables that are missing")
    written = commands.add_parser("pages", help="write the pages of docs/sources/ from the declarations")
    written.add_argument("--out", type=Path, default=PROJECT / "docs" / "sources")
    chosen = parser.parse_args()
    if chosen.command == "list":
        show_list()
    elif chosen.command == "tables":
        make_tables()
    else:
        pages.write(chosen.out)


if __name__ == "__main__":
    main()
