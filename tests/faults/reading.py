"""`python -m tests.faults.reading FOLDER`: reads each bomb that is in the folder, and tells as JSON what came of it and of the memory."""

import json
import resource
import sys
import time
from pathlib import Path

from ingestion.errors import IngestionError
from ingestion.readers import open_reader
from tests.faults.bombs import BOMBS


def main(folder: Path) -> None:
    """A line a bomb: its name, error and message, how many bytes it took at most beyond those before, seconds of processor."""
    for write, file_format, _ in BOMBS:
        if not (folder / write.__name__).exists():
            continue
        before, began = _memory(), time.process_time()
        told = ("nothing", "it was read")
        try:
            reader = open_reader(folder / write.__name__, file_format, ("code",))
            for _batch in reader.batches(reader.header[:1]):
                pass
        except IngestionError as error:
            told = (type(error).__name__, str(error))
        taken, seconds = _memory() - before, time.process_time() - began
        line = {"name": write.__name__, "error": told[0], "said": told[1], "bytes": taken, "seconds": seconds}
        sys.stdout.write(json.dumps(line) + "\n")


def _memory() -> int:
    """The most that this process, or one that it began, ever held."""
    return 1024 * max(
        resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
