"""Command line of the open exports: `python -m exports --help`."""

import argparse
import sys
from pathlib import Path

import psycopg

from exports import write
from exports.errors import ExportError
from warehouse import terminal
from warehouse.errors import WarehouseError
from warehouse.settings import Settings


def main(arguments: list[str] | None = None) -> int:
    """Write the release that readers see as files; 0 when all are there, 1 with the reason on stderr."""
    terminal.ready()
    parser = argparse.ArgumentParser(
        prog="python -m exports", description="The marts of the release that readers see, as open files."
    )
    parser.add_argument("--out", type=Path, metavar="FOLDER", help="where (default: <ACTE2_HOME>/exports)")
    given = parser.parse_args(arguments)
    try:
        settings = Settings.from_env()
        sys.stdout.write(f"{write.write(settings, given.out or settings.home / 'exports')}\n")
        return 0
    except (ExportError, WarehouseError, psycopg.Error, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1


if __name__ == "__main__":
    sys.exit(main())
