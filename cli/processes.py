"""Processes of a session: found, and put down."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import psutil

PATIENCE_S = 5.0


def in_session(session: int) -> Iterator[psutil.Process]:
    """Every process of a session, its leader included.

    Raises ValueError for a number that is no session of ours: in a container, the sessions outside are all 0.
    """
    if session <= 1:
        raise ValueError(f"{session} is no session to look into")
    for process in psutil.process_iter():
        try:
            if os.getsid(process.pid) == session:
                yield process
        except (ProcessLookupError, PermissionError):
            continue


def put_down(processes: Iterable[psutil.Process]) -> None:
    """End these processes, by force those that do not end when asked; returns when all are gone."""
    asked = list(processes)
    for process in asked:
        _signal(process.terminate)
    _, stubborn = psutil.wait_procs(asked, timeout=PATIENCE_S)
    for process in stubborn:
        _signal(process.kill)
    psutil.wait_procs(stubborn, timeout=PATIENCE_S)


def _signal(send) -> None:
    try:
        send()
    except psutil.NoSuchProcess:
        return


def started_at(pid: int) -> float | None:
    """When this process began, in seconds since the epoch; None when there is no such process, or a dead one."""
    try:
        process = psutil.Process(pid)
        return None if process.status() == psutil.STATUS_ZOMBIE else process.create_time()
    except psutil.NoSuchProcess:
        return None


def identity(pid: int) -> str:
    """What tells this process from any other of its number: when it began, in ticks since which boot; empty where that is not told.

    The time of day is no part of it: a clock that is set again moves it for all processes.
    """
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        # Behind the name, which may hold blanks and brackets: the 22nd field of all.
        told = (
            Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        )
    except OSError:
        return ""
    return f"{boot} {told[19]}"
