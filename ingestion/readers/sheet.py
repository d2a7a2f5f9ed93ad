"""How large a workbook's sheet is, told from its parts before calamine makes room for every cell of it (ADR 29).

A cell in XFD1048576 is seventeen billion cells to calamine, and a text of 32 kB that a hundred thousand cells share is three gigabytes: of an
.xlsx the places of filled cells are looked up in its XML. Other workbooks (.ods, .xls, .xlsb) are opened first by a process of their own, which
may take no more memory than their bounds tell.
"""

import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path, PurePosixPath
from typing import NamedTuple
from xml.etree import ElementTree

from ingestion.bounds import Bounds
from ingestion.errors import TooLarge
from ingestion.readers.archive import members_of
from ingestion.readers.bounds import too_large

_PIECE = 1 << 20
_LONGEST_TAG = 4_096
_TOP, _BOOK, _RELATIONS, _TEXTS = (
    "_rels/.rels",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/sharedstrings.xml",
)
_SMALL_PART = 10_000_000  # bytes of the list of sheets
# Filled cells: one that closes itself has a style at most.
_CELL = re.compile(rb'<(?:\w+:)?c\s(?:[^<>]*?\s)?r="([A-Za-z]{1,7})(\d{1,10})"(?:[^<>]*[^<>/])?>(?!\s*</)')
_ROW = re.compile(rb'<(?:\w+:)?row\s(?:[^<>]*?\s)?r="(\d{1,10})"(?:[^<>]*[^<>/])?>(?!\s*</)')
_ANY_ROW = re.compile(rb"<(?:\w+:)?row[\s>/]")
_ANY_CELL = re.compile(rb"<(?:\w+:)?c[\s>]")
_UNPLACED = re.compile(rb'<(?:\w+:)?c(?=[\s>])(?![^<>]*?\sr=")[^<>]*(?<!/)>')
_TEXT = re.compile(rb"<(?:\w+:)?si[\s>/]")
_TRIAL = """
import resource, sys
from python_calamine import CalamineWorkbook
path, memory, cells = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
with open(path, "rb") as content, CalamineWorkbook.from_filelike(content) as book:
    for name in book.sheet_names:
        sheet = book.get_sheet_by_name(name)
        if sheet.total_height * sheet.total_width > cells:
            sys.exit(f"{name}: {sheet.total_height} rows of {sheet.total_width}")
        sheet.to_python(skip_empty_area=False)
"""
_TRIAL_BASE = 500_000_000  # bytes of address space that Python and calamine take for themselves
_TRIAL_S = 300


class Size(NamedTuple):
    """Rows and columns from A1 to the last filled cell, and how many cells there are."""

    rows: int = 0
    columns: int = 0
    cells: int = 0


def check_workbook(path: Path, file: str, sheet: str, bounds: Bounds) -> None:
    """Raise TooLarge where the sheet like the pattern `sheet` of the workbook at `path`, called `file`, is over its bounds."""
    if not zipfile.is_zipfile(path):
        _try_apart(path, file, bounds)
        return
    parts = {member.filename.lower(): member for member in members_of(path, file)}
    if (size := sum(part.file_size for part in parts.values())) > bounds.unpacked:
        raise too_large(file, "bytes unpacked", size, bounds, "unpacked")
    with zipfile.ZipFile(path) as archive:
        found = [parts[name] for name in _sheets(archive, parts, sheet)]
        if not found:
            _try_apart(path, file, bounds)
            return
        told = [_size(_pieces(archive, part)) for part in found]
        text = _longest_text(_pieces(archive, parts[_TEXTS])) if _TEXTS in parts else 0
    for size_of in told:
        if size_of.rows * size_of.columns > bounds.cells:
            what = f"cells, {size_of.rows:,} rows of {size_of.columns:,} columns up to its last filled one"
            raise too_large(file, what, size_of.rows * size_of.columns, bounds, "cells")
    if sum(size_of.cells for size_of in told) * text > bounds.unpacked:
        _try_apart(path, file, bounds)


