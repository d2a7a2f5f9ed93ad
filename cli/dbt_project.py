"""The dbt project as this room asks it: its command line and its seeds."""

import csv
import sys

from cli.places import DBT_PROJECT


def dbt(*arguments: str) -> list[str]:
    """The command that gives `arguments` to this environment's dbt, on the project."""
    program = [sys.executable, "-m", "warehouse.thrifty_dbt"]
    return [*program, *arguments, "--project-dir", str(DBT_PROJECT), "--profiles-dir", str(DBT_PROJECT)]


def seed(name: str) -> list[dict[str, str]]:
    """Rows of a seed, cells as they stand in its file."""
    with (DBT_PROJECT / "seeds" / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
