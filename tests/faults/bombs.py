"""Small files that would fill the memory: written where they are asked for, in little memory themselves."""

import gzip
import io
import json
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from ingestion.bounds import Bounds
from ingestion.declaration import Csv, Format, GeoJson, GeoPackage, Parquet, Workbook
from tests.ingestion.geopackages import blob, package

MEGABYTE = 1_000_000
XFD = 16_384
_TOP = '<?xml version="1.0"?>'
_SPREADSHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_BOOK = (
    f'{_TOP}<workbook {_SPREADSHEET} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="data" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
_RELATIONS = (
    f'{_TOP}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
)
_ODS = (
    f'{_TOP}<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    '<office:body><office:spreadsheet><table:table table:name="data"><table:table-row table:number-rows-repeated="1000">%s</table:table-row></table:table>'
    "</office:spreadsheet></office:body></office:document-content>"
)
_HEAD = '<row r="1"><c r="A1" t="inlineStr"><is><t>code</t></is></c></row>'


def zipped(path: Path, **parts: bytes) -> None:
    """An archive of these members; `__` in a name stands for a slash, `_` before its ending for a point."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            place, _, ending = name.replace("__", "/").rpartition("_")
            archive.writestr(f"{place}.{ending}", body)


def xlsx(path: Path, rows: str, texts: str = "", book: str = _BOOK) -> None:
    """A workbook of one sheet, `data`, with these rows as XML under a header."""
    shared = f"{_TOP}<sst {_SPREADSHEET}>{texts}</sst>".encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", f"{_TOP}<Types/>")
        archive.writestr(
            "_rels/.rels",
            _RELATIONS.replace("/worksheet", "/officeDocument").replace("worksheets/sheet1", "xl/workbook"),
        )
        archive.writestr("xl/workbook.xml", book)
        archive.writestr("xl/_rels/workbook.xml.rels", _RELATIONS)
        archive.writestr("xl/sharedStrings.xml", shared)
        archive.writestr(
            "xl/worksheets/sheet1.xml",
            f"{_TOP}<worksheet {_SPREADSHEET}><sheetData>{_HEAD}{rows}</sheetData></worksheet>",
        )


def multiplied_entities() -> str:
    """A list of sheets with a word of 100 GB in it, as entities of entities."""
    ten = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10))
    book = _BOOK.replace("<sheets>", "<x>&a9;</x><sheets>").removeprefix(_TOP)
    return f'{_TOP}<!DOCTYPE x [<!ENTITY a0 "{"x" * 100}">{ten}]>{book}'


def ods(path: Path, cells: str) -> None:
    """An OpenDocument sheet of one row."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", _ODS % cells)
        archive.writestr("META-INF/manifest.xml", f"{_TOP}<m/>")


def members(piece: bytes, many: int) -> bytes:
    """A gzip that unpacks to `piece` as often as told: as many members, each packed once."""
    return gzip.compress(piece, 9) * many


def far_cell(path: Path) -> None:
    """A cell in the last column and row that Excel has."""
    xlsx(path, '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')


def far_row(path: Path) -> None:
    """A row that Excel has not."""
    xlsx(path, '<row r="99999999"><c r="A99999999"><v>1</v></c></row>')


def far_row_without_places(path: Path) -> None:
    """The same, of cells that do not tell where they are."""
    xlsx(path, '<row r="99999999"><c><v>1</v></c></row>')


def shared_text(path: Path) -> None:
    """A long text in a hundred thousand cells: three gigabytes."""
    rows = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(2, 100_000))
    xlsx(path, rows, f"<si><t>{'x' * 32_000}</t></si>")


def ods_repeated(path: Path) -> None:
    """A cell that repeats itself sixteen million times."""
    ods(
        path,
        '<table:table-cell table:number-columns-repeated="16384" office:value-type="string"><text:p>code</text:p></table:table-cell>',
    )


def many_parts(path: Path) -> None:
    """Parts that unpack to 20 MB, of a file whose bounds are ten."""
    xlsx(path, " " * 20 * MEGABYTE)


def geojson_gzip(path: Path) -> None:
    """900 MB of blanks before the features."""
    path.write_bytes(members(b" " * MEGABYTE, 900) + gzip.compress(b'{"features": []}'))


def geojson_steady(path: Path) -> None:
    """40 MB that pack as text does, of a file whose bounds are thirty."""
    noise = "".join(f"{i * 2654435761 % 2**32:08x}" for i in range(250_000)).encode()
    path.write_bytes(members(b'["' + noise + b'"]', 20))


def nested(path: Path) -> None:
    """A hundred thousand lists in one another."""
    path.write_bytes(b'{"features": ' + b"[" * 100_000 + b"]" * 100_000 + b"}")


def nested_geometry(path: Path) -> None:
    """Coordinates in coordinates: as texts, each would double what is in it."""
    path.write_bytes(
        b'{"features": [{"geometry": ' + b'{"type": "x", "coordinates": ' * 60 + b"1" + b"}" * 60 + b"}]}"
    )


def many_properties(path: Path) -> None:
    """Each feature with a property of its own."""
    found = [{"properties": {f"p{i}": i}, "geometry": None} for i in range(50_000)]
    path.write_text(json.dumps({"features": found}))


def long_header(path: Path) -> None:
    """200 kB of names."""
    path.write_bytes(b",".join(b"c%d" % i for i in range(30_000)) + b"\n1,2\n")


