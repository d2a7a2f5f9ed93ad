"""What is wrong now: late sources, a release that did not come, one that revised much. Kept in `ops.alarm`."""

from datetime import datetime
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

import psycopg
from psycopg.rows import dict_row

from alarms import words
from warehouse import fingerprint
from warehouse.connect import connect
from warehouse.ops import alarms as book
from warehouse.ops.alarms import Alarm
from warehouse.roles import Role
from warehouse.settings import Settings

PARIS = ZoneInfo("Europe/Paris")
# Share of the published values that a release may revise before somebody is told: monthly ones revise some thousandths.
UNUSUAL = 0.05
# A failure is an event: nothing says when its cause is gone.
FAILURE_HOURS = 24


def look(settings: Settings, is_deadline: bool = False) -> None:
    """Keep what is found to be told, end what is gone. `is_deadline`: what was loaded should be released by now."""
    with connect(settings, Role.RELEASER, autocommit=True, application_name="acte2 alarms") as conn:
        book.end_old(conn, "failure", FAILURE_HOURS)
        _hold(conn, "late_source", late_sources(conn))
        _hold(conn, "revisions", _revisions(conn))
        is_due = fingerprint.is_due(conn, settings)
        if is_deadline or not is_due:
            _hold(conn, "late_release", [words.late_release(_today())] if is_due else [])


def _hold(conn: psycopg.Connection, kind: str, found: list[Alarm]) -> None:
    for alarm in found:
        book.raise_(conn, alarm)
    book.end_others(conn, kind, [alarm.subject for alarm in found])


def late_sources(conn: psycopg.Connection) -> list[Alarm]:
    """Sources that are late now, by name; none before a first build."""
    if not _has(conn, "quality.source_freshness"):
        return []
    return [words.late_source(one) for one in _rows(conn, "late_sources")]


def _revisions(conn: psycopg.Connection) -> list[Alarm]:
    if not _has(conn, "marts.fct_indicator_value"):
        return []
    return [words.revisions(one) for one in _rows(conn, "revisions", unusual=UNUSUAL)]


def _today() -> str:
    return datetime.now(PARIS).date().isoformat()


def _has(conn: psycopg.Connection, relation: str) -> bool:
    row = conn.execute("SELECT to_regclass(%s) IS NOT NULL", [relation]).fetchone()
    return bool(row and row[0])


def _rows(conn: psycopg.Connection, name: str, **given: Any) -> list[dict[str, Any]]:
    statement = (files("alarms") / "sql" / f"{name}.sql").read_bytes()
    with conn.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(statement, given).fetchall()
