"""A town's own files in an object store (LOCAL is a URL): fetched to this machine, and read here as if they lay here."""

import os
import tempfile
from datetime import datetime
from pathlib import Path, PurePosixPath

import fsspec
from fsspec import AbstractFileSystem

from ingestion.errors import Unavailable
from ingestion.said import reason
from warehouse.settings import OWN_FOLDERS, Settings


def fetch(settings: Settings) -> None:
    """Make `settings.local` what the store holds, sub-folder by sub-folder; nothing to do where LOCAL is a folder.

    Files of the same size and moment are not fetched again. Raises Unavailable where the store cannot be asked, or holds
    nothing at all: that is no town's having taken its files away.
    """
    if settings.local_url is None:
        return
    try:
        store, root = fsspec.core.url_to_fs(settings.local_url)
        if not store.exists(root):
            raise Unavailable(
                f"LOCAL: nothing is at {settings.local_url}; correct it, or put a file there first"
            )
        for name in OWN_FOLDERS:
            _folder(store, f"{root.rstrip('/')}/{name}", settings.local / name)
    except (OSError, ImportError, ValueError) as error:
        remedy = "Check the address, its access, and that the package its scheme needs is installed."
        raise Unavailable(f"LOCAL: {settings.local_url} cannot be read: {reason(error)}. {remedy}") from error


def _folder(store: AbstractFileSystem, remote: str, folder: Path) -> None:
    """One sub-folder: what it holds now, and no more."""
    folder.mkdir(parents=True, exist_ok=True)
    listed = store.ls(remote, detail=True) if store.exists(remote) else []
    found = {PurePosixPath(one["name"]).name: one for one in listed if one["type"] == "file"}
    for name, told in found.items():
        _file(store, told, folder / name)
    for path in folder.iterdir():
        if path.name not in found and not path.name.startswith("."):
            path.unlink(missing_ok=True)


def _file(store: AbstractFileSystem, told: dict[str, object], path: Path) -> None:
    """One file, put in place whole; other tasks may be fetching it as well."""
    moment: datetime = store.modified(told["name"])
    here = path.stat() if path.exists() else None
    if here and (here.st_size, here.st_mtime) == (told["size"], moment.timestamp()):
        return
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".")
    os.close(handle)
    store.get_file(told["name"], draft)
    os.utime(draft, (moment.timestamp(), moment.timestamp()))
    os.replace(draft, path)
