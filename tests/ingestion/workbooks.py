"""Workbooks as publishers send them, several sheets each."""

import io

import openpyxl


def workbook(**sheets: list[list]) -> bytes:
    """A workbook of the named sheets, each a list of rows."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
