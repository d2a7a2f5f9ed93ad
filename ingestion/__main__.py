"""Command line of the ingestion room."""

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import zip_longest
from pathlib import Path

import psycopg
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from ingestion import mirror, withdraw
from ingestion.border import border
from ingestion.errors import IngestionError
from ingestion.registry import source, sources
from ingestion.tables import ensure_all
from ingestion.withdraw import NothingStands, Withdrawal
from warehouse import bootstrap, terminal
from warehouse.connect import connect
from warehouse.errors import WarehouseError
from warehouse.ops import loads, vintages
from warehouse.ops.vintages import Held
from warehouse.roles import Role
from warehouse.settings import Settings

_NONE = ("none", "0", "", "", "no")
_WIDTH = 150


def show_list() -> None:
    """Every declared table, the vintages this warehouse holds, how old they are, when more may be expected."""
    held: dict[str, list[Held]] = defaultdict(list)
    with connect(Settings.from_env(), Role.LOADER, autocommit=True) as db:
        for vintage in vintages.held(db):
            held[vintage.raw_table].append(vintage)
    table = Table(
        "raw table", "vintage", "rows", "loaded on", "days ago", "simulated", "next: published, asked for"
    )
    for declared in sources():
        due = f"{declared.frequency}; {declared.schedule}"
        for resource in declared.resources:
            lines = [_cells(vintage) for vintage in held[resource.raw_table]] or [_NONE]
            for cells, next_one in zip_longest(lines, [due], fillvalue=""):
                table.add_row(resource.raw_table, *map(escape, cells), next_one)
    console = Console()
    Console(width=max(console.width, _WIDTH)).print(table)


def _cells(held: Held) -> tuple[str, ...]:
    is_simulated = "yes" if held.is_simulated else "no"
    return held.vintage, f"{held.rows:,}", str(held.loaded_on), str(held.days_ago), is_simulated


def show_rejects(raw_table: str | None, load_id: int | None) -> None:
    """What could not be loaded as published, by the last load of each vintage or by one load: row, column, why."""
    table = Table("raw table", "vintage", "load", "row", "column", "what became of it", "why", "value")
    with connect(Settings.from_env(), Role.LOADER, autocommit=True) as db:
        for one in loads.rejects(db, raw_table, load_id):
            became = "row left out" if one["is_row_left_out"] else "cell left empty"
            value = "" if one["value"] is None else repr(one["value"])
            told = (one["column_name"], became, one["reason"], value)
            numbers = (str(one["load_id"]), str(one["row_number"]))
            table.add_row(one["raw_table"], one["vintage"], *numbers, *(escape(said or "") for said in told))
    console = Console()
    if not table.row_count:
        console.print("Nothing was rejected.")
    else:
        Console(width=max(console.width, _WIDTH)).print(table)


def make_tables() -> None:
    """Create the raw tables of the warehouse, bring those that stand to their declarations, and say what was done."""
    settings = Settings.from_env()
    with connect(settings, Role.OWNER, autocommit=True) as db:
        for said in ensure_all(db):
            Console(soft_wrap=True, highlight=False).print(said, markup=False)
        bootstrap.hand_over(db, settings)


def take_out(raw_table: str, vintage: str, reason: str, is_sure: bool) -> int:
    """Withdraw a vintage once somebody said yes, and say what that changes; 1 when nothing stands of it."""
    console, settings = Console(soft_wrap=True, highlight=False), Settings.from_env()
    with connect(settings, Role.LOADER, autocommit=True) as db:
        try:
            planned = withdraw.plan(db, raw_table, vintage)
        except NothingStands as error:
            console.print(str(error), markup=False)
            return 1
        marts = withdraw.marts_that_read(raw_table, settings.dbt_read / "target" / "manifest.json")
        for said in _consequences(planned, marts):
            console.print(said, markup=False)
        if is_sure or _says_yes():
            withdraw.withdraw(db, raw_table, vintage, reason)
            console.print(f"Withdrawn: {raw_table} {vintage}.", markup=False)
        else:
            console.print("Nothing was changed. To withdraw it, run this again with --yes.")
    return 0


def put_back(raw_table: str, vintage: str) -> int:
    """Let what was withdrawn as a vintage be loaded again; 1 when nothing was."""
    with connect(Settings.from_env(), Role.LOADER, autocommit=True) as db:
        files = withdraw.forget(db, raw_table, vintage)
    Console(soft_wrap=True, highlight=False).print(
        f"{raw_table} {vintage}: {files} withdrawn file(s) may be loaded again, by the next run.",
        markup=False,
    )
    return int(files == 0)