def one_long_name(path: Path) -> None:
    """200 kB of one name."""
    path.write_bytes(b"code," + b"x" * 200_000 + b"\n1,2\n")


def many_columns(path: Path) -> None:
    """20,000 columns in 40 kB."""
    path.write_bytes(b"code" + b",a" * 20_000 + b"\n")


def long_line(path: Path) -> None:
    """A line of a gigabyte."""
    path.write_bytes(members(b"x" * MEGABYTE, 1000))


def long_second_line(path: Path) -> None:
    """The same under a good header."""
    path.write_bytes(gzip.compress(b"code,nom\n") + members(b"x" * MEGABYTE, 1000))


def open_quote(path: Path) -> None:
    """A cell of a gigabyte, lines in it."""
    path.write_bytes(gzip.compress(b'code,nom\n1,"') + members(b"x\n" * (MEGABYTE // 2), 1000))


def text_gzip(path: Path) -> None:
    """200 MB of rows, all alike."""
    path.write_bytes(gzip.compress(b"code,nom\n") + members(b"01004,x\n" * 125_000, 200))


def zip_bomb(path: Path) -> None:
    """A member of a hundred megabytes of one letter."""
    zipped(path, x_csv=b"x" * 100 * MEGABYTE)


def zip_list(path: Path) -> None:
    """A list of a hundred thousand members that are all the same one."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("x.csv", "code\n1\n")
    body = out.getvalue()
    start, end = body.index(b"PK\x01\x02"), body.index(b"PK\x05\x06")
    entries = body[start:end] * 100_000
    told = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, len(entries), start, 0)
    path.write_bytes(body[:start] + entries + told)


def parquet_shared(path: Path) -> None:
    """A text of a megabyte that 16,384 rows share: sixteen gigabytes."""
    shared = pa.DictionaryArray.from_arrays(pa.array([0] * 16_384, pa.int32()), pa.array(["x" * MEGABYTE]))
    pq.write_table(pa.table({"code": shared}), path, compression="zstd", store_schema=False)


def parquet_shared_by_many(path: Path) -> None:
    """The same among a million rows, where few bytes a row are stored."""
    shared = pa.DictionaryArray.from_arrays(pa.array([0] * 500_000, pa.int32()), pa.array(["x" * MEGABYTE]))
    pq.write_table(pa.table({"code": shared}), path, compression="zstd", store_schema=False)


def parquet_list(path: Path) -> None:
    """A row with six million empty texts in its list."""
    many = pa.ListArray.from_arrays(
        pa.array([0, 6 * MEGABYTE], pa.int32()), pa.nulls(6 * MEGABYTE, pa.string())
    )
    pq.write_table(pa.table({"code": many}), path, compression="zstd")


def parquet_page(path: Path) -> None:
    """A column of 20 MB in one page, of a file whose bounds are ten."""
    pq.write_table(pa.table({"code": ["x" * 20_000_000]}), path, compression="zstd", use_dictionary=False)


def parquet_cell(path: Path) -> None:
    """One text of 20 MB among rows of few letters."""
    pq.write_table(
        pa.table({"code": ["x"] * 99 + ["x" * 20_000_000]}), path, compression="zstd", use_dictionary=False
    )


def geopackage_cell(path: Path) -> None:
    """A text of 30 MB, where one of 16 is told."""
    package(path, ("x" * 30_000_000, 1.0, blob("POLYGON ((0 0, 1 0, 1 1, 0 0))")))


Bomb = tuple[Callable[[Path], None], Format, str]
_SHEET, _CSV, _GEO, _PARQUET = Workbook(sheet=".*"), Csv(), GeoJson(), Parquet()
# Who writes it, what it is declared to be, and what the message says; those that take most memory last.
BOMBS: tuple[Bomb, ...] = (
    (far_cell, _SHEET, "cells"),
    (far_row, _SHEET, "cells"),
    (far_row_without_places, _SHEET, "cells"),
    (shared_text, _SHEET, "unpacked"),
    (ods_repeated, _SHEET, "unpacked"),
    (many_parts, Workbook(sheet=".*", bounds=Bounds(unpacked=10_000_000)), "unpacked"),
    (nested, _GEO, "hundreds deep"),
    (nested_geometry, _GEO, "coordinates hold"),
    (many_properties, _GEO, "columns"),
    (long_header, _CSV, "header"),
    (one_long_name, _CSV, "header"),
    (many_columns, _CSV, "columns"),
    (long_line, _CSV, "cell"),
    (long_second_line, _CSV, "cell"),
    (open_quote, _CSV, "never closed"),
    (text_gzip, _CSV, "ratio"),
    (zip_bomb, Csv(member=".*"), "ratio"),
    (zip_list, Csv(member=".*"), "list of the archive's members"),
    (parquet_shared, _PARQUET, "unpacked"),
    (parquet_shared_by_many, _PARQUET, "unpacked"),
    (parquet_list, _PARQUET, "cells"),
    (parquet_page, Parquet(bounds=Bounds(unpacked=10_000_000)), "unpacked"),
    (parquet_cell, _PARQUET, "cell"),
    (geopackage_cell, GeoPackage(".*", 2154), "cell"),
    (geojson_gzip, _GEO, "ratio"),
    (geojson_steady, GeoJson(bounds=Bounds(unpacked=30_000_000)), "unpacked"),
)
# Which take seconds of processor.
SLOW = (shared_text, ods_repeated, open_quote)
