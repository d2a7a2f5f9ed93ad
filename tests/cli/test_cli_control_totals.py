"""The closing table's part on publishers' totals."""

import io

import psycopg
import pytest
from rich.console import Console

from cli import report
from expectations import controls
from tests.expectations.control_totals import put_control_totals

pytestmark = pytest.mark.integration


def told(totals: list[controls.ControlTotal]) -> list[str]:
    console = Console(file=io.StringIO(), width=200)
    report._tell_controls(console, totals)
    return console.file.getvalue().splitlines()


def test_each_compared_total_is_shown_and_the_others_counted(db: psycopg.Connection) -> None:
    put_control_totals(db)
    title, *table, last = told(controls.latest(db))
    rows = [[cell.strip() for cell in line.strip("│┃").split("│")] for line in table if line.startswith("│")]
    assert title.strip() == "Publishers' totals"
    jobs, own = "Salaried jobs", "the publisher's own row"
    assert rows == [
        ["insee_flores_a5", "2024", jobs, "metropolitan France, 2024", own, "25,939,252", "25,939,261", "-9"],
        ["insee_flores_a5", "2024", jobs, "France, 2024", own, "26,604,745", "26,604,745", "0"],
        [
            "insee_population_reference",
            "2023",
            "Municipal population",
            "France, 2023",
            "communes added",
            "68,094,280",
            "68,094,280",
            "0",
        ],
    ]
    told_last = "3 of 4 compared, 1 outside tolerance; not compared: 1 (a part of the file only)"
    assert last == f"Publishers' totals: {told_last}."


def test_before_the_first_build_there_is_nothing_to_tell(db: psycopg.Connection) -> None:
    assert told(controls.latest(db)) == []


def test_none_compared_is_one_line(db: psycopg.Connection) -> None:
    put_control_totals(db)
    partial = [one for one in controls.latest(db) if not one.is_compared]
    assert told(partial) == [
        "Publishers' totals: 0 of 1 compared, none outside tolerance; not compared: 1 (a part of the file only)."
    ]
