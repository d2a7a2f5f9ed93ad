"""Fetches what changed of one resource into the landing area, with a line of `ops.load` for each file."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

import psycopg
import requests

from ingestion.attempt import failing
from ingestion.declaration import File, Resource, Source
from ingestion.documents import publisher_rows
from ingestion.download import Progress, Validators, name_of
from ingestion.errors import (
    IngestionError,
    OwnFileRefused,
    Unavailable,
    VintageInside,
    VintageRefused,
    VintageUnknown,
)
from ingestion.fetcher import Arrival, Fetcher
from ingestion.gather import communes, gather
from ingestion.given import mirror_for, not_given
from ingestion.inside import day_inside
from ingestion.landed import Landed, Missed
from ingestion.landing import Landing
from ingestion.locate import locate
from ingestion.mirror_layout import Manifest
from ingestion.progress import Teller
from ingestion.told_vintage import admitted, vintage_of
from ingestion.vintage import Vintage
from ingestion.web import mirror_of, session
from ingestion.withdraw import withdraw
from warehouse.ops import loads, vintages
from warehouse.settings import Settings

_LONGEST_HEADER = 1_000


@dataclass(frozen=True)
class Unchanged:
    """A file whose bytes are published already, or were withdrawn."""

    vintage: str
    sha256: str
    rows: int
    is_withdrawn: bool = False


@dataclass(frozen=True)
class Wanted:
    """What a run asks of a resource beside what changed: one vintage only, where addresses tell them; what stands loaded again."""

    vintage: str | None = None
    again: bool = False

    def takes(self, file: File) -> bool:
        """Whether the file may be of the vintage that is wanted."""
        return self.vintage is None or file.vintage in (None, self.vintage)


WHAT_CHANGED = Wanted()


@dataclass(frozen=True)
class Attempt:
    """What became of one file: what is to be loaded of it, if anything is, whether it could be had, and may stand."""

    file: File
    to_load: Landed | Missed | None
    is_had: bool
    stands: bool


class Lander:
    """One resource of one source, over one connection in autocommit."""

    is_patient = True

    def __init__(
        self,
        settings: Settings,
        db: psycopg.Connection,
        source: Source,
        resource: Resource,
        wanted: Wanted = WHAT_CHANGED,
    ) -> None:
        self.settings, self.db, self.source, self.resource = settings, db, source, resource
        self.wanted = wanted
        self._gathered = gather(settings, resource, communes(db)) if resource.own else None
        mirror = str(self._gathered.folder) if self._gathered else mirror_for(source, resource, settings)
        self._is_simulated = settings.is_simulated and mirror == settings.mirror
        self.http = session(mirror, self.is_patient)
        self.landing = Landing.of(settings)
        self._fetcher = Fetcher(self.http, self.landing.scratch(), resource)

    def land_all(self, dag_run_id: str | None = None) -> list[Landed | Missed]:
        """Ask for every vintage; what is to be loaded. A fallback that is had makes up for what was missed.

        Raises MirrorUnreadable when a mirror does not say what its files are.
        """
        self._known_manifest()
        if self._gathered and not (self._gathered.has_file or self._gathered.refused):
            self._take_out()
        attempts = list(
            self._fetcher.fetch_all(self._files(), partial(self._attempt, dag_run_id), self.resource.keep)
        )
        had = [attempt for attempt in attempts if attempt.is_had]
        if any(attempt.file in self.resource.fallbacks for attempt in had):
            attempts = had
        return [attempt.to_load for attempt in attempts if attempt.to_load]

    def land_again(self, missed: Missed) -> Landed | Unchanged:
        """Ask anew for a file that could not be had; the caller closes its line when this raises."""
        self._refuse(missed.file)
        return self._fetcher.fetch(self.shelf(missed.file, missed.load_id))

    def shelf(self, file: File, load_id: int) -> "LandingShelf":
        """Where a file of the resource is kept, its line `load_id`."""
        return LandingShelf(self, file, load_id)

    def _refuse(self, file: File) -> None:
        """Raise OwnFileRefused for a town's own file that is."""
        if self._gathered and (complaint := self._gathered.refused.get(file.url)):
            raise OwnFileRefused(complaint)

    def _take_out(self) -> None:
        """A town took all its files of this kind away: so do we."""
        for vintage in vintages.of_table(self.db, self.resource.raw_table):
            withdraw(self.db, self.resource.raw_table, vintage, "no file of it is left in LOCAL")
            vintages.forget(self.db, self.resource.raw_table, vintage)

    def is_simulated(self, url: str) -> bool:
        """Whether a file is simulated: its mirror's manifest tells, else the settings."""
        manifest = self._known_manifest()
        by_manifest = manifest.is_simulated(url) if manifest else False
        return self._is_simulated if by_manifest is None else by_manifest

    def _known_manifest(self) -> Manifest | None:
        mirror = mirror_of(self.http)
        return mirror.manifest if mirror else None

    def _files(self) -> Iterator[File]:
        """Files to ask for, but those that change no more and are published here; a town's refused ones among them."""
        if self._gathered:
            yield from self._gathered.files(self.resource.files[0])
            return
        for file in locate(self.source, self.resource, self.http, self.settings.publisher_urls):
            if self.wanted.takes(file) and (self.wanted.again or not self._is_settled(file)):
                yield file

    def _is_settled(self, file: File) -> bool:
        """Whether it changes no more and is published here."""
        return file.is_final and bool(file.vintage) and self._stands_as_told(file, file.vintage or "")

    def _stands_as_told(self, file: File, vintage: str) -> bool:
        """Whether a vintage is published and rightly marked as simulated or real."""
        standing = vintages.standing(self.db, self.resource.raw_table, vintage)
        return standing is not None and standing.is_simulated == self.is_simulated(file.url)

    def _attempt(self, dag_run_id: str | None, file: File) -> Attempt:
        load_id = loads.begin(self.db, self._about(file, dag_run_id))
        try:
            with failing(self.db, load_id, file.url):
                found = self._fetch(file, load_id)
        except IngestionError as error:
            missed = Missed(self.source.name, self.resource.name, load_id, file, str(error))
            return Attempt(file, missed, is_had=False, stands=False)
        if found is None:
            return Attempt(file, None, is_had=False, stands=False)
        if isinstance(found, Unchanged):
            return Attempt(file, None, is_had=True, stands=not found.is_withdrawn)
        failed = loads.has_failed(self.db, self.resource.raw_table, found.vintage, found.sha256)
        return Attempt(file, found, is_had=True, stands=not failed)

    def _fetch(self, file: File, load_id: int) -> Landed | Unchanged | None:
        """None for a file that is not there, and its line closed so: never as failed, even for a moment."""
        self._refuse(file)
        try:
            return self._fetcher.fetch(self.shelf(file, load_id))
        except Unavailable as error:
            why = not_given(self.source, self.resource) if self.resource.is_given else str(error)
            loads.close(self.db, load_id, "unavailable", why)
            return None

    def _about(self, file: File, dag_run_id: str | None) -> loads.About:
        return loads.About(
            source=self.source.name,
            resource=self.resource.name,
            raw_table=self.resource.raw_table,
            url=file.url,
            licence=self.source.licence,
            is_simulated=self.is_simulated(file.url),
            vintage=Vintage.if_one(file.vintage),
            dag_run_id=dag_run_id,
        )


