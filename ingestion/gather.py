"""A town's own files, as many as there are of a kind, gathered into the one file that is loaded (ADR 20).

Each good file is kept as a copy of rows that were understood; what is loaded is all copies, one after another. A file
that is refused leaves the copy made of it before where it was: one town's slip takes nothing from it, nor from the others.
A file that is taken out of the folder takes its copy along.
"""

import csv
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from psycopg import Connection

from ingestion import mirror_layout, own_files, own_store
from ingestion.days import paris_today
from ingestion.declaration import File, Resource
from ingestion.mirror_layout import Manifest
from ingestion.own_files import Known, OwnFile, Row
from ingestion.registry import sources
from warehouse.settings import Settings
from warehouse.store import shared

_COPY = ".csv"
_COMMUNES = """
    select com from raw.insee_cog_commune
    where typecom = 'COM' and vintage = (select max(vintage) from raw.insee_cog_commune)
"""


@dataclass(frozen=True)
class Gathered:
    """A mirror's folder with the gathered file (`has_file`), and by address what was wrong with the refused ones."""

    folder: Path
    has_file: bool
    refused: dict[str, str] = field(default_factory=dict)

    def files(self, declared: File) -> Iterator[File]:
        """What to ask for: each refused file, which fails with its reasons, then the gathered one."""
        yield from (File(url, declared.format) for url in self.refused)
        if self.has_file:
            yield declared


def resources() -> list[Resource]:
    """Every resource whose files are a town's own."""
    return [resource for source in sources() for resource in source.resources if resource.own]


def is_due(settings: Settings) -> bool:
    """Whether there is anything to gather, or was, or might be: without, a run need not ask. Raises SettingsError."""
    own = settings.own_folder
    if settings.local_url or settings.store_url or _home(settings).exists():
        return True
    return any(own_files.files_of(own, one.own) for one in resources() if one.own)


def communes(db: Connection) -> frozenset[str] | None:
    """Codes of the latest COG that is loaded; None when none is."""
    if db.execute("select to_regclass('raw.insee_cog_commune')").fetchone() == (None,):
        return None
    return frozenset(code for (code,) in db.execute(_COMMUNES)) or None


def gather(settings: Settings, resource: Resource, communes: frozenset[str] | None) -> Gathered:
    """Read what LOCAL holds for a resource, and write the file that is loaded of it.

    Raises SettingsError where LOCAL is not there, Unavailable where its store cannot be asked: what stands stays.
    """
    assert resource.own is not None
    own_store.fetch(settings)
    with _kept(settings, resource.name) as (copies, mirror):
        return _gather(settings, resource, communes, copies, mirror)


@contextmanager
def _kept(settings: Settings, name: str) -> Iterator[tuple[Path, Path]]:
    """Copies and mirror of a resource, which the next gathering goes on from, on whichever machine that is.

    A mirror of its own for each: resources are gathered at the same time, and each notes its file in a manifest.
    """
    kept = {f"{kind}/{name}": _home(settings) / kind / name for kind in ("copies", "mirror")}
    store = shared(settings, "local")
    for path, folder in kept.items():
        if store:
            store.fetch(path, folder)
    copies, mirror = kept.values()
    mirror.mkdir(parents=True, exist_ok=True)
    yield copies, mirror
    for path, folder in kept.items():
        if store:
            store.bring(folder, path)


def _gather(
    settings: Settings, resource: Resource, communes: frozenset[str] | None, copies: Path, mirror: Path
) -> Gathered:
    assert resource.own is not None
    found = own_files.files_of(settings.own_folder, resource.own)
    if not found:
        shutil.rmtree(copies, ignore_errors=True)
        return Gathered(mirror, has_file=False)
    copies.mkdir(parents=True, exist_ok=True)
    known, refused = Known(communes, paris_today()), {}
    for path in found:
        file = _copied(path, resource, known, copies)
        if file.problems:
            refused[f"https://local/{resource.own.folder}/{quote(path.name)}"] = file.complaint
    kept = [copies / f"{path.name}{_COPY}" for path in found]
    _sweep(copies, kept)
    standing = [copy for copy in kept if copy.exists()]
    if standing:
        _join(mirror, resource, standing)
    return Gathered(mirror, bool(standing), refused)


def _home(settings: Settings) -> Path:
    return settings.home / "local" / settings.database


def _copied(path: Path, resource: Resource, known: Known, copies: Path) -> OwnFile:
    """The file read; its rows as a copy in place of the one before, where it is good."""
    copy = copies / f"{path.name}{_COPY}"
    draft = copy.with_suffix(".partial")
    with draft.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        names = [column.name for column in resource.columns]

        def write(rows: list[Row]) -> None:
            writer.writerows([_text(row.get(name)) for name in names] for row in rows)

        file = own_files.read(path, resource, known, write)
    if file.problems:
        draft.unlink()
    else:
        os.replace(draft, copy)
    return file


def _text(value: object) -> str:
    """A cell as the loader reads it again."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _sweep(copies: Path, kept: list[Path]) -> None:
    for path in set(copies.iterdir()) - set(kept):
        path.unlink()


def _join(mirror: Path, resource: Resource, copies: list[Path]) -> None:
    """The gathered file, dated by the day on which it last changed."""
    url = resource.files[0].url
    target = mirror / mirror_layout.place(url)
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_suffix(".partial")
    with draft.open("wb") as out:
        out.write((",".join(column.header for column in resource.columns) + "\n").encode())
        for copy in copies:
            with copy.open("rb") as rows:
                shutil.copyfileobj(rows, out)
    _date(mirror, url, draft)
    os.replace(draft, target)


def _date(mirror: Path, url: str, written: Path) -> None:
    manifest = Manifest.of_folder(mirror)
    with written.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    if manifest.sha256(url) != sha256:
        manifest.note(url, sha256=sha256, vintage=paris_today().isoformat(), is_simulated="false")
        manifest.write(mirror)