def _sheets(archive: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo], pattern: str) -> list[str]:
    """Parts of the sheets that are like the pattern, or of all where that cannot be told; none where it is no .xlsx."""
    lists = (_TOP, _BOOK, _RELATIONS)
    if not all(name in parts and parts[name].file_size <= _SMALL_PART for name in lists):
        return []
    if _BOOK.encode() not in archive.read(parts[_TOP]):
        return []
    try:
        # Small parts, and expat ends entities that multiply (tests/faults).
        book, relations = (ElementTree.fromstring(archive.read(parts[name])) for name in (_BOOK, _RELATIONS))  # noqa: S314
    except ElementTree.ParseError:
        return []
    targets = {one.get("Id"): one.get("Target", "") for one in relations}
    sheets = [one.attrib for one in book.iter() if one.tag.rpartition("}")[2] == "sheet"]
    chosen = [one for one in sheets if re.fullmatch(pattern, one.get("name", "").strip(), re.IGNORECASE)]
    wanted = [_part(targets.get(_relation(one), "")) for one in chosen]
    if chosen and all(name in parts for name in wanted):
        return wanted
    return [name for name in parts if name.endswith(".xml") and "worksheet" in name]


def _relation(sheet: dict[str, str]) -> str:
    return next((value for name, value in sheet.items() if name.rpartition("}")[2] == "id"), "")


def _part(target: str) -> str:
    """A target beside the list of sheets, or from the archive's top, as the name of a part."""
    place = PurePosixPath(target) if target.startswith("/") else PurePosixPath("/xl") / target
    return str(place).lstrip("/").lower()


def _pieces(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """A part, piece by piece; each begins with the tag that the one before may have cut."""
    rest = b""
    with archive.open(part) as stream:
        while piece := stream.read(_PIECE):
            text = rest + piece
            cut = max(text.rfind(b"<", 0, text.rfind(b"<")), len(text) - _LONGEST_TAG, 0)
            yield text[:cut]
            rest = text[cut:]
    yield rest


def _size(pieces: Iterator[bytes]) -> Size:
    """Size of a sheet; a cell that tells no place stands in its row, behind the one before."""
    rows = columns = cells = begun = 0
    for text in pieces:
        placed, unplaced = _CELL.findall(text), len(_UNPLACED.findall(text))
        cells += len(_ANY_CELL.findall(text))
        began = len(_ANY_ROW.findall(text))
        begun += began
        rows = max([rows, *{int(row) for _, row in placed}])
        columns = max([columns, *map(_column, {column for column, _ in placed})])
        if unplaced:
            rows = max([rows, begun, *map(int, _ROW.findall(text))])
            columns = max(columns, unplaced // max(began, 1))
    return Size(rows, columns, cells)


def _column(letters: bytes) -> int:
    """`A` as 1, `XFD` as 16384."""
    number = 0
    for letter in letters.upper():
        number = 26 * number + letter - ord("A") + 1
    return number


def _longest_text(pieces: Iterator[bytes]) -> int:
    """Bytes of the longest of the texts that cells share, its tags included."""
    longest = length = 0
    for text in pieces:
        starts = [found.start() for found in _TEXT.finditer(text)]
        if not starts:
            length += len(text)
            continue
        gaps = [later - earlier for earlier, later in pairwise(starts)]
        longest = max(longest, length + starts[0], *gaps, 0)
        length = len(text) - starts[-1]
    return max(longest, length)


def _try_apart(path: Path, file: str, bounds: Bounds) -> None:
    """Open and read the workbook in a process that may take so much memory; raise TooLarge where that is not enough.

    What else is wrong with it is told by whoever reads it.
    """
    command = [
        sys.executable,
        "-I",
        "-c",
        _TRIAL,
        str(path),
        str(bounds.unpacked + _TRIAL_BASE),
        str(bounds.cells),
    ]
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_TRIAL_S,
            check=False,
            env={"RUST_BACKTRACE": "0"},
        )
    except subprocess.TimeoutExpired as error:
        raise TooLarge(
            f"{file}: not read within {_TRIAL_S} s. Nothing of it was loaded. Open it by hand."
        ) from error
    said = (done.stderr.strip().splitlines() or [""])[-1]
    if done.returncode < 0 or "MemoryError" in said or "capacity overflow" in done.stderr:
        raise TooLarge(
            f"{file}: takes more memory than the {bounds.unpacked:,} bytes that its bounds tell. Nothing of it was loaded. Open it by "
            "hand; when the file is rightly so large, raise `unpacked` in the bounds of its format (ingestion/sources/)."
        )
    if " rows of " in said:
        raise TooLarge(
            f"{file}, sheet {said}: more than {bounds.cells:,} cells. Nothing of it was loaded. Open it by hand; when the file is rightly so "
            "large, raise `cells` in the bounds of its format (ingestion/sources/)."
        )