def _consequences(planned: Withdrawal, marts: list[str]) -> list[str]:
    held, newest = planned.held, planned.then_newest
    in_use = (
        f"the newest vintage becomes {newest}" if planned.is_newest else f"the newest vintage stays {newest}"
    )
    if newest is None:
        in_use = "no vintage is left: models keep an empty table until a file is loaded"
    return [
        f"{held.raw_table} {held.vintage}, {held.rows:,} rows loaded on {held.loaded_on}, leaves schema raw: {in_use}.",
        "The same file is not loaded again until its bytes change, or --forget.",
        "Readers see the current release until the next `make run`, or DAG warehouse, builds without it: "
        + (f"marts {', '.join(marts)}." if marts else "every mart that reads the table."),
    ]


def _says_yes() -> bool:
    return sys.stdin.isatty() and input("Withdraw it? [y/N] ").strip().lower() in ("y", "yes")


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the exit code."""
    terminal.ready()
    parser = argparse.ArgumentParser(prog="python -m ingestion", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("list", help="what is declared, what this warehouse holds, how old it is")
    commands.add_parser(
        "tables", help="create the raw tables that are missing, bring the others to their declarations"
    )
    _withdraw_command(commands.add_parser("withdraw", help="take a vintage out that should not stand"))
    rejected = commands.add_parser("rejects", help="rows left out and cells left empty, and why")
    rejected.add_argument("raw_table", nargs="?", help="of this raw table; else of all")
    rejected.add_argument("--load", type=int, help="by this load; else by the last one of each vintage")
    _mirror_commands(commands.add_parser("mirror", help="fill or verify a folder of publishers' files"))
    chosen = parser.parse_args(arguments)
    try:
        with border(f"ingestion {chosen.command}"):
            return _run(chosen)
    except (IngestionError, WarehouseError, psycopg.Error, KeyError) as error:
        sys.stderr.write(f"{error}\n")
        return 1


def _run(chosen: argparse.Namespace) -> int:
    if chosen.command == "list":
        show_list()
    elif chosen.command == "tables":
        make_tables()
    elif chosen.command == "withdraw" and chosen.forget:
        return put_back(chosen.raw_table, chosen.vintage)
    elif chosen.command == "withdraw":
        return take_out(chosen.raw_table, chosen.vintage, chosen.reason, chosen.yes)
    elif chosen.command == "rejects":
        show_rejects(chosen.raw_table, chosen.load)
    elif chosen.action == "fill":
        return fill_mirror(chosen.out, chosen.source, chosen.origin)
    else:
        return show_states(mirror.verify(chosen.folder))
    return 0


def _withdraw_command(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("raw_table", help="table of schema raw, as `list` names it")
    parser.add_argument("vintage", help="vintage, as `list` writes it")
    parser.add_argument("--reason", default="by hand", help="why: noted in ops.load")
    parser.add_argument("--yes", action="store_true", help="do it; without, only say what it would change")
    parser.add_argument("--forget", action="store_true", help="let the withdrawn file be loaded again")


def _mirror_commands(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True)
    filled = actions.add_parser("fill", help="download every declared file; again, only what changed")
    filled.add_argument("--out", type=Path, required=True, help="folder of the mirror")
    filled.add_argument("--source", action="append", help="only this source; may be given several times")
    filled.add_argument("--from", dest="origin", help="another mirror, folder or URL; else the publishers")
    verified = actions.add_parser("verify", help="compare the files with the hashes of the manifest")
    verified.add_argument("folder", type=Path)


def fill_mirror(out: Path, names: list[str] | None, origin: str | None) -> int:
    """Fill a mirror's folder; 1 when a file could not be had, though it is there."""
    chosen = [source(name) for name in names] if names else sources()
    filler = mirror.Filler(out, origin, Settings.from_env().publisher_urls)
    return show_states(filler.fill(chosen))


def show_states(files: Iterable[mirror.FileState]) -> int:
    """One line an address as it comes, then how many of each; 1 when any failed."""
    console, states = Console(soft_wrap=True, highlight=False), Counter[str]()
    for file in files:
        states[file.state] += 1
        console.print(f"{file.state:9} {file.bytes:>14,} {file.url} {file.message}".rstrip(), markup=False)
    console.print(", ".join(f"{count} {state}" for state, count in sorted(states.items())) or "nothing")
    return int(states[mirror.FAILED] > 0)


if __name__ == "__main__":
    sys.exit(main())
