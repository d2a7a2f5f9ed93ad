"""The landing area: every file ever fetched, as `<source>/<vintage>/<sha256>/<name>`. It is the archive.

A path or any URL that fsspec knows (s3://…), so that tasks on different machines share it.
"""

import shutil
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import fsspec
from fsspec.implementations.local import LocalFileSystem

from ingestion.errors import IngestionError
from warehouse.settings import Settings
from warehouse.store import answering


class Landing:
    """Files by key under one root."""

    def __init__(self, url: str, transfers: Path) -> None:
        """`transfers`: a folder of this machine for what is on its way to or from an object store."""
        self._fs, self._root = fsspec.core.url_to_fs(url)
        self._transfers = transfers

    @classmethod
    def of(cls, settings: Settings) -> "Landing":
        """A warehouse's landing area."""
        return cls(settings.landing_url, settings.transfers)

    @property
    def is_local(self) -> bool:
        """Whether files lie on this machine's disk."""
        return isinstance(self._fs, LocalFileSystem)

    def scratch(self) -> Path:
        """A folder for transfers under way, on the same disk as the landing area where that is local."""
        base = Path(self._root) / ".partial" if self.is_local else self._transfers
        base.mkdir(parents=True, exist_ok=True)
        return base

    def put(self, file: Path, key: str) -> None:
        """Move a finished local file to its key; readers never see half of it."""
        target = self._path(key)
        if self.is_local:
            Path(target).parent.mkdir(parents=True, exist_ok=True)
            shutil.move(file, target)
            return
        with answering():
            self._fs.put_file(str(file), target)
        file.unlink()

    def has(self, key: str) -> bool:
        """Whether the key holds a file."""
        path = self._path(key)
        with answering():
            return bool(self._fs.exists(path))

    @contextmanager
    def local(self, key: str) -> Iterator[Path]:
        """The file as a local path, downloaded for the time of the block when it lies elsewhere."""
        if self.is_local:
            yield Path(self._path(key))
            return
        there = self._path(key)
        with tempfile.TemporaryDirectory(dir=self.scratch(), prefix=_loading()) as folder:
            path = Path(folder) / Path(key).name
            with answering():
                self._fs.get_file(there, str(path))
            yield path

    def _path(self, key: str) -> str:
        parts = key.split("/")
        if any(part in ("", ".", "..") for part in parts):
            raise IngestionError(f"{key!r} is no place in the landing area: it would lie outside.")
        return f"{self._root.rstrip('/')}/{key}"


def clear(settings: Settings) -> None:
    """Remove what loads had fetched for themselves when this machine went down; none may be under way on it."""
    for left in settings.transfers.glob(f"{_loading()}*"):
        shutil.rmtree(left, ignore_errors=True)


def _loading() -> str:
    """How folders of files that a load fetched for itself are called: containers may share a home, not a name."""
    return f"load-{socket.gethostname()}-"
