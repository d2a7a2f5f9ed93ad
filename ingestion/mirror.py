"""A mirror anyone can fill: every declared file as `<host>/<path>` under one folder, and a manifest.

`fill` goes through the fetch code of the DAGs (conditional, resumed, checked), from the publishers or from
another mirror; run again, it fetches only what changed. `verify` compares files with the manifest's hashes.
"""

import csv
import hashlib
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

import requests

from ingestion import fetch as fetching
from ingestion.declaration import File, Resource, Source
from ingestion.errors import IngestionError, Unavailable
from ingestion.ledger import Seen
from ingestion.locate import locate
from ingestion.web import FolderMirror, UrlMirror, mirror_of, session

FIELDS = (
    "url",
    "last_modified",
    "sha256",
    "licence",
    "fetched_at",
    "etag",
    "vintage",
    "is_simulated",
    "path",
)
FETCHED, UNCHANGED, ABSENT, FAILED, UNTOLD = "fetched", "unchanged", "absent", "failed", "no hash"
_UNDATED = "no date is told: add last_modified or vintage to its line of manifest.csv."


@dataclass(frozen=True)
class Outcome:
    """What became of one address, or of one file of a mirror; `message` says what went wrong."""

    url: str
    state: str
    bytes: int = 0
    message: str = ""


