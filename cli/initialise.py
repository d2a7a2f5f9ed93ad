"""`python -m cli init`: once before Airflow's services start, where the environment is set already (compose)."""

import os
import subprocess
import sys

from cli.environment import USER
from cli.errors import CommandError
from cli.places import POOLS, Places
from cli.ready import make_tables, read_project
from warehouse import bootstrap, secret_files
from warehouse.settings import Settings

PASSWORD = "AIRFLOW_ADMIN_PASSWORD"  # noqa: S105 (a variable's name)
STEPS = (("db", "migrate"), ("pools", "import", str(POOLS)))


def init(settings: Settings) -> int:
    """Schemas, raw tables, Airflow's tables, pools and user, and what dbt reads of its project; safe to repeat. Raises as `ready` does."""
    password = os.environ.get(PASSWORD)
    if not password:
        raise CommandError(f"{PASSWORD} must be set")
    make_tables(settings)
    bootstrap.close_server(settings)
    secret_files.keep(Places(settings).password, {USER: password})
    for step in STEPS:
        done = subprocess.run([sys.executable, "-m", "airflow", *step], check=False)
        if done.returncode:
            raise CommandError(f"airflow {' '.join(step)} failed")
    read_project(settings, dict(os.environ))
    return 0
