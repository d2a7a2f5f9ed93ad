"""The way of a row, from a publisher's address to a partition of `raw`: what the DAGs call.

`fetch` asks for every vintage of a resource and returns what changed, as JSON-able descriptions; `load`
takes one of them through reading, checking, copying, promising and publishing.
"""

import os
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

import psycopg
import requests

from ingestion import fetch as fetching
from ingestion import ledger
from ingestion.contract import meet
from ingestion.declaration import File, Resource, Source
from ingestion.errors import Busy, IngestionError, PromiseBroken, Unavailable
from ingestion.landing import Landing
from ingestion.load import Copier, Counts, keep_rejects
from ingestion.locate import locate
from ingestion.progress import Teller
from ingestion.publish import check_counts, publish
from ingestion.readers import open_reader
from ingestion.registry import find
from ingestion.tables import ensure_all, make_candidate, partition_name
from ingestion.web import mirror_of, session
from warehouse.connect import connect
from warehouse.settings import Settings

RUN_ID = "ACTE2_DAG_RUN"


@dataclass(frozen=True)
class Landed:
    """A file in the landing area that is not yet published, or why it could not be had (`error`)."""

    source: str
    resource: str
    url: str
    load_id: int
    vintage: str | None = None
    key: str | None = None
    sha256: str | None = None
    error: str | None = None


@dataclass(frozen=True)
class Published:
    """What a load put into `raw`, for the asset event."""

    raw_table: str
    vintage: str
    rows: int
    rejected: int
    sha256: str
    warnings: tuple[str, ...] = ()


Promise = Callable[[Settings, str, str, str, int], Any]


