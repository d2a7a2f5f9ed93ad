"""dbt's command on its project as it was read before, in a fork of the tests' process.

Starting dbt takes 4 s of processor time, and reading the project half a minute: it does so wherever the port of the server
differs from that of the last time; each worker's server has a port of its own, on which no model depends.
"""

import multiprocessing
import os
import sys
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from pathlib import Path

from dbt.cli.main import dbtRunner
from dbt.contracts.graph.manifest import Manifest

from warehouse import thrifty_dbt

MOST_S = 1200


def call(read: Path, arguments: list[str], env: dict[str, str], said: Path) -> int | None:
    """dbt's exit code, with what it printed in the file `said`; None when it took longer than `MOST_S` seconds."""
    _manifest(read)
    child = multiprocessing.get_context("fork").Process(target=_run, args=(read, arguments, env, said))
    child.start()
    child.join(MOST_S)
    if child.is_alive():
        child.kill()
        child.join()
        return None
    return child.exitcode


@cache
def _manifest(read: Path) -> Manifest:
    """The project as read; a fork gets it as it was, whatever dbt writes into it."""
    manifest = Manifest.from_msgpack((read / "partial_parse.msgpack").read_bytes())
    manifest.build_flat_graph()
    return manifest


def _run(read: Path, arguments: list[str], env: dict[str, str], said: Path) -> None:
    with said.open("w", encoding="utf-8") as file:
        for stream in (1, 2):
            os.dup2(file.fileno(), stream)
        with redirect_stdout(file), redirect_stderr(file):
            os.environ.clear()
            os.environ.update(env)
            thrifty_dbt.apply()
            done = dbtRunner(manifest=_manifest(read)).invoke(arguments)
            file.write(f"{done.exception or ''}\n")
    os._exit(0 if done.success else 1)  # what the tests' process would do at its end is not the fork's to do


if __name__ == "__main__":
    sys.exit(not dbtRunner(manifest=_manifest(Path(sys.argv[1]))).invoke(sys.argv[2:]).success)
