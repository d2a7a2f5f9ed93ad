"""A layer of a GeoPackage: SQLite's own reader, a row at a time, geometries as GeoJSON text (ADR 15)."""

import re
import sqlite3
import struct
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

import pyarrow as pa

from ingestion.declaration import GeoPackage
from ingestion.errors import Incomplete, NotTheFile, TooLarge, Unreadable
from ingestion.headers import same
from ingestion.readers.base import BATCH_ROWS, Remark, Remarks, refuse_html
from ingestion.readers.bounds import too_large
from ingestion.readers.geometry import polygons
from ingestion.readers.text import texts
from ingestion.said import reason

FID, GEOMETRY = "fid", "geometry"
_ROWID = "_rowid_"  # the column that is the layer's key, by whatever name
_SQLITE = b"SQLite format 3\x00"
_OTHERS = {b"7z\xbc\xaf\x27\x1c": "a 7z archive", b"PK\x03\x04": "a zip archive", b"\x1f\x8b": "a gzip file"}
_BATCH_BYTES = 32_000_000
_BESIDE = 1_000_000  # what a row may take beside its longest cell, SQLite counting whole rows
_LAYERS = """
    select contents.table_name, columns.column_name, upper(srs.organization), srs.organization_coordsys_id
    from gpkg_contents as contents
    join sqlite_master as master on master.name = contents.table_name and master.type = 'table'
    join gpkg_geometry_columns as columns on columns.table_name = contents.table_name
    left join gpkg_spatial_ref_sys as srs on srs.srs_id = columns.srs_id
    where contents.data_type = 'features' and master.sql not like 'create virtual%'
    order by contents.table_name
"""

Batch = tuple[list[int], list[bytes | None], list[list[Any]]]


class Layer(NamedTuple):
    """A layer of features: its table, its column of geometries, who numbered its projection and how."""

    name: str
    geometry: str
    authority: str | None
    epsg: int | None


