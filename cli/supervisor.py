"""`python -m cli.supervisor LOGS`: Airflow's components and the watch over readers, as children of one session, beside a PostgreSQL that is kept.

A session, for Airflow's processes leave their process group: what is left when the components have ended is
found by session. Ends with its owner: when standard input is a pipe and the other end goes, so do they.
"""

import os
import select
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import psutil

from cli import needs, upkeep
from cli.processes import in_session, put_down
from warehouse import server
from warehouse.errors import ServerError
from warehouse.settings import Settings

COMPONENTS = {
    "api-server": ("cli.seldom", "airflow", "api-server"),
    "scheduler": ("cli.scheduler", "scheduler", "--skip-serve-logs"),
    "dag-processor": ("cli.seldom", "airflow", "dag-processor"),
    "triggerer": ("cli.seldom", "airflow", "triggerer", "--skip-serve-logs"),
    "readers": ("warehouse", "watch"),
}
BEATS_PER_S = 2
RESTARTS = 5
# What a component still does after that is of no use to anybody: Airflow's take 5 to 10 s to unload.
GRACE_S = 4.0


class Supervisor:
    """Starts the components, starts again one that ends, the embedded server among them, and stops the components."""

    def __init__(self, logs: Path) -> None:
        self.logs, self.settings = logs, Settings.from_env()
        self.children: dict[str, subprocess.Popen] = {}
        self.upkeep: subprocess.Popen | None = None
        self.restarts = 0
        self.stopping = False

    def serve(self) -> int:
        """Until told to stop (0), or until components keep ending (1)."""
        for name in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(name, self._stop)
        try:
            for component in COMPONENTS:
                self._start(component)
            while not self.stopping and self.restarts <= RESTARTS:
                self._beat()
            return 0 if self.stopping else 1
        finally:
            self._end()

    def _stop(self, *_: object) -> None:
        self.stopping = True

    def _start(self, component: str) -> None:
        self.children[component] = self._run(component, *COMPONENTS[component])

    def _run(self, name: str, *module: str) -> subprocess.Popen:
        with open(self.logs / f"{name}.log", "ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", *module],
                env=needs.given_to(name, os.environ),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def _beat(self) -> None:
        if _owner_is_gone(1 / BEATS_PER_S):
            self.stopping = True
            return
        for component, child in list(self.children.items()):
            if child.poll() is not None and not self.stopping:
                self.restarts += 1
                # Forks of what died keep its sessions of PostgreSQL open, with their transactions and locks.
                self._put_down_all_but(self._living())
                self._start(component)
        self._keep_server()
        if (self.upkeep is None or self.upkeep.poll() is not None) and upkeep.is_due(self.logs):
            self.upkeep = self._run("upkeep", "cli.upkeep", str(self.logs))

    def _keep_server(self) -> None:
        """PostgreSQL is no child of ours. Where it lets nobody in, task after task would try for minutes, and fail."""
        try:
            self.restarts += server.keep(self.settings)
        except ServerError as error:
            self.restarts += 1
            sys.stderr.write(f"{error}\n")

    def _end(self) -> None:
        for child in self.children.values():
            child.terminate()
        deadline = time.monotonic() + GRACE_S
        for child in self.children.values():
            try:
                child.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
        self._put_down_all_but({os.getpid()})

    def _living(self) -> set[int]:
        """This process, and what descends from it."""
        return {os.getpid(), *(process.pid for process in psutil.Process().children(recursive=True))}

    def _put_down_all_but(self, kept: set[int]) -> None:
        if os.getsid(0) == os.getpid():  # else the session is somebody else's, and so are its processes
            put_down(process for process in in_session(os.getpid()) if process.pid not in kept)


def _owner_is_gone(patience_s: float) -> bool:
    if not stat.S_ISFIFO(os.fstat(0).st_mode):
        time.sleep(patience_s)
        return False
    ready, _, _ = select.select([0], [], [], patience_s)
    return bool(ready) and os.read(0, 1) == b""


if __name__ == "__main__":
    sys.exit(Supervisor(Path(sys.argv[1])).serve())
