"""Tools that only some commands need: installed when first asked for, from a lock of their own, under ACTE2_HOME."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from cli.errors import CommandError
from warehouse.settings import PROJECT, Settings

# No tool tells its makers that it is used.
QUIET = {"DO_NOT_TRACK": "1", "DISABLE_COLIBRI_TELEMETRY": "1"}
_UV = (sys.executable, "-m", "uv")


def environment(settings: Settings, name: str) -> Path:
    """Python of the environment made from `requirements/<name>.txt`. Raises CommandError when it cannot be made."""
    python = settings.home / name / "venv" / "bin" / "python"

    def make() -> None:
        call(
            [*_UV, "venv", "--clear", "--python", sys.executable, str(python.parents[1])],
            f"no place for {name}",
        )
        call([*_install(name), "--python", str(python)], f"{name} could not be installed")

    _once(settings, name, python, make)
    return python


def beside(settings: Settings, name: str) -> Path:
    """Folder that holds what `requirements/<name>.txt` adds to the project's environment. Raises CommandError as above."""
    folder = settings.home / name / "packages"
    _once(
        settings,
        name,
        folder,
        lambda: call(
            [*_install(name), "--no-deps", "--target", str(folder)], f"{name} could not be installed"
        ),
    )
    return folder


def call(command: list[str], problem: str) -> None:
    """Run a command; raises CommandError with the `problem` and its last words when it fails."""
    env = {**os.environ, **QUIET}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=env)
    if done.returncode:
        raise CommandError(f"{problem}: {(done.stderr or done.stdout)[-2000:]}")


def _once(settings: Settings, name: str, made: Path, make: Callable[[], None]) -> None:
    """Make it unless it was made from the lock as it stands."""
    stamp, wanted = settings.home / name / "made-from", hashlib.sha256(_lock(name).read_bytes()).hexdigest()
    if made.exists() and stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return
    stamp.parent.mkdir(parents=True, exist_ok=True)
    make()
    stamp.write_text(wanted, encoding="utf-8")


def _lock(name: str) -> Path:
    return PROJECT / "requirements" / f"{name}.txt"


def _install(name: str) -> list[str]:
    return [*_UV, "pip", "install", "--require-hashes", "--requirement", str(_lock(name))]
