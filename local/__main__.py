"""Command line of a town's own data: `python -m local --help`."""

import argparse
import sys
from pathlib import Path

from ingestion import own_store
from ingestion.errors import IngestionError
from local import check, template
from warehouse import terminal
from warehouse.errors import WarehouseError
from warehouse.settings import Settings


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 when it did what it says, 1 with the reason."""
    terminal.ready()
    given = _parser().parse_args(arguments)
    try:
        settings = Settings.from_env()
        if given.command == "template":
            sys.stdout.write(f"{template.write(given.out)}\n")
            return 0
        return _tell(check.check(settings, given.folder or _own_folder(settings)))
    except (WarehouseError, IngestionError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1


def _own_folder(settings: Settings) -> Path:
    own_store.fetch(settings)
    return settings.local


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m local",
        description="A town's own data: files in the folder LOCAL, which never leave this machine.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    told = commands.add_parser("check", help="tell what is wrong with a town's files, and store nothing")
    told.add_argument(
        "folder", type=Path, nargs="?", metavar="FOLDER", help="where they are (default: LOCAL)"
    )
    made = commands.add_parser("template", help="write a workbook to fill in, with a sheet of help in French")
    made.add_argument("--out", type=Path, default=Path("releve_vacance.xlsx"), metavar="FILE")
    return parser


def _tell(lines: list[check.Line]) -> int:
    for line in lines:
        sys.stdout.write(f"{line.text}\n")
    problems = sum(line.is_problem for line in lines)
    if problems:
        sys.stdout.write(f"{problems} problem(s).\n")
    return int(problems > 0)


if __name__ == "__main__":
    sys.exit(main())