class Book:
    """The mirror's `manifest.csv`, one line an address; columns it does not know are kept."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "manifest.csv"
        self.lines: dict[str, dict[str, str]] = {}
        if self._path.exists():
            with self._path.open(encoding="utf-8-sig", newline="") as handle:
                self.lines = {line["url"]: line for line in csv.DictReader(handle) if line.get("url")}

    def note(self, url: str, **facts: str) -> None:
        """Write one address's line; the file is replaced whole, so that it is never half written."""
        self.lines[url] = {**self.lines.get(url, {}), "url": url, **facts}
        names = dict.fromkeys([*FIELDS, *(name for line in self.lines.values() for name in line)])
        beside = self._path.with_suffix(".partial")
        with beside.open("w", encoding="utf-8", newline="") as handle:
            writer = csv.DictWriter(handle, list(names), restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(self.lines.values())
        os.replace(beside, self._path)


class Filler:
    """Fills one folder from the publishers, or from the mirror `origin` (folder or URL)."""

    def __init__(self, folder: Path, origin: str | None, overrides: Mapping[str, str]) -> None:
        self._folder, self._overrides = folder, overrides
        self._http = session(origin)
        self._scratch = folder / ".partial"
        self._scratch.mkdir(parents=True, exist_ok=True)
        self._askings: Counter[str] = Counter()
        self.book = Book(folder)

    def fill(self, sources: Iterable[Source]) -> Iterator[Outcome]:
        """Every file of the sources, one outcome each; a failure does not hold back the others."""
        for source in sources:
            located = {
                resource: locate(source, resource, self._http, self._overrides)
                for resource in source.resources
            }
            self._askings = Counter(_bare(file.url) for files in located.values() for file in files)
            for resource, files in located.items():
                yield from self._resource(source, resource, files)
        if not any(self._scratch.iterdir()):
            self._scratch.rmdir()

    def _resource(self, source: Source, resource: Resource, files: Iterable[File]) -> Iterator[Outcome]:
        """Its files; the fallbacks only when none of them can be had."""
        had = False
        for file in files:
            outcome = self._try(source, resource, file)
            had = had or outcome.state in (FETCHED, UNCHANGED)
            yield outcome
        if not had:
            yield from (self._try(source, resource, file) for file in resource.fallbacks)

    def _try(self, source: Source, resource: Resource, file: File) -> Outcome:
        """One file; its query is part of its name when several are asked from one address."""
        try:
            path = _place(file.url, with_query=self._askings[_bare(file.url)] > 1)
            outcome = self._file(source, resource, file, path)
            self._documents(source, file)
        except Unavailable as error:
            return Outcome(file.url, ABSENT, message=_said(error, file.url))
        except (IngestionError, requests.RequestException) as error:
            return Outcome(file.url, FAILED, message=_said(error, file.url))
        return outcome

    def _file(self, source: Source, resource: Resource, file: File, path: Path) -> Outcome:
        target, line = self._folder / path, self.book.lines.get(file.url, {})
        answer = fetching.ask(self._http, file.url, _seen(line) if target.exists() else None)
        if answer.status_code == requests.codes.not_modified or _stands(target, line, answer):
            answer.close()
            return Outcome(file.url, UNCHANGED, target.stat().st_size)
        came = fetching.download(self._http, answer, self._scratch, _quiet)
        named = came.rename(came.with_name(f"{came.name}-{fetching.name_of(file.url)}"))
        try:
            sha256, size = fetching.checked(named, resource, file)
        except IngestionError:
            named.unlink(missing_ok=True)
            raise
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(named, target)
        modified = _modified(answer) or (fetching.told(self._http, file.dated) if file.dated else None)
        self._note(source, file.url, path, sha256, answer, modified or "")
        return Outcome(file.url, FETCHED, size, "" if modified or file.vintage else _UNDATED)

    def _documents(self, source: Source, file: File) -> None:
        """Small JSON documents that tell a file's rows or date, kept so that the mirror can tell them too."""
        for told in filter(None, (file.count, file.dated)):
            try:
                answer = fetching.ask(self._http, told.url, None)
            except Unavailable:
                continue
            path = _place(told.url, with_query=True)
            target = self._folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(answer.content)
            sha256 = hashlib.sha256(answer.content).hexdigest()
            self._note(source, told.url, path, sha256, answer, _modified(answer))

    def _note(self, source: Source, url: str, path: Path, sha256: str, answer, modified: str) -> None:
        self.book.note(
            url,
            last_modified=modified,
            sha256=sha256,
            licence=source.licence,
            fetched_at=datetime.now(UTC).isoformat(timespec="seconds"),
            etag=answer.headers.get("ETag", ""),
            path=path.as_posix(),
            **_carried(mirror_of(self._http), url),
        )


def verify(folder: Path) -> Iterator[Outcome]:
    """Every line of a mirror's manifest: unchanged, failed (another hash, or not there), or without a hash."""
    for url, line in Book(folder).lines.items():
        path = folder / (line.get("path") or _place(url, with_query=False))
        if not path.is_file():
            yield Outcome(url, FAILED, message="in the manifest, not in the folder. Fill the mirror again.")
        elif not line.get("sha256"):
            yield Outcome(url, UNTOLD, path.stat().st_size)
        else:
            yield _compared(url, path, line["sha256"])


def _compared(url: str, path: Path, expected: str) -> Outcome:
    with path.open("rb") as handle:
        found = hashlib.file_digest(handle, "sha256").hexdigest()
    if found == expected:
        return Outcome(url, UNCHANGED, path.stat().st_size)
    message = f"SHA-256 {found}, {expected} in the manifest. Delete the file and fill the mirror again."
    return Outcome(url, FAILED, path.stat().st_size, message)


def _seen(line: Mapping[str, str]) -> Seen | None:
    """What the manifest tells of an earlier answer, for a conditional request."""
    etag = line.get("etag")
    return Seen("", etag, None, line.get("sha256", ""), 0, False) if etag else None


def _stands(target: Path, line: Mapping[str, str], answer: requests.Response) -> bool:
    """Whether a publisher without ETag sends what is there already: same date, same size."""
    modified, size = _modified(answer), answer.headers.get("Content-Length")
    same_size = target.exists() and size == str(target.stat().st_size)
    return bool(modified) and same_size and modified == line.get("last_modified")


def _modified(answer: requests.Response) -> str:
    text = answer.headers.get("Last-Modified")
    return parsedate_to_datetime(text).isoformat() if text else ""


def _carried(mirror: FolderMirror | UrlMirror | None, url: str) -> dict[str, str]:
    """What another mirror's manifest tells beside the date: vintage, simulated or real."""
    if mirror is None:
        return {}
    simulated = mirror.manifest.is_simulated(url)
    return {
        "vintage": mirror.manifest.vintage(url) or "",
        "is_simulated": "" if simulated is None else str(simulated).lower(),
    }


def _place(url: str, with_query: bool) -> Path:
    parts = urlsplit(url)
    path = Path(parts.netloc) / unquote(parts.path).strip("/")
    if ".." in path.parts:
        raise IngestionError(f"{url}: climbs out of a mirror's folder.")
    return path.with_name(f"{path.name}?{parts.query}") if with_query and parts.query else path


def _said(error: Exception, url: str) -> str:
    return str(error).removeprefix(f"{url}: ")


def _bare(url: str) -> str:
    return url.partition("?")[0]


def _quiet(_done: int, _total: int | None) -> None:
    """No progress is told: a mirror is filled from a terminal or a timer."""
