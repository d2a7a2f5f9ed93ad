"""Command line of the project: `python -m cli --help`. The Makefile's targets call it."""

import argparse
import sys

import psycopg
import requests

from cli import commands
from cli.errors import CommandError
from cli.initialise import init
from ingestion.border import of_machine
from ingestion.errors import IngestionError
from warehouse import terminal
from warehouse.errors import WarehouseError
from warehouse.settings import Settings
from warehouse.version import code_version

INTERRUPTED = 130


def _docs(settings: Settings) -> int:
    from cli import docs  # noqa: PLC0415 (templates and dbt, which no other command needs)

    return docs.write(settings)


def _shown(settings: Settings) -> int:
    from cli import shown  # noqa: PLC0415 (as above)

    return shown.write(settings)


def _lineage(settings: Settings) -> int:
    from cli import columns  # noqa: PLC0415 (as above)

    return columns.write(settings)


def _sbom(settings: Settings) -> int:
    from cli import sbom  # noqa: PLC0415 (as above)

    return sbom.write(settings)


def _audit(settings: Settings) -> int:
    from cli import audit  # noqa: PLC0415 (as above)

    return audit.audit(settings)


COMMANDS = {
    "run": (commands.run, "load what changed at the publishers, build the marts and release them"),
    "up": (commands.up, "keep Airflow running in the background, on schedule"),
    "down": (commands.down, "stop Airflow and the embedded PostgreSQL"),
    "status": (
        commands.status,
        "say in ten lines what runs, what readers see, what failed and is late (exit 3 when Airflow does not run)",
    ),
    "init": (init, "prepare database, pools and user for Airflow's services run elsewhere (docker compose)"),
    "list": (commands.sources_list, "list the declared sources"),
    "docs": (_docs, "write what follows from declarations, seeds and dbt's graph: pages, sheets, DAG files"),
    "lineage": (_lineage, "write the lineage of columns, from publishers' headers to indicators"),
    "sbom": (_sbom, "write the list of the packages that this version is made of (CycloneDX)"),
    "audit": (
        _audit,
        "ask whether weaknesses of locked packages are known (exit 1 when so, 3 when it could not be asked)",
    ),
    "shown": (_shown, "run the queries that README and docs show, and write their results beneath them"),
}
DBT = "run dbt by hand on this warehouse, marts into marts_candidate: dbt build --select MODEL"
EPILOG = "Settings come from environment variables: MIRROR, LIVE, WAREHOUSE_URL, ACTE2_HOME and others, see README.md."


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 when all went well, 1 with the reason on stderr, 130 when interrupted."""
    terminal.ready()
    given = _parser().parse_args(arguments)
    try:
        if given.command == "dbt":
            return commands.dbt(Settings.from_env(), given.arguments)
        return COMMANDS[given.command][0](Settings.from_env())
    except KeyboardInterrupt:
        sys.stderr.write(
            "interrupted: what was published and released stands; the next run goes on from there\n"
        )
        return INTERRUPTED
    except (CommandError, WarehouseError, IngestionError, psycopg.Error, requests.RequestException) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except OSError as error:
        sys.stderr.write(f"{of_machine(f'make {given.command}', error)}\n")
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m cli", description="Baromètre Acte II.", epilog=EPILOG)
    parser.add_argument("--version", action="version", version=code_version())
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, (_, says) in COMMANDS.items():
        commands.add_parser(name, help=says, description=f"{says[0].upper()}{says[1:]}.", epilog=EPILOG)
    by_hand = commands.add_parser("dbt", help=DBT, description=f"{DBT[0].upper()}{DBT[1:]}.", epilog=EPILOG)
    by_hand.add_argument("arguments", nargs=argparse.REMAINDER, metavar="...", help="what dbt is given")
    return parser


if __name__ == "__main__":
    sys.exit(main())
