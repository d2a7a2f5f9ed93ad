"""A table to download: CSV and XLSX with unit, status, vintage and licence in it; places as GeoJSON."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pages.store import Row

Cell = str | float | int | date | bool | None
# What a spreadsheet would take for a formula when a text begins with it.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
# Nothing of the moment goes into a file: the same figures give the same bytes.
MADE = datetime(2000, 1, 1)
DIRECTORY = "https://annuaire-entreprises.data.gouv.fr/etablissement/{}"
BOM = "\ufeff"


@dataclass(frozen=True)
class Table:
    """A sheet: its name, headers, rows, and `notes` told on a sheet of their own."""

    name: str
    headers: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    notes: Sequence[str] = ()


def told(info: Row, row: Row) -> tuple[Cell, ...]:
    """The cells that every list of figures has: zone, year, value, unit, status, its words and reason, change since 2022."""
    return (
        info["zone_fr"],
        row["period"],
        row["value"],
        info["unit_fr"],
        row["obs_status"],
        row["status_fr"],
        row["reason_fr"],
        row["change_since_2022"],
    )


def headers(told: str) -> tuple[str, ...]:
    """Names of columns, told with commas between them."""
    return tuple(told.split(","))


def to_csv(table: Table) -> str:
    """UTF-8 with a mark of its coding, semicolons and decimal commas, which French spreadsheets open as they are."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(table.headers)
    writer.writerows([[_text(cell) for cell in row] for row in table.rows])
    return BOM + out.getvalue()


def to_xlsx(tables: Iterable[Table]) -> bytes:
    """A sheet a table, then one of the first's notes; no cell is a formula."""
    out, tables = io.BytesIO(), list(tables)
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"created": MADE})
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "dd/mm/yyyy"})
        for table in tables:
            sheet = book.add_worksheet(table.name)
            sheet.freeze_panes(1, 0)
            sheet.write_row(0, 0, table.headers, bold)
            for number, row in enumerate(table.rows, start=1):
                for column, cell in enumerate(row):
                    _write(sheet, number, column, cell, day)
        book.add_worksheet("Lisez-moi").write_column(0, 0, tables[0].notes)
    return out.getvalue()


def _write(sheet: Worksheet, row: int, column: int, cell: Cell, day: Format) -> None:
    """A cell by its kind: the library's own guess, which would take some texts for formulas, takes half the time."""
    if isinstance(cell, str):
        sheet.write_string(row, column, cell)
    elif isinstance(cell, bool):
        sheet.write_boolean(row, column, cell)
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, datetime(cell.year, cell.month, cell.day), day)
    elif cell is not None:
        sheet.write_number(row, column, cell)


def places(listed: Iterable[Row], properties: Callable[[Row], Row], notes: Sequence[str]) -> str:
    """What has a place, as a GeoJSON FeatureCollection in WGS84; `properties` tells what is said of each."""
    features = [
        {"type": "Feature", "geometry": _point(row), "properties": properties(row)}
        for row in listed
        if row["longitude"] is not None
    ]
    told = {"type": "FeatureCollection", "notes": list(notes), "features": features}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def _point(row: Row) -> Row:
    return {"type": "Point", "coordinates": [round(row["longitude"], 6), round(row["latitude"], 6)]}


def directory(siret: str) -> str:
    """Address of an establishment in the public directory of companies."""
    return DIRECTORY.format(siret)


def _text(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "oui" if cell else "non"
        case float():
            return f"{cell:.15g}".replace(".", ",")
        case str():
            return f"'{cell}" if cell.startswith(FORMULA) else cell
        case _:
            return str(cell)
