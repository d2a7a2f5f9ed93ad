"""One timed load in a process of its own, so that its peak memory is its own."""

import json
import sys
import time
from pathlib import Path

import pandas  # noqa: F401  pyarrow loads it at its first scalar: start-up, not transfer

from ingestion.candidate import MOST_PARTS, Candidate
from ingestion.contract import meet
from ingestion.copier import Copier
from ingestion.declaration import Parquet
from ingestion.readers import open_reader
from ingestion.registry import find
from warehouse.connect import connect
from warehouse.settings import Settings

VINTAGE = "2026"


def timed_load(path: Path, resource_name: str) -> dict:
    """Seconds, rows and peak memory (MB) of one file going into a candidate."""
    settings, (_, declared) = Settings.from_env(), find("sirene", resource_name)
    candidate = Candidate(declared.raw_table, VINTAGE, 0, MOST_PARTS)
    with connect(settings, autocommit=True) as db:
        candidate.prepare(db)
    started = time.perf_counter()
    reader = open_reader(path, Parquet())
    contract = meet(declared, reader.header, path.name)
    copier = Copier(lambda: connect(settings), candidate, contract, declared.key, path.name)
    counts = copier.run(reader.batches(contract.headers), lambda _done: None)
    with connect(settings, autocommit=True) as db:
        candidate.join(db)
    seconds = time.perf_counter() - started
    return {"seconds": seconds, "rows": counts.loaded, "rejected": counts.rejected, "peak_mb": _peak_mb()}


def _peak_mb() -> float:
    """Peak memory of this program; getrusage would count that of the process it was forked from."""
    status = Path("/proc/self/status").read_text("utf-8").splitlines()
    return next(int(line.split()[1]) for line in status if line.startswith("VmHWM:")) / 1024


if __name__ == "__main__":
    sys.stdout.write(json.dumps(timed_load(Path(sys.argv[1]), sys.argv[2])))
