"""Messages sent by the channels of ACTE2_NOTIFY (Apprise URLs): mail, webhook, Slack and a hundred more."""

import logging
from collections.abc import Sequence

import psycopg

from warehouse.connect import connect
from warehouse.errors import WarehouseError
from warehouse.ops import alarms as book
from warehouse.ops.alarms import Alarm
from warehouse.roles import Role
from warehouse.settings import Settings

log = logging.getLogger(__name__)
PATIENCE_S = 10.0
KINDS_FR = {
    "failure": "échec d’une tâche",
    "late_source": "source en retard",
    "late_release": "publication en retard",
    "revisions": "révisions inhabituelles",
}


def tell(settings: Settings) -> int:
    """Send each alarm that nobody was told of; how many were taken. Without a channel they wait to be looked at."""
    if not settings.notify:
        return 0
    with connect(settings, Role.RELEASER, autocommit=True, application_name="acte2 alarms") as conn:
        return sum(_tell_one(conn, settings, one.alarm_id) for one in book.untold(conn))


def at_once(settings: Settings, alarm: Alarm) -> None:
    """Keep an alarm and send it; send it all the same when the warehouse cannot keep it, or no login is at hand."""
    try:
        with connect(settings, Role.RELEASER, autocommit=True, patience_s=PATIENCE_S) as conn:
            book.raise_(conn, alarm)
    except (psycopg.Error, WarehouseError):
        log.exception("The warehouse cannot keep this alarm; it is sent all the same")
        deliver(settings, alarm)
        return
    tell(settings)


def deliver(settings: Settings, alarm: Alarm) -> bool:
    """Give a message to every channel; True when one took it at least. What a channel says stays in the log."""
    taken = [_give(url, place, settings, alarm) for place, url in enumerate(settings.notify, start=1)]
    return any(taken)


def _tell_one(conn: psycopg.Connection, settings: Settings, alarm_id: int) -> bool:
    with conn.transaction():
        alarm = book.lock_untold(conn, alarm_id)
        if alarm is None or not deliver(settings, alarm):
            return False
        book.note_told(conn, alarm)
        return True


def _give(url: str, place: int, settings: Settings, alarm: Alarm) -> bool:
    from apprise import Apprise  # noqa: PLC0415 (takes half a second, and few tasks tell anything)

    channel = Apprise()
    if not channel.add(url):
        log.error("ACTE2_NOTIFY: address %s is none that Apprise knows", place)
        return False
    is_taken = bool(channel.notify(title=_title(settings, alarm), body=_body(alarm)))
    if not is_taken:
        log.error("ACTE2_NOTIFY: address %s did not take the message", place)
    return is_taken


def _title(settings: Settings, alarm: Alarm) -> str:
    return f"[Baromètre Acte II, {settings.database}] {KINDS_FR[alarm.kind]} : {alarm.subject}"


def _body(alarm: Alarm) -> str:
    parts: Sequence[str | None] = (alarm.message_fr, alarm.link, "In English:", alarm.message_en)
    return "\n\n".join(part for part in parts if part)