class GeoPackageReader:
    """Reads the chosen rows of one layer; what is not asked for stays in the file, however large it is."""

    def __init__(self, path: Path, file_format: GeoPackage) -> None:
        refuse_html(path)
        _refuse_others(path)
        self._path, self._format = path, file_format
        self._remarks = Remarks()
        try:
            self._file = _opened(path, file_format.bounds.cell)
            self._layer = self._chosen()
            self._types = dict(
                self._file.execute("select name, upper(type) from pragma_table_info(?)", [self._layer.name])
            )
            self._where, self._words = self._filter()
            (self._rows,) = self._query("count(*)").fetchone()
        except sqlite3.Error as error:
            raise self._damaged(error) from error
        others = (FID, GEOMETRY, self._layer.geometry)
        self.header = [*(name for name in self._types if name not in others), FID, GEOMETRY]

    @property
    def nested(self) -> Mapping[str, str]:
        """Columns of bytes."""
        return {name: found for name, found in self._types.items() if found == "BLOB" and name in self.header}

    @property
    def remarks(self) -> list[Remark]:
        """Features without geometry or with one that was mended, texts that no database holds."""
        return self._remarks.told()

    @property
    def expected_rows(self) -> int | None:
        """Rows that are to be read, by SQLite's own count."""
        return int(self._rows)

    def batches(self, names: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """Batches of the named columns as text, in the order of the features' numbers."""
        self._remarks = Remarks()
        plain = [name for name in names if name not in (FID, GEOMETRY)]
        try:
            for numbers, blobs, cells in self._read(plain, GEOMETRY in names):
                columns = {
                    name: texts(cell, numbers, self._remarks) for name, cell in zip(plain, cells, strict=True)
                }
                columns[FID] = pa.array(map(str, numbers), pa.string())
                if GEOMETRY in names:
                    told = polygons(blobs, numbers, self._refusal, self._remarks)
                    columns[GEOMETRY] = pa.array(told, pa.string())
                yield pa.RecordBatch.from_arrays([columns[name] for name in names], names=list(names))
        except sqlite3.OperationalError as error:
            if "UTF-8" not in str(error):
                raise self._damaged(error) from error
            raise Unreadable(
                f"{self._where_it_is}: {reason(error)}. Ask the publisher for text in UTF-8."
            ) from error
        except sqlite3.Error as error:
            raise self._damaged(error) from error

    def _read(self, names: Sequence[str], with_geometry: bool) -> Iterator[Batch]:
        """Numbers, geometries and columns of as many rows as may be held at once."""
        numbers, blobs, rows, held = [], [], [], 0
        geometry = _quoted(self._layer.geometry) if with_geometry else "null"
        limit = self._format.bounds.cell
        size = f"coalesce(length({geometry}), 0)"
        wanted = ", ".join(map(_quoted, [_ROWID, *names]))
        for number, *cells, length, blob in self._query(
            f"{wanted}, {size}, case when {size} <= {limit:d} then {geometry} end", in_order=True
        ):
            if length > limit:
                where = f"{self._where_it_is}, feature {number}"
                raise too_large(where, "bytes of a geometry", length, self._format.bounds, "cell")
            numbers.append(number)
            blobs.append(blob)
            rows.append([_text(cell) for cell in cells])
            held += length
            if len(rows) == BATCH_ROWS or held > _BATCH_BYTES:
                yield numbers, blobs, _columns(rows, len(names))
                numbers, blobs, rows, held = [], [], [], 0
        if rows:
            yield numbers, blobs, _columns(rows, len(names))

    def _query(self, wanted: str, in_order: bool = False) -> sqlite3.Cursor:
        order = f" order by {_quoted(_ROWID)}" if in_order else ""
        query = f"select {wanted} from {_quoted(self._layer.name)}{self._where}{order}"  # noqa: S608 (quoted)
        return self._file.execute(query, self._words)

    def _chosen(self) -> Layer:
        """The only layer that is as declared, in the declared projection."""
        layers = [Layer(*row) for row in self._file.execute(_LAYERS)]
        fitting = [one for one in layers if re.fullmatch(self._format.layer, one.name, re.IGNORECASE)]
        if len(fitting) != 1:
            raise NotTheFile(
                f"{self._path.name}: one layer like {self._format.layer!r} expected, {len(fitting)} found among "
                f"{[one.name for one in layers][:10]}. Give the publisher's file, or one layer of it under its name."
            )
        (found,) = fitting
        if (found.authority, found.epsg) != ("EPSG", self._format.epsg):
            raise Unreadable(
                f"{self._path.name}, layer {found.name}: projection {found.authority}:{found.epsg} found, "
                f"EPSG:{self._format.epsg} expected. Reproject the layer (ogr2ogr -t_srs), or give the publisher's file."
            )
        return found

    def _filter(self) -> tuple[str, list[str]]:
        """What chooses the rows, and the words it compares with."""
        pairs = [(pair, "") for pair in self._format.starting] + [
            (pair, "not ") for pair in self._format.not_starting
        ]
        tests = [f"{no}begins({_quoted(self._column(header))}, ?)" for (header, _), no in pairs]
        return (" where " + " and ".join(tests) if tests else ""), [words for (_, words), _ in pairs]

    def _column(self, header: str) -> str:
        found = [name for name in self._types if same(name) == same(header)]
        if len(found) == 1:
            return str(found[0])
        raise NotTheFile(
            f"{self._where_it_is}: column {header}, by which its rows are chosen, is not among {list(self._types)[:40]}. "
            "The publisher renamed it: change the declaration."
        )

    @property
    def _where_it_is(self) -> str:
        return f"{self._path.name}, layer {self._layer.name}"

    def _refusal(self, number: int, what: str) -> Unreadable:
        return Unreadable(
            f"{self._where_it_is}, feature {number}: {what}. Correct it in the file, or ask the publisher."
        )

    def _damaged(self, error: sqlite3.Error) -> Incomplete | NotTheFile | TooLarge:
        said = str(error)
        if isinstance(error, sqlite3.DataError):
            return TooLarge(
                f"{self._path.name}: a cell takes more than {self._format.bounds.cell:,} bytes ({said}). Nothing of it was "
                "loaded. Open it by hand; when the file is rightly so large, raise `cell` in the bounds of its format "
                "(ingestion/sources/)."
            )
        if "no such table" in said:
            return NotTheFile(
                f"{self._path.name}: a SQLite database, no GeoPackage ({said}). Give the publisher's file."
            )
        return Incomplete(f"{self._path.name}: damaged or cut short ({said}). Fetch it again.")


def _opened(path: Path, longest: int) -> sqlite3.Connection:
    """The file, which nothing can change, and whose own triggers and functions are not trusted."""
    file = sqlite3.connect(
        f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1", uri=True, check_same_thread=False
    )
    file.execute("pragma trusted_schema = off")
    file.execute("pragma query_only = on")
    file.create_function("begins", 2, _begins, deterministic=True)
    # Of what a row's own expressions make, too.
    file.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, longest + _BESIDE)
    return file


def _begins(text: Any, words: str) -> bool:
    return isinstance(text, str) and same(text).startswith(same(words))


def _refuse_others(path: Path) -> None:
    """Raise NotTheFile for what is no SQLite file, Incomplete for one that lost its end."""
    with path.open("rb") as handle:
        start = handle.read(100)
    if not start.startswith(_SQLITE):
        what = next((what for mark, what in _OTHERS.items() if start.startswith(mark)), None)
        advice = (
            "Unpack it, and give the .gpkg that is in it."
            if what
            else "Encrypted or another format: give the .gpkg."
        )
        raise NotTheFile(f"{path.name}: {what or 'no GeoPackage'} in place of a GeoPackage. {advice}")
    if len(start) < 100:
        raise Incomplete(f"{path.name}: cut short within its header. Fetch it again.")
    (page_size,), (pages,) = struct.unpack(">H", start[16:18]), struct.unpack(">I", start[28:32])
    told = (65_536 if page_size == 1 else page_size) * pages
    if path.stat().st_size < told:
        raise Incomplete(f"{path.name}: {path.stat().st_size} bytes of {told}: cut short. Fetch it again.")


def _columns(rows: list[list[str | None]], width: int) -> list[list[str | None]]:
    return [[row[i] for row in rows] for i in range(width)]


def _text(cell: Any) -> str | None:
    return cell if isinstance(cell, str) or cell is None else str(cell)


def _quoted(name: str) -> str:
    """A name of the file's own as SQL has it."""
    return '"' + name.replace('"', '""') + '"'
