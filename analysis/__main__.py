"""Command line of the analyses: `python -m analysis --help`."""

import argparse
import sys
from pathlib import Path

import psycopg

from analysis import did
from analysis.errors import AnalysisError
from warehouse import terminal
from warehouse.errors import WarehouseError
from warehouse.settings import Settings
from warehouse.version import code_version

EPILOG = "Reads the released marts. Settings come from environment variables: WAREHOUSE_URL, ACTE2_HOME and others, see README.md."


def main(arguments: list[str] | None = None) -> int:
    """Run one analysis; 0 when it was written, 1 with the reason on stderr."""
    terminal.ready()
    given = _parser().parse_args(arguments)
    settings = Settings.from_env()
    try:
        told = did.study(settings, given.outcome, given.zone, given.weights)
        for path in did.write(told, given.folder or settings.home / "analysis"):
            sys.stdout.write(f"{path}\n")
    except (AnalysisError, WarehouseError, psycopg.Error) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m analysis", description=__doc__, epilog=EPILOG)
    parser.add_argument("--version", action="version", version=code_version())
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    says = "compare an outcome of the programme's towns with never-treated towns, before and after (experimental)"
    command = commands.add_parser(
        "did", help=says, description=f"{says[0].upper()}{says[1:]}.", epilog=EPILOG
    )
    command.add_argument("--outcome", required=True, help="code of a core indicator, such as C01")
    command.add_argument("--zone", default="all", help="all (default), centre or rest")
    command.add_argument(
        "--weights",
        default="classes",
        choices=sorted(did.WEIGHTS),
        help="weights of controls (default: classes)",
    )
    command.add_argument(
        "--folder", type=Path, help="where report, table and pictures go (default: <ACTE2_HOME>/analysis)"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
