"""The one way a publisher's file is fetched, for the landing area and for a mirror's folder alike."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

import requests

from ingestion.declaration import File, Resource
from ingestion.download import Progress, Validators, ask, download, name_of
from ingestion.errors import IngestionError
from ingestion.readers import open_reader

Kept_co = TypeVar("Kept_co", covariant=True)
Kept = TypeVar("Kept")


@dataclass(frozen=True)
class Arrival:
    """A file that came whole and opens as what it is declared to be, in the scratch folder for now."""

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

    def unchanged(self) -> Kept_co | None:
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


Tried = TypeVar("Tried", bound=Attempt)


class Fetcher:
    """Asks for files of one resource, over one session; what is under way lies in `scratch`."""

    def __init__(self, http: requests.Session, scratch: Path, resource: Resource) -> None:
        self._http, self._scratch, self._resource = http, scratch, resource

    def fetch(self, shelf: Shelf[Kept]) -> Kept:
        """What the shelf keeps of one file, sent only when it changed. Raises IngestionError."""
        answer = ask(self._http, shelf.file.url, shelf.validators())
        if shelf.is_unchanged(answer):
            answer.close()
            if (kept := shelf.unchanged()) is not None:
                return kept
            answer = ask(self._http, shelf.file.url)
        return shelf.keep(self._bring(shelf.file, answer, shelf.expect(answer)))

    def fetch_all(
        self, files: Iterable[File], attempt: Callable[[File], Tried], at_most: int | None = None
    ) -> Iterator[Tried]:
        """An attempt at each file until `at_most` are had; at the fallbacks only when none of them is."""
        so_far = []
        for attempted in self._until(files, attempt, at_most):
            so_far.append(attempted)
            yield attempted
        if not any(attempted.is_had for attempted in so_far):
            yield from self._until(self._resource.fallbacks, attempt, at_most)

    def _until(
        self, files: Iterable[File], attempt: Callable[[File], Tried], at_most: int | None
    ) -> Iterator[Tried]:
        had = 0
        for file in files:
            tried = attempt(file)
            had += tried.is_had
            yield tried
            if at_most and had >= at_most:
                return

    def _bring(self, file: File, answer: requests.Response, progress: Progress) -> Arrival:
        came = download(self._http, answer, self._scratch, progress)
        path = came.rename(came.with_name(f"{came.name}-{name_of(file.url)}"))
        try:
            open_reader(path, file.format, self._resource.telling_headers)
        except IngestionError:
            path.unlink(missing_ok=True)  # asked for anew, not resumed
            raise
        with path.open("rb") as handle:
            sha256 = hashlib.file_digest(handle, "sha256").hexdigest()
        return Arrival(path, sha256, path.stat().st_size, answer)
