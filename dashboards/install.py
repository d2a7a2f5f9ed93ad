"""Superset's own virtual environment, made from its own lock."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from dashboards.errors import DashboardError
from dashboards.places import ENVIRONMENT, LOCK, Places

# The Pythons that this Superset runs on.
PYTHON = ">=3.11,<3.13"


def is_installed(places: Places) -> bool:
    """Whether the environment holds what the lock says; one that others made is taken as it is."""
    if places.is_given:
        return places.python.exists()
    stamp = places.environment / ".made-from"
    return stamp.exists() and stamp.read_text("utf-8") == made_from()


def made_from() -> str:
    """Hash of the lock."""
    return hashlib.sha256(LOCK.read_bytes()).hexdigest()


def install(places: Places) -> None:
    """Make the environment unless it is there. Raises DashboardError with uv's words."""
    if is_installed(places):
        return
    if places.is_given:
        raise DashboardError(
            f"{ENVIRONMENT}: no Python in {places.environment}; leave it out to have one made"
        )
    places.environment.parent.mkdir(parents=True, exist_ok=True)
    _uv("venv", "--clear", "--no-python-downloads", "--python", PYTHON, str(places.environment))
    _uv("pip", "install", "--compile-bytecode", "--require-hashes", *_into(places.python), str(LOCK))
    (places.environment / ".made-from").write_text(made_from(), "utf-8")


def _into(python: Path) -> tuple[str, ...]:
    return ("--python", str(python), "--requirement")


def _uv(*arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "uv", "--quiet", *arguments],
        env={**os.environ, **_index()},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise DashboardError(
            f"Superset's environment cannot be made (uv {arguments[0]}); it needs Python {PYTHON}:\n{done.stderr[-3000:]}"
        )


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
