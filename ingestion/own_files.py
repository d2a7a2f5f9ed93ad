"""A town's own file, read as a publisher's is and checked more strictly: any fault refuses it, and every fault is told.

A publisher's file with a few bad cells is loaded without them. A town's own is in the hands of whoever can repair it: what
it holds takes the place of a public figure, so nothing of it is left out in silence.
"""

import math
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from ingestion.cells import REASONS, normalise
from ingestion.contract import Contract, meet
from ingestion.declaration import Csv, Format, Kind, Resource, Workbook
from ingestion.errors import IngestionError
from ingestion.own import Own
from ingestion.readers import open_reader
from ingestion.separators import Separators

SUFFIXES = (".csv", ".xlsx", ".ods")
# Columns that tell where a gathered row comes from: filled here, in no file.
PLACE = ("fichier", "ligne")
FIRST_YEAR = 1990
_FIRST_ROW = 2  # row 1 is the header
_TOLD = 20
_WRITTEN = " as written"

Row = dict[str, Any]
Sink = Callable[[list[Row]], None]


@dataclass
class Known:
    """What rows are held against: commune codes of the latest COG (None: not loaded), today, and the keys read so far.

    `keys` are hashes, with the file (its place in `files`) and row of each: a million counts are held in 100 MB.
    """

    communes: frozenset[str] | None
    today: date
    keys: dict[int, tuple[int, int]] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)


@dataclass
class OwnFile:
    """A file read: how many rows it has, and its problems in words, the first ones of many; headers nobody knows."""

    path: Path
    rows: int = 0
    problems: list[str] = field(default_factory=list)
    more: int = 0
    unknown: tuple[str, ...] = ()
    tells: bool = False
    unread: set[tuple[int, str]] = field(default_factory=set)

    def refuse(self, row: int, column: str, found: object, expected: str, remedy: str) -> None:
        """Note what is wrong with a cell."""
        shown = "nothing" if found is None else repr(str(found)[:80])
        self._note(f"row {row}, column {column}: {shown} found, {expected} expected. {remedy}")

    def refuse_whole(self, problem: str) -> None:
        """Note what is wrong with the file itself."""
        self._note(problem)

    def _note(self, problem: str) -> None:
        if len(self.problems) < _TOLD:
            self.problems.append(problem)
        else:
            self.more += 1

    @property
    def complaint(self) -> str:
        """All problems as one text, a line each, under the file's name; empty for a good file."""
        if not self.problems:
            return ""
        lines = [*sorted(self.problems, key=_row_of), *([f"and {self.more:,} more"] if self.more else [])]
        return f"{self.path.parent.name}/{self.path.name}: refused.\n" + "\n".join(
            f"- {line}" for line in lines
        )


def _row_of(problem: str) -> float:
    """The row that a problem is of; what is of the whole file comes last."""
    told = re.match(r"row (\d+)", problem)
    return int(told[1]) if told else math.inf


def files_of(local: Path, own: Own) -> list[Path]:
    """Files that a town gave of one kind, by name; none where there is no such folder."""
    folder = local / own.folder
    found = (path for path in folder.glob("*") if path.is_file() and path.suffix.lower() in SUFFIXES)
    visible = (path for path in found if not path.name.startswith((".", "~$")))
    return sorted(path for path in visible if re.fullmatch(own.named, path.stem, re.IGNORECASE))


def strangers(local: Path, owns: list[Own]) -> list[Path]:
    """Files in the folders of `owns` that are nobody's: another ending, or a name that tells no kind."""
    taken = {path for own in owns for path in files_of(local, own)}
    folders = {own.folder for own in owns}
    found = (path for folder in folders for path in (local / folder).glob("*") if path.is_file())
    return sorted(path for path in found if path not in taken and not path.name.startswith((".", "~$")))


def read(path: Path, resource: Resource, known: Known, sink: Sink = lambda _: None) -> OwnFile:
    """What is in one file, and all that is wrong with it; its rows go to `sink`, a batch at a time.

    Keys of a refused file are forgotten: the others are not held against them.
    """
    file, before = OwnFile(path), len(known.keys)
    known.files.append(path.name)
    try:
        reader = open_reader(path, _format(path), _headers(resource))
        contract = meet(resource, reader.header, path.name, reader.nested)
        file.unknown = contract.unknown
        for batch in reader.batches(contract.headers):
            rows = _rows(file, contract, batch)
            _check(file, rows, resource, known)
            sink(rows)
    except IngestionError as error:
        file.refuse_whole(_as_for_users(str(error)))
    else:
        _check_whole(file, resource)
    if file.problems:
        known.keys = dict(islice(known.keys.items(), before))
    return file


def _headers(resource: Resource) -> tuple[str, ...]:
    return tuple(name for name in resource.telling_headers if name not in PLACE)


def _format(path: Path) -> Format:
    return Csv() if path.suffix.lower() == ".csv" else Workbook(sheet=".*")


def _as_for_users(message: str) -> str:
    """A reader's words without its advice to change the declaration: the town's own file is what changes."""
    return message.partition(" When the publisher renamed")[0] + " The template's headers are those expected."


