"""A file into its candidate table: several COPY streams fed by Arrow batches, memory flat."""

import queue
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import psycopg
import pyarrow as pa
import pyarrow.compute as pc
from psycopg import sql

from ingestion import copy_form
from ingestion.cells import REASONS, normalise
from ingestion.contract import Contract, Found
from ingestion.declaration import Column
from ingestion.errors import NoSpace
from ingestion.scrub import scrub
from ingestion.shape import Shape

STREAMS = 2
KEPT_REJECTS = 1000
_WAIT_S = 0.5

Connect = Callable[[], psycopg.Connection]
Batch = tuple[int, pa.RecordBatch]


@dataclass
class Counts:
    """Rows of one file: read = loaded + rejected. `rejects` keeps the first of them, with reasons."""

    read: int = 0
    loaded: int = 0
    rejected: int = 0
    repaired: int = 0
    rejects: list[tuple[int, str, str, str]] = field(default_factory=list)


class Copier:
    """Feeds a candidate table from batches, over several connections."""

    def __init__(self, connect: Connect, candidate: str, contract: Contract, key: tuple[str, ...]) -> None:
        self._connect = connect
        self._found = contract.found
        self._shape = Shape.of(contract)
        self._key = set(key)
        self._copy = sql.SQL("copy {} ({}) from stdin ({})").format(
            sql.Identifier("raw_candidate", candidate),
            sql.SQL(", ").join(sql.Identifier(name) for name in self._shape.names),
            sql.SQL(self._form().option),
        )
        self._waiting: queue.Queue[Batch | None] = queue.Queue(maxsize=STREAMS)
        self._failed = threading.Event()
        self._lock = threading.Lock()
        self.counts = Counts()

    def run(self, batches: Iterator[pa.RecordBatch], progress: Callable[[int], None]) -> Counts:
        """Copy every batch; raises the first error of any stream, after all have stopped."""
        with ThreadPoolExecutor(STREAMS) as pool:
            streams = [pool.submit(self._stream) for _ in range(STREAMS)]
            try:
                for batch in batches:
                    self._put((self.counts.read, batch))
                    self.counts.read += batch.num_rows
                    progress(self.counts.read)
            except BaseException:
                self._failed.set()
                raise
            finally:
                for _ in streams:
                    self._put(None)
        for stream in streams:
            stream.result()
        return self.counts

    def _put(self, item: Batch | None) -> None:
        while not self._failed.is_set():
            try:
                return self._waiting.put(item, timeout=_WAIT_S)
            except queue.Full:
                continue

    def _take(self) -> Batch | None:
        while not self._failed.is_set():
            try:
                return self._waiting.get(timeout=_WAIT_S)
            except queue.Empty:
                continue
        return None

    def _stream(self) -> None:
        try:
            with self._connect() as db, db.cursor() as cursor:
                form = self._form()
                with cursor.copy(self._copy) as out:
                    while item := self._take():
                        for part in self._shape.parts(self._clean(*item)):
                            for piece in form.pieces(part):
                                out.write(piece)
                    out.write(form.end())
                if self._failed.is_set():
                    db.rollback()
        except psycopg.errors.DiskFull as error:
            self._failed.set()
            raise NoSpace(f"the database's disk is full ({error}). Free some, then run again.") from error
        except BaseException:
            self._failed.set()
            raise

    def _form(self) -> copy_form.Form:
        return copy_form.form([matched.column for matched in self._found], bool(self._shape.wide))

    def _clean(self, first_row: int, batch: pa.RecordBatch) -> pa.RecordBatch:
        """The batch in the columns' types without the rows that break a rule, which are counted."""
        pairs = [
            (matched, scrub(matched.column.keeps, array) if matched.column.keeps else array)
            for matched, array in zip(self._found, batch.columns, strict=True)
        ]
        cells = [normalise(matched.column.kind, array) for matched, array in pairs]
        made = pa.RecordBatch.from_arrays(
            [c.values for c in cells], names=[matched.header for matched in self._found]
        )
        bad = None
        for (matched, array), cell in zip(pairs, cells, strict=True):
            for mask, reason in self._faults(matched.column, array, cell.bad):
                self._note(first_row, matched, array, mask, reason)
                bad = mask if bad is None else pc.or_(bad, mask)
        kept = made if bad is None else made.filter(pc.invert(bad))
        with self._lock:
            self.counts.loaded += kept.num_rows
            self.counts.rejected += made.num_rows - kept.num_rows
            self.counts.repaired += sum(c.repaired for c in cells)
        return kept

    def _faults(
        self, column: Column, array: pa.Array, bad: pa.Array | None
    ) -> Iterator[tuple[pa.Array, str]]:
        if bad is not None:
            yield bad, REASONS[column.kind]
        if column.name in self._key and array.null_count and column.required:
            yield pc.is_null(array), "the key is empty"

    def _note(self, first_row: int, matched: Found, array: pa.Array, mask: pa.Array, reason: str) -> None:
        places = pc.indices_nonzero(mask)
        with self._lock:
            for place in places[: max(KEPT_REJECTS - len(self.counts.rejects), 0)].to_pylist():
                value = str(array[place].as_py())[:200]
                self.counts.rejects.append((first_row + place + 1, matched.header, reason, value))
