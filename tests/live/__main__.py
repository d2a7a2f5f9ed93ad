"""`python -m tests.live run MIRROR COMMAND…` and `python -m tests.live compare DATABASE DATABASE`."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg

from tests.live.contents import contents, differences
from tests.live.proxy import SITE, rehearsing
from tests.live.publishers import Publishers
from warehouse.settings import Settings


def run(mirror: Path, command: list[str]) -> int:
    """Run a command with LIVE=1 while the files of `mirror` are the publishers'; its exit status."""
    publishers = Publishers(mirror.resolve())
    with tempfile.TemporaryDirectory() as scratch, rehearsing(publishers, Path(scratch)) as variables:
        paths = [str(SITE), *filter(None, [os.environ.get("PYTHONPATH")])]
        env = {**os.environ, **variables, "PYTHONPATH": os.pathsep.join(paths)}
        env.pop("MIRROR", None)
        status = subprocess.run(command, env=env, check=False).returncode
    for (host, answered), times in sorted(publishers.asked.items()):
        sys.stderr.write(f"{host}: answered {answered}, {times} times\n")
    return status


def compare(first: str, second: str) -> int:
    """Compare the raw tables of two databases of the embedded server; 1 when they differ."""
    settings = Settings.from_env()
    found = []
    for name in (first, second):
        with psycopg.connect(settings.embedded_url(name)) as db:
            found.append(contents(db))
    lines = differences(*found)
    sys.stdout.write("\n".join(lines or [f"{len(found[0])} vintages, the same in both"]) + "\n")
    return int(bool(lines))


if __name__ == "__main__":
    if sys.argv[1:2] == ["compare"] and len(sys.argv) == 4:
        sys.exit(compare(*sys.argv[2:]))
    if sys.argv[1:2] == ["run"] and len(sys.argv) > 3:
        sys.exit(run(Path(sys.argv[2]), sys.argv[3:]))
    sys.exit(__doc__)
