"""The one way a publisher's file is fetched, for the landing area and for a mirror's folder alike."""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

import requests

from ingestion import digests
from ingestion.border import border
from ingestion.declaration import Csv, File, Resource
from ingestion.download import Body, Progress, Validators, ask, download, name_of
from ingestion.errors import Incomplete, Unavailable
from ingestion.readers import open_reader

_GZIP = b"\x1f\x8b"

Kept_co = TypeVar("Kept_co", covariant=True)
Kept = TypeVar("Kept")


@dataclass(frozen=True)
class Arrival:
    """A file that came whole and opens as what it is declared to be, in the scratch folder for now.

    `answer` is the one that offered it: another than the first where the file was replaced meanwhile.
    """

    path: Path
    sha256: str
    bytes: int
    answer: requests.Response


class Shelf(Protocol[Kept_co]):
    """Where one file is kept, and what is known of the one that is there."""

    file: File

    def validators(self) -> Validators | None:
        """What to ask with whether the file changed; None to have it whatever it is."""

    def is_unchanged(self, answer: requests.Response) -> bool:
        """Whether the answer says that what was fetched before is the file still."""

    def unchanged(self, answer: requests.Response) -> Kept_co | None:
        """What is kept of that; None when it is gone, and must be sent again."""

    def expect(self, answer: requests.Response) -> Progress:
        """Whom to tell how far it is; raises when a file that answers so cannot be kept."""

    def keep(self, arrival: Arrival) -> Kept_co:
        """Take the file out of the scratch folder."""


class Attempt(Protocol):
    """What became of one file."""

    @property
    def is_had(self) -> bool:
        """Whether the file could be had, changed or not."""

    @property
    def stands(self) -> bool:
        """Whether it may be one of the vintages that are kept, as far as is known."""


Tried = TypeVar("Tried", bound=Attempt)


class Fetcher:
    """Asks for files of one resource, over one session; what is under way lies in `scratch`."""

    def __init__(self, http: requests.Session, scratch: Path, resource: Resource) -> None:
        self._http, self._scratch, self._resource = http, scratch, resource

    def fetch(self, shelf: Shelf[Kept]) -> Kept:
        """What the shelf keeps of one file, sent only when it changed. Raises IngestionError, whatever happens to it."""
        file = shelf.file
        with border(file.url):
            answer = self._ask(file, shelf.validators())
            if shelf.is_unchanged(answer):
                answer.close()
                if (kept := shelf.unchanged(answer)) is not None:
                    return kept
                answer = self._ask(file)
            return shelf.keep(self._bring(file, answer, shelf.expect(answer)))

    def _ask(self, file: File, validators: Validators | None = None) -> requests.Response:
        """The publisher's answer, under the first of the file's addresses that is not absent."""
        for url in (file.url, *file.spellings[:-1]) if file.spellings else ():
            try:
                return ask(self._http, url, validators, file.absent)
            except Unavailable:
                continue
        return ask(self._http, (file.url, *file.spellings)[-1], validators, file.absent)

    def fetch_all(
        self, files: Iterable[File], attempt: Callable[[File], Tried], at_most: int | None = None
    ) -> Iterator[Tried]:
        """An attempt at each file until `at_most` stand; at the fallbacks only when none could be had."""
        so_far = []
        for attempted in self._until(files, attempt, at_most):
            so_far.append(attempted)
            yield attempted
        if not any(attempted.is_had for attempted in so_far):
            yield from self._until(self._resource.fallbacks, attempt, at_most)

    def _until(
        self, files: Iterable[File], attempt: Callable[[File], Tried], at_most: int | None
    ) -> Iterator[Tried]:
        standing = 0
        for file in files:
            tried = attempt(file)
            standing += tried.stands
            yield tried
            if at_most and standing >= at_most:
                return

    def _bring(self, file: File, answer: requests.Response, progress: Progress) -> Arrival:
        came = download(self._http, answer, self._scratch, progress, file.format.bounds.file)
        path = came.path.rename(came.path.with_name(f"{came.path.stem}-{name_of(file.url)}"))
        try:
            sha256 = digests.compare(path, came.answer.headers, file.digest)
            open_reader(path, file.format, self._resource.telling_headers)
            _refuse_open_end(file, path, came)
        except Exception:
            path.unlink(missing_ok=True)  # asked for anew, not resumed
            raise
        return Arrival(path, sha256, path.stat().st_size, came.answer)


def _refuse_open_end(file: File, path: Path, came: Body) -> None:
    """Text says nothing of its own end: where the server does not either, its last line must be a whole one."""
    if came.is_told_whole or not isinstance(file.format, Csv) or file.format.member:
        return
    with path.open("rb") as handle:
        is_packed = handle.read(2) == _GZIP
        handle.seek(-1, os.SEEK_END)
        is_open = handle.read(1) not in (b"\n", b"\r")
    if is_open and not is_packed:
        raise Incomplete(
            f"{file.url}: ends within a line, and the server told neither length nor end: it may be cut short. Tried "
            "again at the next run."
        )
