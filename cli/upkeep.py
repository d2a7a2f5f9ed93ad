"""`python -m cli.upkeep LOGS`: Airflow's own tables and its logs without what is older than three months.

What the warehouse remembers of loads, checks, releases and revisions (`ops`, `quality`) is never pruned.
"""

import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

KEPT = timedelta(days=90)
EVERY = timedelta(days=1)


def is_due(logs: Path) -> bool:
    """True once a day; never in the first hours of a folder of logs, when there is nothing old."""
    stamp = logs / ".pruned"
    is_new = not stamp.exists()
    if not is_new and time.time() - stamp.stat().st_mtime < EVERY.total_seconds():
        return False
    stamp.touch()
    return not is_new


def prune(logs: Path, now: datetime) -> int:
    """Remove old rows from Airflow's metadata (its own command, in its environment) and old logs; the command's status."""
    before = now - KEPT
    command = ["db", "clean", "--clean-before-timestamp", before.isoformat(), "--skip-archive", "--yes"]
    status = subprocess.run([sys.executable, "-m", "airflow", *command], check=False).returncode
    for log in logs.rglob("*.log"):
        if log.stat().st_mtime < before.timestamp():
            log.unlink(missing_ok=True)
    for folder in sorted((path for path in logs.rglob("*") if path.is_dir()), reverse=True):
        if folder.stat().st_mtime < before.timestamp() and not any(folder.iterdir()):
            folder.rmdir()
    return status


if __name__ == "__main__":
    sys.exit(prune(Path(sys.argv[1]), datetime.now(UTC)))
