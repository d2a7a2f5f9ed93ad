"""Tools that only some commands need: installed by uv when first asked for, each from a hashed lock of its own."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from warehouse.errors import ToolError

# No tool tells its makers that it is used.
QUIET = {"DO_NOT_TRACK": "1", "DISABLE_COLIBRI_TELEMETRY": "1"}
STAMP = ".made-from"


def environment(folder: Path, lock: Path, python: str = sys.executable) -> Path:
    """Interpreter of the virtual environment `folder`, made when it does not hold what the lock says.

    `python` is a path, or versions that uv looks for. Raises ToolError with uv's words.
    """
    interpreter = folder / "bin" / "python"
    if not is_made(folder, lock):
        folder.parent.mkdir(parents=True, exist_ok=True)
        _uv("venv", "--clear", "--no-python-downloads", "--python", python, str(folder))
        _install(lock, "--compile-bytecode", "--python", str(interpreter))
        _stamp(folder, lock)
    return interpreter


def beside(folder: Path, lock: Path) -> Path:
    """`folder`, holding what a lock adds to this very environment. Raises ToolError as above."""
    if not is_made(folder, lock):
        shutil.rmtree(folder, ignore_errors=True)
        _install(lock, "--no-deps", "--target", str(folder))
        _stamp(folder, lock)
    return folder


def is_made(folder: Path, lock: Path) -> bool:
    """Whether the folder was made from the lock as it stands."""
    stamp = folder / STAMP
    return stamp.is_file() and stamp.read_text("utf-8") == made_from(lock)


def made_from(lock: Path) -> str:
    """Hash of the lock."""
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def call(command: list[str], problem: str, **env: str) -> None:
    """Run a command; raises ToolError with the `problem` and its last words when it fails."""
    told = {**os.environ, **QUIET, **env}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=told)
    if done.returncode:
        raise ToolError(f"{problem}: {(done.stderr or done.stdout)[-3000:]}")


def _install(lock: Path, *into: str) -> None:
    _uv("pip", "install", "--require-hashes", *into, "--requirement", str(lock))


def _uv(*arguments: str) -> None:
    problem = f"a tool cannot be installed (uv {' '.join(arguments)})"
    call([sys.executable, "-m", "uv", "--quiet", *arguments], problem, **_index())


def _index() -> dict[str, str]:
    """uv does not read pip's settings: an organisation's own index is handed on."""
    if os.environ.get("UV_DEFAULT_INDEX"):
        return {}
    asked = [sys.executable, "-m", "pip", "config", "get", "global.index-url"]
    told = (
        os.environ.get("PIP_INDEX_URL")
        or subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()
    )
    return {"UV_DEFAULT_INDEX": told} if told else {}


def _stamp(folder: Path, lock: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / STAMP).write_text(made_from(lock), "utf-8")