class LandingShelf:
    """The place of one file in the landing area, and its line of `ops.load`."""

    def __init__(self, lander: Lander, file: File, load_id: int) -> None:
        self.file = file
        self._lander, self._load_id = lander, load_id
        self._source, self._resource = lander.source, lander.resource
        self._last = loads.last_fetched(lander.db, self._source.name, self._resource.name, file.url)
        self._offer: requests.Response | None = None
        self._vintage = admitted(self._resource, file, file.vintage) if file.vintage else None

    def validators(self) -> Validators | None:
        """Those of what was last fetched from this address."""
        return (
            Validators(_askable(self._last.etag), _askable(self._last.last_modified)) if self._last else None
        )

    def is_unchanged(self, answer: requests.Response) -> bool:
        """Whether the publisher says so."""
        return bool(answer.status_code == requests.codes.not_modified)

    def unchanged(self, answer: requests.Response) -> Landed | Unchanged | None:
        """What was last fetched, if it is published or still in the landing area, as it is dated and marked now."""
        if self._last is None:
            return None
        vintage = self._vintage_now(answer, self._last.vintage)
        last = replace(self._last, vintage=vintage, is_simulated=self._lander.is_simulated(self.file.url))
        stays = self._standing(last) is not None and not self._lander.wanted.again
        if (
            stays
            or self._withdrawn(last) is not None
            or self._lander.landing.has(self._key(vintage, last.sha256))
        ):
            return self._settle(last)
        return None

    def expect(self, answer: requests.Response) -> Progress:
        """Told in `ops.transfer` under the file's vintage. Raises VintageUnknown when nothing tells that, or will."""
        self._offer = answer
        try:
            self._vintage = vintage_of(self._lander.http, self._resource, self.file, answer)
        except VintageInside:
            self._vintage = None
        teller = Teller(self._lander.db, self._source.name, self._resource.name, self._vintage or "")
        return partial(teller.tell, "fetch")

    def keep(self, arrival: Arrival) -> Landed | Unchanged:
        """Move it to its key."""
        if arrival.answer is not self._offer:
            self.expect(arrival.answer)
        if self._vintage is None:
            told = day_inside(arrival.path, self.file)
            self._vintage = admitted(self._resource, self.file, self._resource.vintage_of(told))
        self._lander.landing.put(arrival.path, self._key(self._vintage, arrival.sha256))
        headers = arrival.answer.headers
        return self._settle(
            loads.Fetched(
                vintage=self._vintage,
                etag=headers.get("ETag"),
                last_modified=headers.get("Last-Modified"),
                sha256=arrival.sha256,
                bytes=arrival.bytes,
                is_simulated=self._lander.is_simulated(self.file.url),
            )
        )

    def _settle(self, fetched: loads.Fetched) -> Landed | Unchanged:
        """Note what came; nothing more is to be done when the same bytes are published already, or were withdrawn.

        Bytes that passed as simulated and prove real are loaded again, for real ones have more promises to keep.
        """
        loads.note_fetched(self._lander.db, self._load_id, fetched)
        standing = None if self._lander.wanted.again else self._standing(fetched)
        if standing and standing.is_simulated <= fetched.is_simulated:
            return self._stays(fetched, standing)
        if (why := self._withdrawn(fetched)) is not None:
            loads.close(self._lander.db, self._load_id, "unchanged", f"Not loaded: {why}")
            return Unchanged(fetched.vintage, fetched.sha256, 0, is_withdrawn=True)
        return Landed(
            self._source.name,
            self._resource.name,
            self._load_id,
            self.file,
            vintage=Vintage(fetched.vintage),
            key=self._key(fetched.vintage, fetched.sha256),
            sha256=fetched.sha256,
            publisher_rows=self._publisher_rows(),
        )

    def _standing(self, fetched: loads.Fetched) -> vintages.Standing | None:
        """What is published of the same vintage and the same bytes."""
        found = vintages.standing(self._lander.db, self._resource.raw_table, fetched.vintage)
        return found if found and found.sha256 == fetched.sha256 else None

    def _withdrawn(self, fetched: loads.Fetched) -> str | None:
        return vintages.withdrawn(self._lander.db, self._resource.raw_table, fetched.vintage, fetched.sha256)

    def _stays(self, fetched: loads.Fetched, standing: vintages.Standing) -> Unchanged:
        message = None
        if fetched.is_simulated and not standing.is_simulated:
            vintages.mark_simulated(self._lander.db, self._resource.raw_table, fetched.vintage)
            message = (
                "Was marked real, and is simulated: marked so from now on, in the marts at the next build."
            )
        loads.close(self._lander.db, self._load_id, "unchanged", message)
        return Unchanged(fetched.vintage, standing.sha256, standing.rows)

    def _vintage_now(self, answer: requests.Response, before: str) -> Vintage:
        """The vintage that an answer without a body tells, else the one it had before."""
        try:
            return vintage_of(self._lander.http, self._resource, self.file, answer)
        except VintageRefused:
            raise
        except VintageUnknown:
            return admitted(self._resource, self.file, before)

    def _publisher_rows(self) -> int | None:
        """A count that is not there is no absent file: the file came, and cannot be compared with anything."""
        try:
            return publisher_rows(self._lander.http, self.file)
        except Unavailable as error:
            raise IngestionError(
                f"{self.file.url}: came, but how many rows it holds is not told ({error}). Tried again."
            ) from error

    def _key(self, vintage: str, sha256: str) -> str:
        return f"{self._source.name}/{vintage}/{sha256}/{name_of(self.file.url)}"


def _askable(header: str | None) -> str | None:
    """What a publisher sent, where it can be sent back: a request with a control character in it never leaves."""
    return header if header and header.isprintable() and len(header) <= _LONGEST_HEADER else None
