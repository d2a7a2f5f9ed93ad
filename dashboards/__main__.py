"""Command line of the dashboards: `python -m dashboards --help`."""

import argparse
import sys
import time
from collections.abc import Callable

import psycopg

from dashboards import install, prepare, serve
from dashboards.errors import DashboardError
from dashboards.places import Places
from warehouse import terminal
from warehouse.errors import WarehouseError
from warehouse.settings import Settings
from warehouse.version import code_version


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 when it did what it says, 1 with the reason on stderr."""
    terminal.ready()
    given = _parser().parse_args(arguments)
    try:
        given.run(Places.from_env(Settings.from_env()))
    except KeyboardInterrupt:
        return 130
    except (DashboardError, WarehouseError, psycopg.Error, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m dashboards", description="Superset beside the warehouse."
    )
    parser.add_argument("--version", action="version", version=code_version())
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, run, says in (
        (
            "serve",
            _serve,
            "install Superset where it is missing, import the dashboards, serve them on 127.0.0.1 until Ctrl-C",
        ),
        (
            "import",
            _import,
            "install where missing, and import the dashboards, over what was changed by hand as well",
        ),
    ):
        made = commands.add_parser(name, help=says, description=f"{says[0].upper()}{says[1:]}.")
        made.set_defaults(run=run)
    return parser


def _serve(places: Places) -> None:
    _ready(places, again=False)
    _say("Superset is starting")
    serve.serve(places)


def _import(places: Places) -> None:
    _ready(places, again=True)


def _ready(places: Places, again: bool) -> None:
    if not install.is_installed(places):
        _say("Installing Superset: some minutes, once")
        _timed("installed", lambda: install.install(places))
    _timed("prepared", lambda: _say("\n".join(prepare.prepare(places, again))))


def _timed(what: str, do: Callable[[], object]) -> None:
    began = time.monotonic()
    do()
    _say(f"{what} in {time.monotonic() - began:.0f} s")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
