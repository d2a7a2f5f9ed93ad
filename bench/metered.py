"""What a stretch of work costs: wall, processor seconds, memory at its peak, temporary files, log, disk."""

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

import psutil
from psycopg import sql

from warehouse import server
from warehouse.connect import connect
from warehouse.settings import Settings

Told = TypeVar("Told")

LOOK_EVERY_S = 1.0
MB = 1e6
_STATE = """
    select (select temp_bytes from pg_stat_database where datname = current_database()),
        pg_current_wal_insert_lsn() - '0/0'::pg_lsn, pg_database_size(current_database())
"""


@dataclass(frozen=True)
class Cost:
    """One stage. `rows` is what it made or read; processor seconds are of this process, its children and the server."""

    stage: str
    rows: int
    wall_s: float
    cpu_s: float
    peak_mb: float
    temporary_mb: float
    log_mb: float
    disk_mb: float


class Meter:
    """Measures one stage after the other on the embedded server of a warehouse that nobody else uses."""

    def __init__(self, settings: Settings) -> None:
        self.settings, self.costs = settings, list[Cost]()
        pid = server.status(settings).pid
        self._roots = [psutil.Process(), psutil.Process(pid)]

    def stage(self, name: str, work: Callable[[], int]) -> None:
        """Do the work, which says how many rows it was about, and keep what it cost."""
        before, peak, over = self._state(), [0.0], threading.Event()
        watching = threading.Thread(target=self._watch, args=[peak, over], daemon=True)
        watching.start()
        began, spent = time.perf_counter(), self._spent()
        rows = work()
        wall, spent = time.perf_counter() - began, self._spent() - spent
        over.set()
        watching.join()
        temporary, log, disk = self._state()
        grown = [(temporary - before[0]) / MB, (log - before[1]) / MB, disk / MB]
        self.costs.append(Cost(name, rows, wall, spent, peak[0], *grown))

    def _state(self) -> tuple[int, int, int]:
        with connect(self.settings, autocommit=True) as db:
            db.execute(sql.SQL("select pg_stat_force_next_flush()"))
            [(temporary, log, disk)] = db.execute(_STATE).fetchall()
            return int(temporary), int(log), int(disk)

    def _spent(self) -> float:
        """Processor seconds by now, of those that ended as well: a parent counts them."""
        return sum(_told(self._processes(), lambda process: sum(process.cpu_times()[:4])))

    def _watch(self, peak: list[float], over: threading.Event) -> None:
        while not over.wait(LOOK_EVERY_S):
            # What processes share (the server's buffers) once, as the one that has touched most of it: proportional
            # sizes would walk through every page of each and take a tenth of the processor from what is measured.
            told = list(_told(self._processes(), psutil.Process.memory_info))
            alone = sum(one.rss - one.shared for one in told)
            peak[0] = max(peak[0], (alone + max((one.shared for one in told), default=0)) / MB)

    def _processes(self) -> list[psutil.Process]:
        return [one for root in self._roots for one in (root, *root.children(recursive=True))]


def _told(processes: Iterable[psutil.Process], ask: Callable[[psutil.Process], Told]) -> Iterator[Told]:
    """Of each process that is still there."""
    for process in processes:
        try:
            yield ask(process)
        except psutil.Error:  # it ended meanwhile
            continue
