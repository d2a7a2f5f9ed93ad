"""A landed file to its partition of `raw`: candidate, counts, promise, publication."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import psycopg

from ingestion.contract import meet
from ingestion.copier import Copier, Counts
from ingestion.declaration import Resource
from ingestion.errors import Busy, PromiseBroken
from ingestion.landed import Landed
from ingestion.landing import Landing
from ingestion.progress import Teller
from ingestion.publish import check_counts, publish
from ingestion.readers import open_reader
from ingestion.tables import make_candidate, partition_name
from warehouse.connect import connect
from warehouse.ops import loads
from warehouse.ops.statement import value
from warehouse.settings import Settings


class Verdict(Protocol):
    """What a suite found, in sentences: `critical` ones keep the candidate from being published."""

    @property
    def critical(self) -> Sequence[str]:
        """Promises broken."""

    @property
    def warnings(self) -> Sequence[str]:
        """What is worth knowing."""


# Settings, raw table, candidate, vintage, load_id.
Promise = Callable[[Settings, str, str, str, int], Verdict]


@dataclass(frozen=True)
class Published:
    """What a load put into `raw`, for the asset event."""

    raw_table: str
    vintage: str
    rows: int
    rejected: int
    sha256: str
    warnings: tuple[str, ...] = ()


class Loader:
    """Loads files of one resource, over one connection in autocommit."""

    def __init__(self, settings: Settings, db: psycopg.Connection, resource: Resource) -> None:
        self._settings, self._db, self._resource = settings, db, resource
        self._landing = Landing(settings.landing_url)

    def load(self, landed: Landed, promise: Promise) -> Published:
        """Publish one file. Raises IngestionError, and then the published vintage stays."""
        table, vintage, load_id = self._resource.raw_table, landed.vintage, landed.load_id
        self._lock(vintage)
        candidate = make_candidate(self._db, table, vintage, load_id)
        teller = Teller(self._db, landed.source, landed.resource, vintage)
        counts = self._copy(landed, candidate, teller)
        teller.stage("promise", counts.loaded, counts.loaded)
        verdict = promise(self._settings, table, candidate, vintage, load_id)
        if verdict.critical:
            raise PromiseBroken(
                f"{landed.file.url} ({vintage}): {' '.join(verdict.critical)} The rows are kept aside in "
                f"raw_candidate.{candidate}; what is published stays."
            )
        publish(self._db, self._resource, candidate, vintage, load_id)
        teller.stage("published", counts.loaded, counts.loaded)
        warnings = tuple(verdict.warnings)
        return Published(table, vintage, counts.loaded, counts.rejected, landed.sha256, warnings)

    def _copy(self, landed: Landed, candidate: str, teller: Teller) -> Counts:
        """Rows of the file into the candidate, counted and compared with what was to be expected."""
        with self._landing.local(landed.key) as path:
            reader = open_reader(path, landed.file.format, self._resource.telling_headers)
            contract = meet(self._resource, reader.header, path.name, reader.nested)
            copier = Copier(self._connect, candidate, contract, self._resource.key)
            file_rows = reader.expected_rows
            counts = copier.run(
                reader.batches(contract.headers), lambda done: teller.tell("load", done, file_rows)
            )
        self._note(landed.load_id, counts, contract.unknown)
        expected_rows = {"the file": file_rows, "the publisher": landed.publisher_rows}
        check_counts(self._db, self._resource, landed.vintage, Path(landed.key).name, counts, expected_rows)
        return counts

    def _note(self, load_id: int, counts: Counts, unknown: Sequence[str]) -> None:
        loads.replace_rejects(self._db, load_id, counts.rejects)
        loads.note_rows(
            self._db,
            load_id,
            read=counts.read,
            loaded=counts.loaded,
            rejected=counts.rejected,
            repaired=counts.repaired,
            unknown_columns=unknown,
        )

    def _connect(self) -> psycopg.Connection:
        return connect(self._settings, application_name=f"acte2 copy {self._resource.raw_table}")

    def _lock(self, vintage: str) -> None:
        name = partition_name(self._resource.raw_table, vintage)
        if not value(self._db, "select pg_try_advisory_lock(hashtext(%s))", [name]):
            raise Busy(f"{name}: another process is loading this vintage. Wait for it, or end it.")
