"""Command line of the peer groups: `python -m peers --help`."""

import argparse
import logging
import sys

import psycopg

from peers import draw, store
from peers.errors import PeersError
from warehouse import terminal
from warehouse.connect import connect
from warehouse.errors import WarehouseError
from warehouse.roles import Role
from warehouse.settings import Settings


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 when it did what it says, 1 with the reason on stderr."""
    terminal.ready()
    parser = argparse.ArgumentParser(
        prog="python -m peers", description="Peer groups of towns, drawn once and kept by version."
    )
    parser.add_argument(
        "command",
        choices=("draw", "redraw", "list"),
        help="draw: towns that have no group yet; redraw: every town, from today's values; list: groups in use",
    )
    given = parser.parse_args(arguments)
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    settings = Settings.from_env()
    try:
        if given.command == "list":
            _list(settings)
        else:
            made = draw.draw(settings, is_anew=given.command == "redraw")
            _say(", ".join(f"{name} {count}" for name, count in made.items()))
    except (PeersError, WarehouseError, psycopg.Error, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _list(settings: Settings) -> None:
    with connect(settings, Role.TRANSFORMER) as conn:
        for row in store.kept(conn):
            lacks = f"; without {', '.join(row['missing_variables'])}" if row["missing_variables"] else ""
            _say(
                f"{row['code_commune']} {row['variant']} (version {row['version']}): "
                f"{' '.join(row['peers'] or ['none'])} of {row['candidates']}{lacks}"
            )


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main())
