"""`python -m cli.worker …`: Airflow's Celery worker on a machine of its own, as `airflow celery worker …`.

It has dbt read its project before the first task, for no other machine's reading is at hand (ADR 5, 35), and what tasks need
imported beforehand: they are forks of it.
"""

import os
import sys

from airflow.__main__ import main

from cli import scheduler
from cli.ready import read_project
from ingestion import landing
from warehouse.settings import Settings


def prepare(settings: Settings) -> None:
    """What this machine's folder must hold; safe to repeat, as long as no task runs there. Raises CommandError."""
    settings.make_home()
    landing.clear(settings)
    read_project(settings, dict(os.environ))


if __name__ == "__main__":
    prepare(Settings.from_env())
    scheduler.import_needed()
    # Logs are read from the object store, or the folder that services share: a worker has no key to tell who asks for them.
    sys.argv[1:1] = ["celery", "worker", "--skip-serve-logs"]
    sys.exit(main())
