"""gunicorn's settings: one process and eight threads, told when it answers. Read by Superset's Python."""

import os
import sys
from typing import Any

bind = os.environ["ACTE2_SUPERSET_BIND"]
workers = 1
threads = 8
worker_class = "gthread"
timeout = 120
graceful_timeout = 5
accesslog = None
loglevel = "warning"


def post_worker_init(_: Any) -> None:
    """Superset is loaded: say where, and where its password is."""
    sys.stdout.write(os.environ["ACTE2_SUPERSET_TOLD"] + "\n")
    sys.stdout.flush()
