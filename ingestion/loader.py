"""A landed file to its partition of `raw`: candidate, counts, promise, publication."""

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import psycopg
import pyarrow as pa

from ingestion.candidate import MOST_PARTS, Candidate
from ingestion.contract import meet
from ingestion.copier import Copier
from ingestion.counts import Counts
from ingestion.declaration import Csv, Format, Resource
from ingestion.errors import Busy, PromiseBroken
from ingestion.landed import Landed
from ingestion.landing import Landing
from ingestion.progress import Teller
from ingestion.publish import analyse, check_counts, publish
from ingestion.readers import open_reader
from ingestion.readers.base import Reader
from ingestion.separators import Separators
from ingestion.tables import partition_name
from warehouse.connect import connect
from warehouse.errors import Held
from warehouse.ops import loads, locks
from warehouse.roles import Role
from warehouse.settings import Settings


class Verdict(Protocol):
    """What a suite found, in sentences: `critical` ones keep the candidate from being published."""

    @property
    def critical(self) -> Sequence[str]:
        """Promises broken."""

    @property
    def warnings(self) -> Sequence[str]:
        """What is worth knowing."""


class Promise(Protocol):
    """What is promised of one load: looks on while rows go by, then judges."""

    def see(self, row: int, part: pa.RecordBatch) -> None:
        """Rows that go into the table, made of those of the file behind `row`; several threads call it at once."""

    def judge(self, candidate: str, rows: int) -> Verdict:
        """Whether the table `raw_candidate.<candidate>`, of that many rows, keeps the promise."""


# Settings, raw table, vintage, load_id.
Promising = Callable[[Settings, str, str, int], Promise]
# Of a file, in bytes, from which a second stream is worth a second table.
_LARGE = 8 << 20


@dataclass(frozen=True)
class Published:
    """What a load put into `raw`, for the asset event; `warnings` tell what was lost on the way, and broken promises."""

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
        self._landing = Landing.of(settings)

    def load(self, landed: Landed, promising: Promising) -> Published:
        """Publish one file. Raises IngestionError, and then the published vintage stays."""
        with closing(self._connect("load")) as beside:
            self._lock(beside, landed.vintage)
            return self._load(landed, promising)

    def _load(self, landed: Landed, promising: Promising) -> Published:
        table, vintage, load_id = self._resource.raw_table, landed.vintage, landed.load_id
        teller = Teller(self._db, landed.source, landed.resource, vintage)
        promise = promising(self._settings, table, vintage, load_id)
        candidate, counts, remarks = self._copy(landed, teller, promise)
        teller.stage("promise", counts.loaded, counts.loaded)
        verdict = promise.judge(candidate.name, counts.stored)
        if verdict.critical:
            raise PromiseBroken(
                f"{landed.file.url} ({vintage}): {' '.join(verdict.critical)} The rows are kept aside in "
                f"raw_candidate.{candidate.name}; what is published stays."
            )
        publish(self._db, self._resource, candidate)
        teller.stage("published", counts.loaded, counts.loaded)
        warnings = (*remarks, *verdict.warnings, *self._analysed())
        return Published(table, vintage, counts.loaded, counts.rejected, landed.sha256, warnings)

    def _copy(self, landed: Landed, teller: Teller, promise: Promise) -> tuple[Candidate, Counts, list[str]]:
        """Rows of the file into a candidate, counted and compared with what was to be expected; what to say of it."""
        with self._landing.local(landed.key) as path:
            streams = _streams(path.stat().st_size)
            candidate = Candidate(self._resource.raw_table, landed.vintage, landed.load_id, streams)
            candidate.prepare(self._db)
            reader = open_reader(path, landed.file.format, self._resource.telling_headers)
            contract = meet(self._resource, reader.header, path.name, reader.nested)
            key, numbers = self._resource.key, _separators(landed.file.format)
            copier = Copier(self._connect, candidate, contract, key, path.name, numbers, promise.see)
            file_rows = reader.expected_rows
            counts = copier.run(
                reader.batches(contract.headers), lambda done: teller.tell("load", done, file_rows)
            )
            candidate.join(self._db)
        remarks = [*_said(reader), *counts.sentences()]
        self._note(landed.load_id, counts, contract.unknown, remarks)
        expected_rows = {"the file": file_rows, "the publisher": landed.publisher_rows}
        check_counts(self._db, self._resource, landed.vintage, Path(landed.key).name, counts, expected_rows)
        return candidate, counts, remarks

    def _note(self, load_id: int, counts: Counts, unknown: Sequence[str], remarks: Sequence[str]) -> None:
        loads.replace_rejects(self._db, load_id, counts.rejects)
        loads.note_rows(
            self._db,
            load_id,
            read=counts.read,
            loaded=counts.loaded,
            rejected=counts.rejected,
            emptied=counts.emptied,
            repaired=counts.repaired,
            unknown_columns=unknown,
            remarks=remarks,
        )

    def _analysed(self) -> list[str]:
        """What to say where the table could not be analysed: it is published all the same."""
        try:
            analyse(self._db, self._resource.raw_table)
        except psycopg.Error as error:
            return [
                f"raw.{self._resource.raw_table} was not analysed ({error}): builds may be slow until it is"
            ]
        return []

    def _connect(self, what: str = "copy") -> psycopg.Connection:
        return connect(
            self._settings, Role.LOADER, application_name=f"acte2 {what} {self._resource.raw_table}"
        )

    def _lock(self, beside: psycopg.Connection, vintage: str) -> None:
        """Keep other processes from this vintage while `beside` is open: a load is several transactions."""
        name = partition_name(self._resource.raw_table, vintage)
        locks.know(beside, name)
        beside.commit()
        try:
            locks.take(beside, name, patience_s=0)
        except Held as error:
            raise Busy(
                f"{error}: another process is loading this vintage. Wait for it, or end it."
            ) from error


def _streams(size: int) -> int:
    """COPY streams for a file of that many bytes, and so tables of its vintage."""
    return MOST_PARTS if size >= _LARGE else 1


def _said(reader: Reader) -> list[str]:
    """What the reader did that the file does not ask for."""
    return [f"{one.what} ({one.count:,}, first in row {one.first_row})" for one in reader.remarks]


def _separators(file_format: Format) -> Separators:
    if isinstance(file_format, Csv):
        return Separators(file_format.decimal, file_format.thousands)
    return Separators()
