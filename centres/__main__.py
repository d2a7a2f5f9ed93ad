"""Command line of the town centres: `python -m centres --help`."""

import argparse
import logging
import sys
from pathlib import Path

import psycopg

from centres import draw, export, maps, store
from centres.errors import CentresError
from warehouse import terminal
from warehouse.connect import connect
from warehouse.errors import WarehouseError
from warehouse.roles import Role
from warehouse.settings import Settings


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 when it did what it says, 1 with the reason on stderr."""
    terminal.ready()
    given = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    try:
        return given.run(Settings.from_env(), given) or 0
    except (CentresError, WarehouseError, psycopg.Error, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m centres", description="Town-centre perimeters, drawn once and kept by version."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _command(
        commands, "draw", _draw, "draw towns that have no perimeter, take users' new or changed polygons"
    )
    again = _command(commands, "redraw", _redraw, "draw towns again: a new version for each that changes")
    which = again.add_mutually_exclusive_group(required=True)
    which.add_argument("--commune", action="append", metavar="CODE", help="this town (may be repeated)")
    which.add_argument("--all", action="store_true", help="every town in scope")
    again.add_argument("--reason", default="redrawn on request", help="why, kept with the version")
    told = _command(commands, "check", _check, "tell the problems of users' polygons, and store nothing")
    told.add_argument("file", type=Path, metavar="FILE", help="a GeoJSON file, or a folder of *.geojson")
    out = _command(commands, "export", _export, "write the perimeters in use as GeoJSON")
    out.add_argument("--out", type=Path, required=True, metavar="FILE")
    out = _command(commands, "maps", _maps, "write a page with a map for each town, and their index")
    out.add_argument("--out", type=Path, required=True, metavar="FOLDER")
    _command(commands, "list", _list, "list the perimeters in use")
    return parser


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, run: object, says: str
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=says, description=f"{says[0].upper()}{says[1:]}.")
    parser.set_defaults(run=run)
    return parser


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def _draw(settings: Settings, _: argparse.Namespace) -> None:
    _say(", ".join(f"{name} {count}" for name, count in draw.draw(settings).items()))


def _redraw(settings: Settings, given: argparse.Namespace) -> None:
    made = draw.redraw(settings, None if given.all else given.commune, given.reason)
    for code, became in made.items():
        _say(f"{code} {became}")


def _check(settings: Settings, given: argparse.Namespace) -> int:
    reading = draw.check(settings, given.file)
    for line in (*reading.problems, *reading.ignored):
        _say(line)
    _say(
        f"{len(reading.given)} polygon(s) good, {len(reading.problems)} problem(s), {len(reading.ignored)} ignored"
    )
    return 1 if reading.problems else 0


def _export(settings: Settings, given: argparse.Namespace) -> None:
    _say(f"{export.export(settings, given.out)} perimeters in {given.out}")


def _maps(settings: Settings, given: argparse.Namespace) -> None:
    _say(str(maps.build(settings, given.out)))


def _list(settings: Settings, _: argparse.Namespace) -> None:
    with connect(settings, Role.TRANSFORMER) as conn:
        for row in store.kept(conn):
            share = "-" if row["share_inside"] is None else f"{row['share_inside']:.0%}"
            _say(
                f"{row['code_commune']} {row['nom_commune'] or '?'}: version {row['version']}, {row['method']}, "
                f"{row['area_ha']:.1f} ha, {share} of {row['points']} storefronts"
                f"{', sensitive' if row['is_sensitive'] else ''}"
            )


if __name__ == "__main__":
    sys.exit(main())
