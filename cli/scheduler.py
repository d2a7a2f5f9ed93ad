"""`python -m cli.scheduler scheduler …`: Airflow's scheduler, with what tasks need imported beforehand.

The local executor's tasks are forks of the scheduler: what it has imported, none of them imports again. Great
Expectations takes 5 s of processor time, dbt and Cosmos 3 s, for each of some eighty tasks.
"""

import sys
from importlib import import_module

from airflow.__main__ import main

from expectations import lazy
from warehouse import garbage

NEEDED_BY_TASKS = (
    "ingestion.walk",
    "cosmos.operators.local",
    "dbt.cli.main",
    "dbt.adapters.postgres",
)


def import_needed() -> None:
    """Import what tasks need; they look for garbage as seldom."""
    garbage.seldom()
    lazy.engine()
    for module in NEEDED_BY_TASKS:
        import_module(module)


if __name__ == "__main__":
    import_needed()
    sys.exit(main())
