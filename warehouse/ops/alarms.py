"""`ops.alarm`: what somebody has to be told. A cause that lasts is one row, told once."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

import psycopg
from psycopg.rows import class_row

# Two processes that find the same cause at once make one row.
_RAISE = """
    INSERT INTO ops.alarm (kind, subject, message_en, message_fr, link)
    VALUES (%(kind)s, %(subject)s, %(message_en)s, %(message_fr)s, %(link)s)
    ON CONFLICT (kind, subject) WHERE ended_at IS NULL DO NOTHING
"""
_STANDING = """
    SELECT alarm_id, kind, subject, message_en, message_fr, link, began_at, told_at
    FROM ops.alarm WHERE ended_at IS NULL ORDER BY alarm_id
"""
# A row that another process is telling is left to it.
_LOCK_UNTOLD = """
    SELECT alarm_id, kind, subject, message_en, message_fr, link, began_at, told_at
    FROM ops.alarm WHERE alarm_id = %s AND told_at IS NULL FOR UPDATE SKIP LOCKED
"""
_END_OTHERS = """
    UPDATE ops.alarm SET ended_at = clock_timestamp()
    WHERE ended_at IS NULL AND kind = %s AND subject <> ALL (%s)
"""
_END_OLD = """
    UPDATE ops.alarm SET ended_at = clock_timestamp()
    WHERE ended_at IS NULL AND kind = %s AND began_at < clock_timestamp() - make_interval(hours => %s)
"""


@dataclass(frozen=True)
class Alarm:
    """Something to be told, in both languages; `link` leads to more, a task's log."""

    kind: str
    subject: str
    message_en: str
    message_fr: str
    link: str | None = None


@dataclass(frozen=True)
class Standing(Alarm):
    """One whose cause was not found gone yet."""

    alarm_id: int = 0
    began_at: datetime | None = None
    told_at: datetime | None = None


def raise_(conn: psycopg.Connection, alarm: Alarm) -> None:
    """Keep it to be told, unless one with that kind and subject stands."""
    conn.execute(_RAISE, asdict(alarm))


def standing(conn: psycopg.Connection) -> list[Standing]:
    """Every alarm whose cause lasts, oldest first."""
    with conn.cursor(row_factory=class_row(Standing)) as cursor:
        return cursor.execute(_STANDING).fetchall()


def untold(conn: psycopg.Connection) -> list[Standing]:
    """Those of them that nobody was told of."""
    return [alarm for alarm in standing(conn) if alarm.told_at is None]


def lock_untold(conn: psycopg.Connection, alarm_id: int) -> Standing | None:
    """That alarm, locked until the transaction's end; None when it was told, or another process is telling it."""
    with conn.cursor(row_factory=class_row(Standing)) as cursor:
        return cursor.execute(_LOCK_UNTOLD, [alarm_id]).fetchone()


def note_told(conn: psycopg.Connection, alarm: Standing) -> None:
    """Every channel took it."""
    conn.execute("UPDATE ops.alarm SET told_at = clock_timestamp() WHERE alarm_id = %s", [alarm.alarm_id])


def end_others(conn: psycopg.Connection, kind: str, subjects: Sequence[str]) -> None:
    """The causes of this kind that are not among `subjects` are gone."""
    conn.execute(_END_OTHERS, [kind, list(subjects)])


def end_old(conn: psycopg.Connection, kind: str, hours: int) -> None:
    """Those of this kind that began longer ago are done with."""
    conn.execute(_END_OLD, [kind, hours])
