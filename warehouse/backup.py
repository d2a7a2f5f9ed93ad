"""What cannot be made again, in a folder: the warehouse, Airflow's metadata, the landing area, the secrets.

Of the warehouse all is kept but the rows that a build makes again. A backup is a folder of its own, named by its
instant; the landing area lies beside them, once, for its files never change: the next backup adds what is new.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from warehouse import dump, migrate, release, server
from warehouse.connect import connect
from warehouse.errors import BackupError
from warehouse.settings import Settings
from warehouse.version import code_version

TOLD = "backup.json"
LANDING = "landing"


def backup(settings: Settings, out: Path) -> Path:
    """Write a backup into a new folder under `out`, and say which. Raises BackupError; half a backup has no `backup.json`."""
    if settings.is_embedded and not settings.server_secret.exists():
        raise BackupError(f"{settings.home} holds no warehouse yet: nothing to keep")
    server.start(settings)
    instant = datetime.now(UTC)
    folder = out / f"{settings.database}-{instant:%Y%m%dT%H%M%SZ}"
    folder.mkdir(mode=0o700, parents=True)
    dump.write(settings.warehouse_url, folder / "warehouse")
    dump.write(settings.airflow_connection_url, folder / "airflow")
    for secret in _secrets(settings):
        copy(secret, folder / "secrets" / secret.name)
    landed = _add_landing(settings, out / LANDING)
    told = {**_about(settings), "made_at": instant.isoformat(), "landing": landed, "files": hashes(folder)}
    (folder / TOLD).write_text(json.dumps(told, indent=1), encoding="utf-8")
    return folder


def read(folder: Path) -> dict[str, Any]:
    """What a backup says of itself, once each of its files is found whole. Raises BackupError."""
    try:
        told: dict[str, Any] = json.loads((folder / TOLD).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BackupError(f"{folder} is no whole backup: {TOLD} cannot be read ({error})") from error
    found = hashes(folder)
    wrong = sorted(name for name, sha256 in told["files"].items() if found.get(name) != sha256)
    if wrong:
        raise BackupError(
            f"{folder} is not whole: {', '.join(wrong[:5])} missing or changed; take another backup"
        )
    return told


def hashes(folder: Path) -> dict[str, str]:
    """SHA-256 of each file of a backup, by its path there; `backup.json` left out."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != TOLD)
    return {str(path.relative_to(folder)): _sha256(path) for path in files}


def _about(settings: Settings) -> dict[str, Any]:
    with connect(settings) as conn:
        version = migrate.recorded(conn)[-1].number
    now = release.current(settings)
    return {
        "database": settings.database,
        "code_version": code_version(),
        "migration": version,
        "release": now.release_id if now else None,
    }


def _secrets(settings: Settings) -> list[Path]:
    """All but that of the embedded server, which makes another where it is restored."""
    folder = settings.home / "secrets"
    return [path for path in sorted(folder.glob("*.json")) if path != settings.server_secret]


def _add_landing(settings: Settings, beside: Path) -> str | None:
    """Add what `beside` has not yet of the landing area; None where that is an object store, whose copies are its own."""
    if "://" in settings.landing_url:
        return None
    copy_missing(Path(settings.landing_url), beside)
    return LANDING


def copy_missing(here: Path, there: Path) -> None:
    """Copy each file that is under `here` to its place under `there`, unless one is there; transfers under way are left out."""
    for file in _files(here):
        target = there / file.relative_to(here)
        if not target.exists():
            copy(file, target)


def _files(here: Path) -> Iterator[Path]:
    for folder, names, files in os.walk(here):
        names[:] = [name for name in names if not name.startswith(".")]  # transfers under way
        yield from (Path(folder) / name for name in files)


def copy(file: Path, target: Path) -> None:
    """Copy a file to where there is none. Whole or not at all; its mode with it."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    aside = target.with_name(f".{target.name}.new")
    shutil.copy2(file, aside)
    aside.replace(target)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
