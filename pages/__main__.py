"""Command line of the pages: `python -m pages --help`."""

import argparse
import logging
import sys
from pathlib import Path

import psycopg

from pages import site
from pages.errors import PagesError
from pages.folder import Folder
from pages.report import COMPARED_WITH, PEERS, reports
from warehouse import terminal
from warehouse.errors import WarehouseError
from warehouse.settings import Settings
from warehouse.version import code_version


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 when it did what it says, 1 with the reason on stderr."""
    terminal.ready()
    given = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    try:
        given.run(Settings.from_env(), given)
    except (PagesError, WarehouseError, psycopg.Error, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m pages", description="Pages in French from the released marts."
    )
    parser.add_argument("--version", action="version", version=code_version())
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    says = "write the site of the release that stands; what did not change stays untouched"
    build = commands.add_parser("site", help=says, description=f"{says[0].upper()}{says[1:]}.")
    build.add_argument(
        "--out", type=Path, metavar="FOLDER", help="default: <ACTE2_HOME>/site/<database>/towns"
    )
    build.add_argument(
        "--workers", type=int, default=2, help="processes that write pages (default: 2; 0: none)"
    )
    build.set_defaults(run=_site)
    says = "write a town's report to print, PDF of two to four pages; or of every town"
    report = commands.add_parser("report", help=says, description=f"{says[0].upper()}{says[1:]}.")
    which = report.add_mutually_exclusive_group(required=True)
    which.add_argument("--town", metavar="CODE", help="commune code of the town")
    which.add_argument("--all", action="store_true", help="a report for each town in scope")
    report.add_argument(
        "--against", default="", metavar="CODE,CODE", help="towns to set beside it, four at most"
    )
    report.add_argument(
        "--peers", choices=COMPARED_WITH, default=PEERS, help="whom it is compared with (default: its peers)"
    )
    report.add_argument("--year", type=int, help="tell figures up to that year (default: the last known)")
    report.add_argument("--out", type=Path, metavar="FOLDER", help="default: <ACTE2_HOME>/reports/<database>")
    report.set_defaults(run=_report)
    return parser


def _site(settings: Settings, given: argparse.Namespace) -> None:
    made = site.build(settings, given.out or site.folder(settings), given.workers)
    sys.stdout.write(f"{made.index}: {made.files} files, {made.written} written, {made.removed} removed\n")


def _report(settings: Settings, given: argparse.Namespace) -> None:
    folder = Folder(given.out or settings.home / "reports" / settings.database)
    against = [code.strip() for code in given.against.split(",") if code.strip()]
    town = None if given.all else given.town
    for name, content in reports(settings, town, against, given.year, given.peers):
        folder.put(name, content)
        sys.stdout.write(f"{folder.root / name}\n")


if __name__ == "__main__":
    sys.exit(main())
