"""Puts a kept warehouse of an older version into a database: for tests, and to upgrade it by `make run`.

export ACTE2_HOME=<an empty folder>
.venv/bin/python -m tests.warehouse.restore && make run
"""

import gzip
import subprocess
import sys
from pathlib import Path

from psycopg import sql

from warehouse import programs, server
from warehouse.connect import connect_url
from warehouse.settings import Settings

KEPT = Path(__file__).parent / "data" / "warehouse_0001.sql.gz"


def restore(settings: Settings, dump: Path = KEPT) -> None:
    """Make `settings.database`, which must not exist, on the embedded server, and fill it from `dump`.

    Raises CalledProcessError with psql's words when a statement fails.
    """
    with connect_url(settings.embedded_url("postgres"), autocommit=True) as admin:
        admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(settings.database)))
    command = [
        str(programs.psql()),
        "--no-psqlrc",
        "--quiet",
        "--set=ON_ERROR_STOP=1",
        "--single-transaction",
    ]
    subprocess.run(
        [*command, "--output=/dev/null", "--dbname", settings.warehouse_url],
        input=gzip.decompress(dump.read_bytes()),
        check=True,
    )


def main() -> None:
    """Restore it as the demo's warehouse of ACTE2_HOME."""
    settings = Settings.from_env()
    server.start(settings)
    restore(settings)
    sys.stdout.write(f"{KEPT.name} is now {settings.database} in {settings.home}\n")


if __name__ == "__main__":
    main()
