"""A database as a folder of files, and back: PostgreSQL's own pg_dump and pg_restore, from the wheel."""

import os
import subprocess
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict

from warehouse import programs
from warehouse.errors import BackupError

# What a build makes again: the definitions are kept, for users' views may stand on them, the rows are not.
MADE_AGAIN = ("intermediate", "marts_candidate", "raw_candidate")
# libpq's variables that are not named after their parameter.
_VARIABLES = {"dbname": "PGDATABASE", "sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT"}


def write(url: str, folder: Path) -> None:
    """Dump the database of `url` into `folder`, compressed, on all cores. Raises BackupError with pg_dump's words."""
    left_out = [f"--exclude-table-data={schema}.*" for schema in MADE_AGAIN]
    options = [
        "--format=directory",
        f"--jobs={os.cpu_count() or 1}",
        "--no-owner",
        "--no-privileges",
        *left_out,
    ]
    _run(["pg_dump", *options, f"--file={folder}"], url)


def read(url: str, folder: Path) -> None:
    """Fill the empty database of `url` from `folder`; all is owned by who connects. Raises BackupError with pg_restore's words."""
    name = conninfo_to_dict(url)["dbname"]
    options = ["--exit-on-error", f"--jobs={os.cpu_count() or 1}", "--no-owner", "--no-privileges"]
    _run(["pg_restore", *options, f"--dbname={name}", str(folder)], url)


def _run(command: list[str], url: str) -> None:
    """Run one of them; the password goes by the environment, where other users cannot see it."""
    program = programs.program(command[0])
    done = subprocess.run(
        [str(program), *command[1:]],
        env={**os.environ, **environment(url)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BackupError(f"{command[0]} failed: {done.stderr.strip() or done.returncode}")


def environment(url: str) -> dict[str, str]:
    """A URL as the variables that PostgreSQL's programs read."""
    told = conninfo_to_dict(url)
    return {_VARIABLES.get(name, f"PG{name.upper()}"): str(value) for name, value in told.items()}
