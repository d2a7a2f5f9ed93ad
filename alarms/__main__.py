"""Command line of the alarms: what stands, a look by hand, a message to try the channels."""

import argparse
import sys

from rich.console import Console

from alarms import look, tell
from alarms.errors import NotTold
from warehouse.connect import connect
from warehouse.errors import WarehouseError
from warehouse.ops import alarms as book
from warehouse.ops.alarms import Alarm
from warehouse.roles import Role
from warehouse.settings import Settings

TRIED = Alarm(
    "failure", "try", "A message to try the channels: all is well.", "Message d’essai : tout va bien."
)


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the exit code: 1 when something has to be looked at, or could not be told."""
    parser = argparse.ArgumentParser(prog="python -m alarms", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("list", help="alarms whose cause lasts")
    commands.add_parser("look", help="look for causes now, tell what is new, and list")
    commands.add_parser("try", help="send a message by every channel of ACTE2_NOTIFY")
    chosen, settings = parser.parse_args(arguments), Settings.from_env()
    try:
        if chosen.command == "try":
            return _try(settings)
        if chosen.command == "look":
            look.look(settings, is_deadline=True)
            tell.tell(settings)
        return _list(settings)
    except WarehouseError as error:
        Console(stderr=True).print(str(error), markup=False, soft_wrap=True)
        return 1


def _try(settings: Settings) -> int:
    if not settings.notify:
        raise NotTold("ACTE2_NOTIFY is not set: give it the channels' Apprise URLs, with blanks between them")
    if not tell.deliver(settings, TRIED):
        raise NotTold("no channel took the message: see the lines above")
    return 0


def _list(settings: Settings) -> int:
    console = Console(soft_wrap=True, highlight=False)
    with connect(settings, Role.RELEASER, autocommit=True) as conn:
        found = book.standing(conn)
    for one in found:
        told = f"told {one.told_at:%Y-%m-%d %H:%M}" if one.told_at else "not told"
        console.print(
            f"{one.began_at:%Y-%m-%d %H:%M} {one.kind} {one.subject} ({told})\n  {one.message_en}",
            markup=False,
        )
    if not found:
        console.print("Nothing to be told.")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
