"""Logs of tasks in the object store that machines share, read from there by the API server: `[logging] logging_config_class`.

Airflow has this for S3 in its Amazon provider, which brings thirty packages; what the landing area is written with does it (ADR 35).
Without STORE_URL logs stay where they are written, as Airflow does it by itself.
"""

import os
from pathlib import Path
from typing import Any

from airflow.config_templates.airflow_local_settings import BASE_LOG_FOLDER, DEFAULT_LOGGING_CONFIG

from warehouse.errors import SettingsError
from warehouse.settings import Settings
from warehouse.store import Store, shared

# The name by which Airflow is told of it.
CONFIG = DEFAULT_LOGGING_CONFIG


class StoredLogs:
    """Airflow's RemoteLogIO: a log is brought to the store when its try ends, or its task hands over to the triggerer."""

    processors: tuple[Any, ...] = ()

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def upload(self, path: os.PathLike | str, ti: Any = None) -> None:
        """Bring what this machine wrote of a log; `path` is below its folder. What another machine wrote of it stays before it."""
        name, written = Path(path).as_posix(), (self._folder / path).read_bytes()
        before = _store().read(name) or b""
        if not before.endswith(written):
            _store().put(name, written if written.startswith(before) else before + written)

    def read(self, relative_path: str, ti: Any) -> tuple[list[str], list[str] | None]:
        """Where parts of a log were found, and their text: the task's own, then the triggerer's."""
        found = _store().begun_with(relative_path)
        texts = [(_store().read(name) or b"").decode("utf-8", "replace") for name in found]
        return found, texts or None


def _store() -> Store:
    """Made for each use: the process that writes is a fork of the one that began."""
    store = shared(Settings.from_env(), "logs")
    if store is None:
        raise SettingsError("STORE_URL is not set any more: logs of tasks were to be kept there")
    return store


REMOTE_TASK_LOG = StoredLogs(Path(BASE_LOG_FOLDER)) if Settings.from_env().store_url else None
