"""dbt's command on its project as it was read before: `python -m tests.dbt.call partial_parse.msgpack build …`.

dbt reads the project anew, for half a minute, wherever the port of the server differs from that of the last
time; each worker's server has a port of its own, on which no model depends.
"""

import sys
from pathlib import Path

from dbt.cli.main import dbtRunner
from dbt.contracts.graph.manifest import Manifest


def main(read: str, *arguments: str) -> int:
    """dbt's exit code."""
    manifest = Manifest.from_msgpack(Path(read).read_bytes())
    manifest.build_flat_graph()
    done = dbtRunner(manifest=manifest).invoke(list(arguments))
    if done.exception:
        sys.stderr.write(f"{done.exception}\n")
    return 0 if done.success else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
