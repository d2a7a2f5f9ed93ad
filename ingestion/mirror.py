"""A mirror anyone can fill: every declared file in the layout of `ingestion.mirror_layout`, and its manifest.

`fill` goes through the fetch code of the DAGs (conditional, resumed, checked), from the publishers or from
another mirror; run again, it fetches only what changed. `verify` compares files with the manifest's hashes.
"""

import hashlib
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import requests

from ingestion import mirror_layout
from ingestion.days import moment_told
from ingestion.declaration import File, Resource, Source
from ingestion.documents import publication_time
from ingestion.download import Progress, Validators, ask
from ingestion.errors import IngestionError, Unavailable
from ingestion.fetcher import Arrival, Fetcher
from ingestion.given import is_told, not_given
from ingestion.locate import locate
from ingestion.mirror_layout import Manifest
from ingestion.web import mirror_of, session

FETCHED, UNCHANGED, ABSENT, FAILED, UNTOLD = "fetched", "unchanged", "absent", "failed", "no hash"
_UNDATED = "no date is told: add last_modified or vintage to its line of manifest.csv."


@dataclass(frozen=True)
class FileState:
    """What became of one address, or of one file of a mirror; `message` says what went wrong."""

    url: str
    state: str
    bytes: int = 0
    message: str = ""

    @property
    def is_had(self) -> bool:
        """Whether the mirror holds the file."""
        return self.state in (FETCHED, UNCHANGED)

    @property
    def stands(self) -> bool:
        """Whether it is one of those to keep: all that are had are."""
        return self.is_had


class Filler:
    """Fills one folder from the publishers, or from the mirror `origin` (folder or URL)."""

    def __init__(self, folder: Path, origin: str | None, overrides: Mapping[str, str]) -> None:
        self.folder, self._overrides = folder, overrides
        self.http = session(origin)
        self.manifest = Manifest.of_folder(folder)
        self._scratch = folder / ".partial"
        self._scratch.mkdir(parents=True, exist_ok=True)
        self._askings: Counter[str] = Counter()

    def fill(self, sources: Iterable[Source]) -> Iterator[FileState]:
        """Every file of the sources, one state each; a failure does not hold back the others."""
        for source in sources:
            located = {
                resource: locate(source, resource, self.http, self._overrides)
                for resource in source.resources
                if self._can_ask(source, resource)
            }
            for resource in source.resources:
                if resource not in located and not resource.own:
                    yield FileState(resource.files[0].url, ABSENT, message=not_given(source, resource))
            self._askings = Counter(mirror_layout.bare(f.url) for files in located.values() for f in files)
            for resource, files in located.items():
                fetcher = Fetcher(self.http, self._scratch, resource)
                yield from fetcher.fetch_all(files, partial(self._attempt, source, fetcher))
        if not any(self._scratch.iterdir()):
            self._scratch.rmdir()

    def note(
        self, source: Source, url: str, path: Path, sha256: str, answer: requests.Response, modified: str
    ) -> None:
        """Write what is known of one address's file into the manifest."""
        origin = mirror_of(self.http)
        self.manifest.note(
            url,
            last_modified=modified,
            sha256=sha256,
            licence=source.licence,
            fetched_at=datetime.now(UTC).isoformat(timespec="seconds"),
            etag=answer.headers.get("ETag", ""),
            path=path.as_posix(),
            **(origin.manifest.provenance(url) if origin else {}),
        )
        self.manifest.write(self.folder)

    def _can_ask(self, source: Source, resource: Resource) -> bool:
        """Whether there is somebody to ask: of files that users give no publisher's address is known, a town's own stay."""
        return not resource.own and (
            bool(mirror_of(self.http)) or not resource.is_given or is_told(source, resource, self._overrides)
        )

    def _attempt(self, source: Source, fetcher: Fetcher, file: File) -> FileState:
        """One file; its query is part of its name when several are asked from one address."""
        try:
            several = self._askings[mirror_layout.bare(file.url)] > 1
            shelf = MirrorShelf(self, source, file, mirror_layout.place(file.url, with_query=several))
            state = fetcher.fetch(shelf)
            self._keep_documents(source, file)
        except Unavailable as error:
            return FileState(file.url, ABSENT, message=_reason(error, file.url))
        except (IngestionError, requests.RequestException) as error:
            return FileState(file.url, FAILED, message=_reason(error, file.url))
        return state

    def _keep_documents(self, source: Source, file: File) -> None:
        """Small JSON documents that tell a file's rows or date, kept so that the mirror can tell them too."""
        for document in filter(None, (file.count, file.dated)):
            try:
                answer = ask(self.http, document.url)
            except Unavailable:
                continue
            path = mirror_layout.place(document.url, with_query=True)
            target = self.folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(answer.content)
            sha256 = hashlib.sha256(answer.content).hexdigest()
            self.note(source, document.url, path, sha256, answer, _modified(answer))