def _rows(file: OwnFile, contract: Contract, batch: pa.RecordBatch) -> list[Row]:
    """Rows of a batch in the columns' types; a cell that cannot be read is a problem, and empty."""
    first = _FIRST_ROW + file.rows
    cells: dict[str, list[Any]] = {}
    for found, array in zip(contract.found, batch.columns, strict=True):
        kind, name = found.column.kind, found.column.name
        told = normalise(kind, array, _separators(kind, array))
        if told.bad is not None:
            for place in pc.indices_nonzero(told.bad).to_pylist():
                reason = REASONS[kind].removesuffix(" expected")
                file.refuse(first + place, found.header, array[place].as_py(), reason, "Write it so.")
                file.unread.add((first + place, name))
        cells[name] = told.values.to_pylist()
        # An hour comes twice in the last night of summer: as written, it tells which.
        if kind is Kind.TIMESTAMP:
            cells[name + _WRITTEN] = array.to_pylist()
    file.rows += batch.num_rows
    names = [*cells, *PLACE]
    lines = range(first, first + batch.num_rows)
    columns = (*cells.values(), [file.path.name] * batch.num_rows, lines)
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def _separators(kind: Kind, array: pa.Array) -> Separators:
    """A column's decimal sign where it has one only: a keyboard writes `5,354` or `5.354`, and means degrees."""
    if kind is not Kind.NUMBER:
        return Separators()
    text = array.cast(pa.string())
    signs = [sign for sign in ",." if pc.any(pc.match_substring(text, sign)).as_py()]
    return Separators(decimal=signs[0]) if len(signs) == 1 else Separators()


def _check(file: OwnFile, rows: list[Row], resource: Resource, known: Known) -> None:
    own = resource.own
    assert own is not None
    communes = [column.name for column in resource.columns if column.kind is Kind.CODE_COMMUNE]
    for row in rows:
        _check_cells(file, row, own, known)
        for column in communes:
            _check_commune(file, row, column, known)
        _check_key(file, row, resource.key, known)
        if own.must_tell:
            column, word, unless = own.must_tell
            file.tells = file.tells or row.get(column) == word or bool(row.get(unless))


def _check_whole(file: OwnFile, resource: Resource) -> None:
    own = resource.own
    assert own is not None
    if not file.rows:
        file.refuse_whole("no row under the header. Fill it in, or take the file away.")
    elif own.must_tell and not file.tells and not file.problems:
        column, word, unless = own.must_tell
        file.refuse_whole(
            f"column {column}: no row says {word}, one at least expected. Where there is none in town, say so: "
            f"{unless} = oui in one row or more."
        )


def _check_cells(file: OwnFile, row: Row, own: Own, known: Known) -> None:
    line = row["ligne"]
    for column in own.filled:
        if row.get(column) in (None, "") and (line, column) not in file.unread:
            file.refuse(line, column, None, "a value", "Fill it in.")
    for column, words in own.words.items():
        if row.get(column) is not None:
            row[column] = _word(file, line, column, row[column], words)
    for column, (least, most) in own.bounds.items():
        value = row.get(column)
        if value is not None and not least <= value <= most:
            file.refuse(line, column, value, f"a number from {least:g} to {most:g}", "Correct it.")
    for column in own.past:
        _check_day(file, row, column, known.today)
    for low, high in own.ordered:
        if None not in (row.get(low), row.get(high)) and row[low] > row[high]:
            file.refuse(line, low, row[low], f"no more than {high} ({row[high]})", "Correct one of them.")


def _word(file: OwnFile, line: int, column: str, found: str, words: Mapping[str, str]) -> str:
    meant = words.get(_plain(found))
    if meant is None:
        expected = ", ".join(dict.fromkeys(words.values()))
        file.refuse(line, column, found, f"one of {expected}", "Write one of these words.")
        return found
    return meant


def _plain(word: str) -> str:
    """A word without case, accents and signs between its parts."""
    bare = unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode()
    return re.sub(r"[\W_]+", "_", bare.strip().lower()).strip("_")


def _check_day(file: OwnFile, row: Row, column: str, today: date) -> None:
    moment = row.get(column)
    if moment is None:
        return
    day = moment.date() if hasattr(moment, "date") else moment
    if not date(FIRST_YEAR, 1, 1) <= day <= today:
        expected = f"a day from {FIRST_YEAR} to today ({today})"
        file.refuse(row["ligne"], column, day, expected, "Correct the date.")


def _check_commune(file: OwnFile, row: Row, column: str, known: Known) -> None:
    code = row.get(column)
    if code is not None and known.communes and code not in known.communes:
        remedy = "Look the commune's code up; a name or a postal code is none."
        file.refuse(row["ligne"], column, code, "a commune code of the latest COG", remedy)


def _check_key(file: OwnFile, row: Row, names: Sequence[str], known: Known) -> None:
    """No two rows of all files may share the columns that tell one."""
    key = [row.get(name + _WRITTEN, row.get(name)) for name in names]
    here = (len(known.files) - 1, row["ligne"])
    other = known.keys.setdefault(hash(tuple(key)), here)
    if other != here:
        told = ", ".join(f"{name} {value}" for name, value in zip(names, key, strict=True))
        file.refuse_whole(
            f"row {row['ligne']}: {told} is also in {known.files[other[0]]}, row {other[1]}; once expected. Take one of "
            "them out."
        )
