"""Queries that README and docs show to readers, and their results: run as a reader on this warehouse, written beneath."""

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import psycopg

from warehouse.connect import connect_url
from warehouse.settings import PROJECT, Settings

PAGES = (PROJECT / "README.md", PROJECT / "docs" / "readers.md")
ROWS, WIDTH = 8, 70
_BEGINS = "<!-- result: written by `python -m cli shown` -->"
_SHOWN = re.compile(
    r"^```sql\n(?P<query>.*?)^```\n(?:\n<!-- result: .*?<!-- /result -->\n)?", re.DOTALL | re.MULTILINE
)


def write(settings: Settings) -> int:
    """Run each query and write its first rows beneath it. Returns 0; raises psycopg.Error for one that fails."""
    with connect_url(settings.reader_url, autocommit=True) as reader:
        for page in PAGES:
            page.write_text(with_results(page.read_text(encoding="utf-8"), reader), encoding="utf-8")
    return 0


def queries(page: Path) -> list[str]:
    """The queries of a page, in order."""
    return [found["query"] for found in _SHOWN.finditer(page.read_text(encoding="utf-8"))]


def with_results(text: str, reader: psycopg.Connection) -> str:
    """A page's text, the result of each query written anew beneath it."""
    return _SHOWN.sub(lambda found: _with_result(found["query"], reader), text)


def _with_result(query: str, reader: psycopg.Connection) -> str:
    cursor = reader.execute(query.encode())
    names = [column.name for column in cursor.description or []]
    rows = cursor.fetchall()
    table = "\n".join(map(_line, [names, ["---"] * len(names), *rows[:ROWS]]))
    written = [f"```sql\n{query}```", _BEGINS, table, _said(len(rows)), "<!-- /result -->"]
    return "\n\n".join(filter(None, written)) + "\n"


def _said(rows: int) -> str:
    if not rows:
        return "No row in the demo."
    return f"{rows:,} rows, of which the first {ROWS}." if rows > ROWS else ""


def _line(cells: Any) -> str:
    return f"| {' | '.join(_cells(cells))} |"


def _cells(cells: Any) -> Iterator[str]:
    """Cells as a page shows them: six digits, an ellipsis where text is cut, nothing for null."""
    for cell in cells:
        told = (
            "" if cell is None else f"{float(cell):.6g}" if isinstance(cell, float | Decimal) else str(cell)
        )
        told = told.replace("|", "\\|")
        yield told if len(told) <= WIDTH else f"{told[: WIDTH - 1]}…"
