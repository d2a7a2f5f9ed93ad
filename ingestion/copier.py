"""A file into its candidate: COPY streams fed by Arrow batches, each into a table of its own, memory flat."""

import queue
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import psycopg
import pyarrow as pa
import pyarrow.compute as pc
from psycopg import sql

from ingestion import copy_form
from ingestion.border import border
from ingestion.candidate import Candidate
from ingestion.cells import REASONS, Cells, normalise
from ingestion.contract import Contract, Found
from ingestion.counts import Counts, Fault, any_of
from ingestion.errors import Incomplete
from ingestion.scrub import scrub
from ingestion.separators import Separators
from ingestion.shape import Shape

_WAIT_S = 0.5

_TOLD_APART = Separators()
NOT_TOLD = "not told by the publisher"
NO_KEY = "the key is empty"

Connect = Callable[[], psycopg.Connection]
Batch = tuple[int, pa.RecordBatch]
# Rows of the file before a batch, and rows of the table that were made of it.
See = Callable[[int, pa.RecordBatch], None]


def _unseen(_row: int, _part: pa.RecordBatch) -> None:
    """For a load that nobody watches."""


class Copier:
    """Fills the tables of a candidate from batches, over a connection each.

    `separators` are those of the file's numbers; `see` is told what goes into the tables, by several threads at once.
    """

    def __init__(
        self,
        connect: Connect,
        candidate: Candidate,
        contract: Contract,
        key: tuple[str, ...],
        file: str,
        separators: Separators = _TOLD_APART,
        see: See = _unseen,
    ) -> None:
        self._connect = connect
        self._candidate = candidate
        self._see = see
        self._file = file
        self._separators = separators
        self._found = contract.found
        self._shape = Shape.of(contract)
        self._key = set(key)
        self._waiting: queue.Queue[Batch | None] = queue.Queue(maxsize=candidate.streams)
        self._failed = threading.Event()
        self._lock = threading.Lock()
        self.counts = Counts()

    def run(self, batches: Iterator[pa.RecordBatch], progress: Callable[[int], None]) -> Counts:
        """Copy every batch; raises the first error of any stream, after all have stopped."""
        count = self._candidate.streams
        with ThreadPoolExecutor(count) as pool:
            streams = [pool.submit(self._stream, stream) for stream in range(count)]
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

    def _stream(self, stream: int) -> None:
        """A table made, filled and analysed in one transaction."""
        try:
            with border(self._file), self._connect() as db:
                table = self._candidate.make(db, stream)
                self._fill(db, table)
                if self._failed.is_set():
                    db.rollback()
                else:
                    db.execute(sql.SQL("analyze {}").format(table))
        except BaseException:
            self._failed.set()
            raise

    def _fill(self, db: psycopg.Connection, table: sql.Identifier) -> None:
        form, sent = self._form(), 0
        statement = sql.SQL("copy {} ({}) from stdin ({}, freeze)").format(
            table,
            sql.SQL(", ").join(sql.Identifier(name) for name in self._shape.names),
            sql.SQL(form.option),
        )
        with db.cursor() as cursor:
            with cursor.copy(statement) as out:
                while item := self._take():
                    with border(f"{self._file}, rows {item[0] + 1} to {item[0] + item[1].num_rows}"):
                        sent += self._send(out, form, *item)
                out.write(form.end())
            taken = cursor.rowcount
        if taken != sent:
            raise Incomplete(
                f"{self._file}: {sent} rows were sent to the database, it took {taken}. Load it again."
            )
        with self._lock:
            self.counts.stored += taken

    def _send(self, out: psycopg.Copy, form: copy_form.Form, first_row: int, batch: pa.RecordBatch) -> int:
        """A batch into the table; the number of rows that it makes there."""
        sent = 0
        for part in self._shape.parts(self._clean(first_row, batch)):
            for piece in self._written(form, first_row, part):
                out.write(piece)
            self._see(first_row, part)
            sent += part.num_rows
        return sent

    def _written(self, form: copy_form.Form, first_row: int, part: pa.RecordBatch) -> Iterator[memoryview]:
        with border(f"{self._file}, rows {first_row + 1} to {first_row + part.num_rows}", reads=True):
            yield from form.pieces(part)

    def _form(self) -> copy_form.Form:
        return copy_form.form([matched.column for matched in self._found], bool(self._shape.wide))

    def _clean(self, first_row: int, batch: pa.RecordBatch) -> pa.RecordBatch:
        """The batch in the columns' types, without the rows whose key cannot be read; what was found is counted.

        Any other cell that cannot be read, or tells nothing, is null there.
        """
        pairs, cells = [], []
        for matched, array in zip(self._found, batch.columns, strict=True):
            scrubbed, cell = self._read(first_row, matched, array)
            pairs.append((matched, scrubbed))
            cells.append(cell)
        made = pa.RecordBatch.from_arrays(
            [c.values for c in cells], names=[matched.header for matched in self._found]
        )
        faults = [
            fault
            for (matched, array), cell in zip(pairs, cells, strict=True)
            for fault in self._faults(matched, array, cell)
        ]
        left_out = any_of(fault.mask for fault in faults if fault.leaves_row_out)
        kept = made if left_out is None else made.filter(pc.invert(left_out))
        with self._lock:
            self.counts.add(first_row, faults, left_out)
            self.counts.loaded += kept.num_rows
            self.counts.rejected += made.num_rows - kept.num_rows
            self.counts.repaired += sum(c.repaired for c in cells)
        return kept

    def _read(self, first_row: int, matched: Found, array: pa.Array) -> tuple[pa.Array, Cells]:
        """A column's cells without what is never written, and as its kind wants them; an error tells the row."""
        try:
            return self._normalised(matched, array)
        except Exception:
            row = first_row + first_failing(partial(self._normalised, matched), array) + 1
            where = f"{self._file}, row {row}, column {matched.header}"
            with border(f"{where} ({matched.column.kind} expected, {array.type} found)", reads=True):
                raise

    def _normalised(self, matched: Found, array: pa.Array) -> tuple[pa.Array, Cells]:
        column = matched.column
        scrubbed = scrub(column.keeps, array) if column.keeps else array
        return scrubbed, normalise(column.kind, scrubbed, self._separators)

    def _faults(self, matched: Found, array: pa.Array, cell: Cells) -> Iterator[Fault]:
        """Faults of a column, none twice: cells that cannot be read, that tell nothing, a key's that are empty."""
        header, column = matched.header, matched.column
        is_key = column.name in self._key
        must_tell = is_key and column.required
        empty = pc.is_null(cell.values) if must_tell and cell.values.null_count else None
        if cell.bad is not None:
            yield Fault(
                header, array, cell.bad, REASONS[column.kind], leaves_row_out=is_key or column.empty_tells
            )
        if cell.untold is not None:
            yield Fault(header, array, cell.untold, NOT_TOLD, leaves_row_out=must_tell, is_told=True)
        for known in (cell.bad, cell.untold):
            if empty is not None and known is not None:
                empty = pc.and_not(empty, known)
        if empty is not None and pc.any(empty).as_py():
            yield Fault(header, array, empty, NO_KEY, leaves_row_out=True)


def first_failing(read: Callable[[pa.Array], object], array: pa.Array) -> int:
    """Place of the first cell with which `read` fails, by halving; 0 where it is none of them alone."""
    place = 0
    while len(array) > 1:
        half = len(array) // 2
        if _fails(read, array.slice(0, half)):
            array = array.slice(0, half)
        else:
            place, array = place + half, array.slice(half)
    return place if _fails(read, array) else 0


def _fails(read: Callable[[pa.Array], object], array: pa.Array) -> bool:
    try:
        read(array)
    except Exception:  # whatever it is: the whole array raised it already
        return True
    return False
