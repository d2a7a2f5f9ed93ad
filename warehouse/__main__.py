"""Command line of the warehouse: `python -m warehouse --help`."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

import psycopg

from warehouse import backup, bootstrap, fingerprint, migrate, readers, release, restore, server, terminal
from warehouse.connect import connect
from warehouse.errors import START, WarehouseError
from warehouse.ops.releases import Release
from warehouse.roles import LOGINS, Role
from warehouse.settings import Settings
from warehouse.version import code_version

NOT_RUNNING = 3


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 when it did what it says, 1 with the reason on stderr, 3 for a stopped server."""
    terminal.ready()
    given = _parser().parse_args(arguments)
    try:
        status: int | None = given.command(Settings.from_env(), given)
        return status or 0
    except (WarehouseError, psycopg.Error) as error:
        sys.stderr.write(f"{error}\n")
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m warehouse", description="The warehouse's server, schemas and releases."
    )
    parser.add_argument("--version", action="version", version=code_version())
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _command(commands, "start", _start, "start the embedded PostgreSQL server")
    _command(commands, "stop", _stop, "stop the embedded PostgreSQL server")
    _command(
        commands, "status", _status, f"say whether it runs, and where (exit {NOT_RUNNING} when it does not)"
    )
    _command(
        commands, "prepare", _prepare, "start it, and make or upgrade databases, schemas, roles and tables"
    )
    _command(
        commands, "version", _version, "say which version the database is at, and which one this code has"
    )
    url = _command(commands, "url", _url, "print the readers' connection URL, password included")
    url.add_argument("role", nargs="?", default="bi_reader", choices=LOGINS, help="another login's")
    _command(commands, "watch", _watch, "end readers that stay beyond their time, until this is ended")
    _command(
        commands,
        "administrator",
        _administrator,
        "print what a superuser runs in the database of WAREHOUSE_URL, where its owner is none",
    )
    made = _command(commands, "release", _release, "let readers see the marts built in marts_candidate")
    made.add_argument("--fingerprint", help="what they were built from (default: what stands now)")
    made.add_argument("--git-commit", help="commit of the code that built them")
    _command(commands, "rollback", _rollback, "let readers see the previous kept release again")
    kept = _command(
        commands, "backup", _backup, "keep what cannot be made again in a new folder, and print it"
    )
    kept.add_argument("--out", type=Path, help="where backups lie (default: $ACTE2_HOME/backups)")
    back = _command(commands, "restore", _restore, "bring a backup back, onto an empty home or server")
    back.add_argument("folder", type=Path, help="folder that `backup` printed")
    _command(commands, "releases", _releases, "list what readers saw, newest first; * is what they see now")
    return parser


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    run: Callable[[Settings, argparse.Namespace], int | None],
    says: str,
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=says, description=f"{says[0].upper()}{says[1:]}.")
    parser.set_defaults(command=run)
    return parser


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _start(settings: Settings, _: argparse.Namespace) -> int:
    server.start(settings)
    return _status(settings, _)


def _stop(settings: Settings, _: argparse.Namespace) -> None:
    _say("stopped" if server.stop(settings) else "not running")


def _status(settings: Settings, _: argparse.Namespace) -> int:
    if not settings.is_embedded:
        _say("the warehouse is on the server of WAREHOUSE_URL; none of ours is needed")
        return 0
    known = server.status(settings)
    _say(f"running on 127.0.0.1:{known.port} (pid {known.pid})" if known.running else "not running")
    _say(f"data: {known.data}")
    return 0 if known.running else NOT_RUNNING


def _prepare(settings: Settings, _: argparse.Namespace) -> None:
    server.start(settings)
    bootstrap.prepare(settings)
    _say(f"warehouse {settings.database} is ready, fed by: {settings.origin}")


def _version(settings: Settings, _: argparse.Namespace) -> None:
    with connect(settings, Role.OWNER, patience_s=0) as conn:
        _say(migrate.told(conn))
        migrate.check(conn)


def _url(settings: Settings, given: argparse.Namespace) -> int:
    if settings.is_embedded and not server.status(settings).running:
        sys.stderr.write(f"PostgreSQL is stopped: no URL leads to it; {START}\n")
        return NOT_RUNNING
    _say(settings.url(Role(given.role)))
    return 0


def _watch(settings: Settings, _: argparse.Namespace) -> None:
    readers.watch(settings, _say)


def _administrator(settings: Settings, _: argparse.Namespace) -> None:
    _say(bootstrap.for_an_administrator(settings))


def _release(settings: Settings, given: argparse.Namespace) -> None:
    with connect(settings, Role.RELEASER) as conn:
        made_of = given.fingerprint or fingerprint.standing(conn, settings)
    _say(_line(release.release(settings, made_of, given.git_commit)))


def _rollback(settings: Settings, _: argparse.Namespace) -> None:
    _say(_line(release.rollback(settings)))


def _backup(settings: Settings, given: argparse.Namespace) -> None:
    _say(str(backup.backup(settings, (given.out or settings.home / "backups").resolve())))


def _restore(settings: Settings, given: argparse.Namespace) -> None:
    restore.restore(settings, given.folder.resolve())
    _say(f"warehouse {settings.database} is back; `make run` builds anew what the backup left out")


def _releases(settings: Settings, _: argparse.Namespace) -> None:
    for made in release.releases(settings):
        _say(_line(made))


def _line(made: Release) -> str:
    mark = "*" if made.is_current else " "
    when = made.released_at.isoformat(timespec="seconds")
    return f"{mark} {made.release_id} {made.event} {when} {made.schema_name} {made.revisions} revisions"


if __name__ == "__main__":
    sys.exit(main())
