"""Files of an object store that machines share: folders brought there, and fetched from there (ADR 35)."""

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import fsspec

from warehouse.settings import Settings


@contextmanager
def answering() -> Iterator[None]:
    """Each library that fsspec stands on has errors of its own for a store that is away."""
    try:
        yield
    except (OSError, ValueError):
        raise
    except Exception as error:
        raise OSError(errno.EHOSTUNREACH, f"{type(error).__name__}: {error}") from error


class Store:
    """Files below one URL that fsspec knows, by their path below it. Methods raise OSError where the store does not answer."""

    def __init__(self, url: str) -> None:
        """Raises ImportError or ValueError for a scheme that nothing installed knows."""
        # Other machines write there as well: what was listed before tells nothing.
        self._fs, root = fsspec.core.url_to_fs(url, use_listings_cache=False)
        self._root = root.rstrip("/")

    @answering()
    def has(self, path: str = "") -> bool:
        """Whether there is such a file or folder; without a path, anything at all."""
        return bool(self._fs.exists(self._at(path)))

    @answering()
    def put(self, path: str, content: bytes) -> None:
        """Make the file hold that."""
        self._fs.pipe_file(self._at(path), content)

    @answering()
    def read(self, path: str) -> bytes | None:
        """What the file holds; None where there is none."""
        try:
            return bytes(self._fs.cat_file(self._at(path)))
        except FileNotFoundError:
            return None

    @answering()
    def begun_with(self, path: str) -> list[str]:
        """Paths of the files that begin with that, in order."""
        below = (name.removeprefix(f"{self._root}/") for name in self._found(path.rpartition("/")[0]))
        return sorted(name for name in below if name.startswith(path))

    @answering()
    def bring(self, folder: Path, path: str) -> None:
        """Make the store's folder hold what the local one does, and no more."""
        files = {
            f"{self._at(path)}/{file.relative_to(folder).as_posix()}": str(file)
            for file in folder.rglob("*")
            if file.is_file() and not file.name.startswith(".")
        }
        if files:
            self._fs.put(list(files.values()), list(files))
        if gone := [there for there in self._found(path) if there not in files]:
            self._fs.rm(gone)

    @answering()
    def fetch(self, path: str, folder: Path, is_deep: bool = True) -> None:
        """Make the local folder hold what the store's does, and no more; with its sub-folders, unless told otherwise.

        Files of the same size and moment are not fetched again.
        """
        found = {
            folder / name.removeprefix(f"{self._at(path)}/"): told
            for name, told in self._found(path, is_deep).items()
        }
        for file, told in found.items():
            self._fetch(told, file)
        for file in [*folder.rglob("*")] if is_deep else [*folder.glob("*")]:
            if file.is_file() and file not in found and not file.name.startswith("."):
                file.unlink(missing_ok=True)

    def _at(self, path: str) -> str:
        return f"{self._root}/{path}" if path else self._root

    def _found(self, path: str, is_deep: bool = True) -> dict[str, dict[str, Any]]:
        """What the store tells of each file of a folder, by its whole name."""
        found: dict[str, dict[str, Any]] = self._fs.find(
            self._at(path), maxdepth=None if is_deep else 1, detail=True
        )
        return {name: told for name, told in found.items() if told["type"] == "file"}

    def _fetch(self, told: dict[str, Any], path: Path) -> None:
        """One file, put in place whole; other tasks may be fetching it as well."""
        moment: datetime = self._fs.modified(told["name"])
        here = path.stat() if path.exists() else None
        if here and (here.st_size, here.st_mtime) == (told["size"], moment.timestamp()):
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".")
        os.close(handle)
        self._fs.get_file(told["name"], draft)
        os.utime(draft, (moment.timestamp(), moment.timestamp()))
        os.replace(draft, path)


def shared(settings: Settings, part: str) -> Store | None:
    """A part of the store that a warehouse's machines share; None on one machine (no STORE_URL)."""
    return Store(f"{settings.store_url}/{part}/{settings.database}") if settings.store_url else None
