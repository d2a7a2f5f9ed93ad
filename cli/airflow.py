"""Airflow of one warehouse: started, found running, stopped."""

import fcntl
import hashlib
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

import requests

from cli.environment import USER, airflow_env
from cli.errors import CommandError
from cli.places import Places
from cli.processes import identity, in_session, put_down, started_at
from cli.ready import commit
from cli.rest import Client
from warehouse import secret_files
from warehouse.settings import PROJECT, Settings

PARTS = ("metadatabase", "scheduler", "triggerer", "dag_processor")
# A machine busy with other work starts in minutes; an Airflow that ends is known at once.
START_S = 600.0
STOP_S = 40.0
CLOCK_S = 2.0


@dataclass(frozen=True)
class Running:
    """An Airflow that was started: `pid` leads its session, `began` is when (epoch seconds).

    `owner` is the process that started it. `identity` and `owner_identity` tell a process from a later one of its number, whatever became of
    the clock.
    """

    pid: int
    began: float
    port: int
    database: str
    settings: str
    attached: bool
    owner: int = 0
    identity: str = ""
    owner_identity: str = ""

    @property
    def is_owned(self) -> bool:
        """Whether the command that started it still runs."""
        if self.owner_identity:
            return identity(self.owner) == self.owner_identity
        began = started_at(self.owner) if self.owner else None
        return began is not None and began <= self.began

    @property
    def url(self) -> str:
        """Address of its UI and API."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def is_alive(self) -> bool:
        """Whether it is that very process which still runs."""
        began = started_at(self.pid)
        if began is not None and self.identity:
            return identity(self.pid) == self.identity
        return began is not None and abs(began - self.began) < CLOCK_S


def known(settings: Settings) -> Running | None:
    """The Airflow last started in this home, running or not; None when there is none to speak of."""
    told = secret_files.recall(Places(settings).state)
    return Running(**told) if told else None


def running(settings: Settings) -> Running | None:
    """The Airflow that runs in this home, whatever its warehouse."""
    last = known(settings)
    return last if last and last.is_alive else None


def client(settings: Settings, flow: Running) -> Client:
    """Speaks to it as its user."""
    password = secret_files.recall(Places(settings).password) or {}
    return Client(flow.url, USER, password.get(USER, ""), lambda: flow.is_alive)


def usable(settings: Settings) -> Running | None:
    """The Airflow kept up for this very warehouse and these settings; None when none runs.

    Raises CommandError when one runs that cannot be used.
    """
    flow = running(settings)
    if flow is None:
        return None
    if flow.attached and not flow.is_owned:  # its command was killed, and it is ending
        _await_end(flow)
        return None
    if flow.attached:
        raise CommandError(
            f"a `make run` is under way (pid {flow.pid}, warehouse {flow.database}): wait for it"
        )
    if flow.database != settings.database or flow.settings != digest(settings):
        whose = f"warehouse {flow.database}"
        raise CommandError(f"Airflow is up for {whose} with other settings than asked for: `make down` first")
    return flow


@contextmanager
def alone(settings: Settings) -> Iterator[None]:
    """One `make run` or `make up` at a time in a home, from its first step on. Raises CommandError where another has begun."""
    places = Places(settings)
    settings.make_home()
    places.airflow.mkdir(parents=True, exist_ok=True)
    with open(places.under_way, "a+", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            lock.seek(0)
            raise CommandError(
                f"a `make run` or `make up` is under way in {settings.home} (pid {lock.read().strip() or 'not told yet'}): wait for it, or "
                "give this one a home of its own with ACTE2_HOME"
            ) from error
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


@contextmanager
def exclusively(settings: Settings) -> Iterator[None]:
    """One command at a time starts or stops Airflow in a home."""
    places = Places(settings)
    places.airflow.mkdir(parents=True, exist_ok=True)
    with open(places.lock, "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def start(settings: Settings, attached: bool) -> Running:
    """Start Airflow and wait until all of it is healthy; attached, it ends when this process does.

    Raises CommandError when it does not get there.
    """
    clear_remains(settings)
    places, port = Places(settings), _port(settings)
    places.logs.mkdir(parents=True, exist_ok=True)
    with open(places.logs / "supervisor.log", "ab") as log:
        leader = subprocess.Popen(
            [sys.executable, "-m", "cli.supervisor", str(places.logs)],
            cwd=PROJECT,
            env={**airflow_env(settings, port), "ACTE2_GIT_COMMIT": commit()},
            stdin=subprocess.PIPE if attached else subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    began = started_at(leader.pid) or time.time()
    told = (settings.database, digest(settings), attached, os.getpid())
    flow = Running(leader.pid, began, port, *told, identity(leader.pid), identity(os.getpid()))
    secret_files.keep(places.state, asdict(flow))
    _owned[leader.pid] = leader
    try:
        _await_health(settings, flow)
    except BaseException:
        stop(settings)
        raise
    return flow


# Popen objects of supervisors started here: the pipe that tells them we live stays open with them.
_owned: dict[int, subprocess.Popen] = {}


def stop(settings: Settings) -> bool:
    """Stop the Airflow of this home, every process of it; False when none was running."""
    flow = running(settings)
    if flow:
        os.kill(flow.pid, 15)
        _await_end(flow)
    clear_remains(settings)
    return flow is not None


def clear_remains(settings: Settings) -> None:
    """Put down what an Airflow that ended badly left behind, and forget it."""
    last = known(settings)
    if last is None:
        return
    if (
        started_at(last.pid) is None or last.is_alive
    ):  # else the number is a stranger's by now, so its session
        put_down(p for p in in_session(last.pid) if last.is_alive or p.create_time() > last.began - CLOCK_S)
    Places(settings).state.unlink(missing_ok=True)


def _await_end(flow: Running) -> None:
    deadline = time.monotonic() + STOP_S
    while flow.is_alive and time.monotonic() < deadline:
        if flow.pid in _owned:
            _owned[flow.pid].poll()
        time.sleep(0.1)


def _await_health(settings: Settings, flow: Running) -> None:
    asked, deadline = client(settings, flow), time.monotonic() + START_S
    while time.monotonic() < deadline:
        if _owned[flow.pid].poll() is not None:
            raise CommandError(f"Airflow ended while starting; its logs are in {Places(settings).logs}")
        if not ailing(asked, flow):
            return
        time.sleep(0.25)
    parts = ", ".join(ailing(asked, flow))
    raise CommandError(f"Airflow is not healthy after {START_S:.0f} s ({parts}); see {Places(settings).logs}")


def ailing(asked: Client, flow: Running) -> list[str]:
    """Components that are not well, or have not shown themselves since this Airflow started."""
    try:
        health = asked.health()
    except (requests.RequestException, json.JSONDecodeError):
        return ["api-server"]
    return [part for part in PARTS if not _is_well(part, health.get(part) or {}, flow)]


def _is_well(part: str, told: dict, flow: Running) -> bool:
    if told.get("status") != "healthy":
        return False
    beat = told.get(f"latest_{part}_heartbeat")
    return beat is None or datetime.fromisoformat(beat) >= datetime.fromtimestamp(flow.began, UTC)


def _port(settings: Settings) -> int:
    """The port of the last time, or another one when it is taken."""
    kept = Places(settings).port
    last = int(kept.read_text(encoding="utf-8")) if kept.exists() else 0
    with closing(socket.socket()) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", last))
        except OSError:
            probe.bind(("127.0.0.1", 0))
        chosen = probe.getsockname()[1]
    kept.write_text(str(chosen), encoding="utf-8")
    return chosen


def digest(settings: Settings) -> str:
    """What tells two settings apart, without showing them."""
    told = json.dumps({**settings.as_env(), **settings.dbt_env()}, sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()