class MirrorShelf:
    """The place of one file in a mirror's folder, and its line of the manifest."""

    def __init__(self, filler: Filler, source: Source, file: File, path: Path) -> None:
        self.file = file
        self._filler, self._source, self._path = filler, source, path
        self._target = filler.folder / path
        self._line = filler.manifest.lines.get(file.url, {})

    def validators(self) -> Validators | None:
        """The ETag that came with the file that is there."""
        etag = self._line.get("etag")
        return Validators(etag, None) if etag and self._target.exists() else None

    def is_unchanged(self, answer: requests.Response) -> bool:
        """Whether the publisher says so, or sends a file of the same date and size."""
        if answer.status_code == requests.codes.not_modified:
            return True
        modified, size = _modified(answer), answer.headers.get("Content-Length")
        is_same_size = self._target.exists() and size == str(self._target.stat().st_size)
        return bool(modified) and is_same_size and modified == self._line.get("last_modified")

    def unchanged(self, answer: requests.Response) -> FileState | None:
        """The file that is there."""
        return FileState(self.file.url, UNCHANGED, self._target.stat().st_size)

    def expect(self, answer: requests.Response) -> Progress:
        """No progress is told: a mirror is filled from a terminal or a timer."""
        return lambda _done, _total: None

    def keep(self, arrival: Arrival) -> FileState:
        """Put it in place, and its line into the manifest."""
        self._target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(arrival.path, self._target)
        modified = _modified(arrival.answer) or publication_time(self._filler.http, self.file) or ""
        self._filler.note(self._source, self.file.url, self._path, arrival.sha256, arrival.answer, modified)
        message = "" if modified or self.file.vintage or self.file.inside else _UNDATED
        return FileState(self.file.url, FETCHED, arrival.bytes, message)


def verify(folder: Path) -> Iterator[FileState]:
    """Every line of a mirror's manifest: unchanged, failed (another hash, or not there), or without a hash."""
    for url, line in Manifest.of_folder(folder).lines.items():
        path = folder / line["path"] if line.get("path") else mirror_layout.find(folder, url)
        if path is None or not path.is_file():
            yield FileState(url, FAILED, message="in the manifest, not in the folder. Fill the mirror again.")
        elif not line.get("sha256"):
            yield FileState(url, UNTOLD, path.stat().st_size)
        else:
            yield _compared(url, path, line["sha256"])


def _compared(url: str, path: Path, expected: str) -> FileState:
    with path.open("rb") as handle:
        found = hashlib.file_digest(handle, "sha256").hexdigest()
    if found == expected:
        return FileState(url, UNCHANGED, path.stat().st_size)
    message = f"SHA-256 {found}, {expected} in the manifest. Delete the file and fill the mirror again."
    return FileState(url, FAILED, path.stat().st_size, message)


def _modified(answer: requests.Response) -> str:
    try:
        return moment_told(answer.headers.get("Last-Modified", "")).isoformat()
    except (ValueError, IndexError, OverflowError):
        return ""


def _reason(error: Exception, url: str) -> str:
    return str(error).removeprefix(f"{url}: ")