class Walker:
    """One resource of one source, with the connections it needs."""

    def __init__(
        self, settings: Settings, db: psycopg.Connection, source: Source, resource: Resource
    ) -> None:
        self.settings, self.db, self.source, self.resource = settings, db, source, resource
        self.http: requests.Session = session(settings.mirror)
        self.landing = Landing(settings.landing_url)

    def fetch_all(self) -> list[Landed]:
        """Ask for every vintage; the fallbacks only when none of the files can be had."""
        files = locate(self.source, self.resource, self.http, self.settings.publisher_urls)
        results = self._fetch(files)
        if self.resource.fallbacks and not any(had for _, had in results):
            results += self._fetch(list(self.resource.fallbacks))
            if any(had for _, had in results):
                results = [(landed, had) for landed, had in results if had]
        return [landed for landed, _ in results if landed]

    def _fetch(self, files: list[File]) -> list[tuple[Landed | None, bool]]:
        """What changed (or went wrong) per file, and whether the file could be had; `keep` files at most."""
        results = []
        for file in files:
            if file.is_final and ledger.standing(self.db, self.resource.raw_table, file.vintage):
                continue
            results.append(self._try(file))
            if self.resource.keep and sum(had for _, had in results) >= self.resource.keep:
                break
        return results

    def _try(self, file: File) -> tuple[Landed | None, bool]:
        load_id = self._open(file)
        try:
            return self.fetch_one(file, load_id), True
        except Unavailable as error:
            ledger.close(self.db, load_id, "unavailable", str(error))
            return None, False
        except IngestionError as error:
            return self._landed(file.url, load_id, vintage=file.vintage, error=str(error)), False

    def fetch_one(self, file: File, load_id: int) -> Landed | None:
        """Fetch one file unless it is unchanged; its line of `ops.load` tells the end."""
        with ledger.failing(self.db, load_id):
            seen = ledger.seen(self.db, self.source.name, self.resource.name, file.url)
            answer = fetching.ask(self.http, file.url, seen)
            if answer.status_code == requests.codes.not_modified:
                if self._stands(seen) or self.landing.has(self._key(file.url, seen.vintage, seen.sha256)):
                    return self._settle(file, load_id, asdict(seen))
                answer = fetching.ask(self.http, file.url, None)
            return self._settle(file, load_id, self._land(file, answer))

    def _land(self, file: File, answer: requests.Response) -> dict:
        """Bring the body into the landing area; returns what is known of it."""
        vintage = fetching.vintage_of(self.http, self.resource, file, answer)
        teller = Teller(self.db, self.source.name, self.resource.name, vintage)
        path = fetching.download(self.http, answer, self.landing.scratch(), partial(teller.tell, "fetch"))
        named = path.rename(path.with_name(f"{path.name}-{fetching.name_of(file.url)}"))
        try:
            sha256, size = fetching.checked(named, self.resource, file)
        except IngestionError:
            named.unlink(missing_ok=True)  # asked for anew, not resumed
            raise
        self.landing.put(named, self._key(file.url, vintage, sha256))
        return {
            "vintage": vintage,
            "etag": answer.headers.get("ETag"),
            "last_modified": answer.headers.get("Last-Modified"),
            "sha256": sha256,
            "bytes": size,
            "is_simulated": self._is_simulated(file.url),
        }

    def _settle(self, file: File, load_id: int, facts: dict) -> Landed | None:
        """Note what came; nothing more is to be done when the same bytes are published already."""
        ledger.fetched(self.db, load_id, **facts)
        standing = ledger.standing(self.db, self.resource.raw_table, facts["vintage"])
        if standing and standing[0] == facts["sha256"]:
            ledger.close(self.db, load_id, "unchanged")
            return None
        key = self._key(file.url, facts["vintage"], facts["sha256"])
        return self._landed(file.url, load_id, vintage=facts["vintage"], key=key, sha256=facts["sha256"])

    def load(self, landed: Landed, promise: Promise) -> Published:
        """Candidate, counts, promise, publication; on any failure the published vintage stays."""
        ledger.reopen(self.db, landed.load_id)
        file = self._file(landed.url)
        with ledger.failing(self.db, landed.load_id):
            if landed.error:
                again = self.fetch_one(file, landed.load_id)
                if again is None:
                    return self._standing(landed)
                landed = again
            self._lock(landed.vintage)
            candidate = make_candidate(self.db, self.resource.raw_table, landed.vintage, landed.load_id)
            teller = Teller(self.db, self.source.name, self.resource.name, landed.vintage)
            counts = self._copy(landed, file, candidate, teller)
            teller.stage("promise", counts.loaded, counts.loaded)
            outcome = promise(
                self.settings, self.resource.raw_table, candidate, landed.vintage, landed.load_id
            )
            if outcome.critical:
                raise PromiseBroken(self._broken(landed, candidate, outcome.critical))
            publish(self.db, self.resource, candidate, landed.vintage, landed.load_id)
            teller.stage("published", counts.loaded, counts.loaded)
            return self._published(landed, counts, tuple(outcome.warnings))

    def _copy(self, landed: Landed, file: File, candidate: str, teller: Teller) -> Counts:
        with self.landing.local(landed.key) as path:
            reader = open_reader(path, file.format, fetching.wanted_headers(self.resource))
            contract = meet(self.resource, reader.header, path.name)
            copier = Copier(self._connect, candidate, contract, self.resource.key)
            total = reader.expected_rows
            counts = copier.run(
                reader.batches(contract.headers), lambda done: teller.tell("load", done, total)
            )
        keep_rejects(self.db, landed.load_id, counts)
        ledger.counted(
            self.db,
            landed.load_id,
            rows_read=counts.read,
            rows_loaded=counts.loaded,
            rows_rejected=counts.rejected,
            rows_repaired=counts.repaired,
            unknown=list(contract.unknown),
        )
        told = (total, fetching.counted(self.http, file))
        check_counts(self.db, self.resource, landed.vintage, Path(landed.key).name, counts, told)
        return counts

    def _connect(self) -> psycopg.Connection:
        return connect(self.settings, application_name=f"acte2 copy {self.resource.raw_table}")

    def _lock(self, vintage: str) -> None:
        name = partition_name(self.resource.raw_table, vintage)
        query = "select pg_try_advisory_lock(hashtext(%s))"
        if not self.db.execute(query, (name,)).fetchone()[0]:
            raise Busy(f"{name}: another process is loading this vintage. Wait for it, or end it.")

    def _stands(self, seen: ledger.Seen) -> bool:
        standing = ledger.standing(self.db, self.resource.raw_table, seen.vintage)
        return standing is not None and standing[0] == seen.sha256

    def _standing(self, landed: Landed) -> Published:
        sha256, rows = ledger.standing(self.db, self.resource.raw_table, landed.vintage)
        return Published(self.resource.raw_table, landed.vintage, rows, 0, sha256)

    def _published(self, landed: Landed, counts: Counts, warnings: tuple[str, ...]) -> Published:
        return Published(
            self.resource.raw_table, landed.vintage, counts.loaded, counts.rejected, landed.sha256, warnings
        )

    def _broken(self, landed: Landed, candidate: str, reasons: list[str]) -> str:
        return (
            f"{landed.url} ({landed.vintage}): {' '.join(reasons)} The rows are kept aside in "
            f"raw_candidate.{candidate}; what is published stays."
        )

    def _open(self, file: File) -> int:
        return ledger.open_line(
            self.db,
            source=self.source.name,
            resource=self.resource.name,
            raw_table=self.resource.raw_table,
            vintage=file.vintage,
            url=file.url,
            licence=self.source.licence,
            is_simulated=self._is_simulated(file.url),
            dag_run_id=os.environ.get(RUN_ID),
        )

    def _is_simulated(self, url: str) -> bool:
        mirror = mirror_of(self.http)
        told = mirror.manifest.is_simulated(url) if mirror else False
        return self.settings.is_simulated if told is None else told

    def _file(self, url: str) -> File:
        known = locate(self.source, self.resource, self.http, self.settings.publisher_urls)
        return next(file for file in [*known, *self.resource.fallbacks] if file.url == url)

    def _key(self, url: str, vintage: str, sha256: str) -> str:
        return f"{self.source.name}/{vintage}/{sha256}/{fetching.name_of(url)}"

    def _landed(self, url: str, load_id: int, **facts) -> Landed:
        return Landed(self.source.name, self.resource.name, url, load_id, **facts)


def fetch(source_name: str, resource_name: str, settings: Settings) -> list[dict]:
    """What changed at the publisher since it was last published, one description per file.

    A file that could not be had is in the list with its `error`, so that its load fails alone and the
    others go on; a file the publisher does not have is only noted in `ops.load`.
    """
    with connect(settings, autocommit=True, application_name=f"acte2 fetch {resource_name}") as db:
        ensure_all(db)
        return [
            asdict(landed) for landed in Walker(settings, db, *find(source_name, resource_name)).fetch_all()
        ]


def load(landed: dict, settings: Settings, promise: Promise) -> dict:
    """Take one description returned by `fetch` to its partition; raises IngestionError."""
    what = Landed(**landed)
    with connect(settings, autocommit=True, application_name=f"acte2 load {what.resource}") as db:
        walker = Walker(settings, db, *find(what.source, what.resource))
        return asdict(walker.load(what, promise))
