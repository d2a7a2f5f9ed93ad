"""`make status` in ten lines: what runs, what readers see, what failed, what is late, who has to be told."""

import shutil
from collections.abc import Iterable, Iterator

import psycopg

from alarms import look
from cli import airflow, words
from warehouse import fingerprint, release, server
from warehouse.connect import connect
from warehouse.ops import alarms, built, loads
from warehouse.roles import Role
from warehouse.settings import Settings

SHOWN = 5
SOON_S = 5.0


def lines(settings: Settings) -> Iterator[str]:
    """A line each, the warehouse's own only where its database answers."""
    postgres, flow = server.status(settings), airflow.running(settings)
    yield f"Warehouse   {settings.database}, fed by: {settings.origin}"
    if settings.is_embedded:
        yield "PostgreSQL  " + (f"on 127.0.0.1:{postgres.port}" if postgres.running else "stopped")
    yield "Airflow     " + (_airflow(settings, flow) if flow else "stopped")
    if postgres.running or not settings.is_embedded:
        with connect(
            settings, Role.RELEASER, autocommit=True, application_name="acte2 status", patience_s=SOON_S
        ) as conn:
            yield from _warehouse(settings, conn)
    if settings.home.exists():
        yield f"Disk        {words.size(shutil.disk_usage(settings.home).free)} free for {settings.home}"


def _airflow(settings: Settings, flow: airflow.Running) -> str:
    ill = airflow.ailing(airflow.client(settings, flow), flow)
    return f"{flow.url}, warehouse {flow.database}, " + (f"ill: {', '.join(ill)}" if ill else "healthy")


def _warehouse(settings: Settings, conn: psycopg.Connection) -> Iterator[str]:
    now, (many, tables, last) = release.current(settings), loads.summary(conn)
    yield "Readers     " + (
        f"see release {now.release_id} of {now.released_at:%Y-%m-%d %H:%M}" if now else "see nothing yet"
    )
    yield "Loaded      " + (
        f"{many} vintages in {tables} tables, the last on {last:%Y-%m-%d %H:%M}" if last else "nothing yet"
    )
    yield "Build       " + _build(conn, settings)
    yield "Failed      " + _few(f"{one['source']} {one['resource']}" for one in loads.still_failed(conn))
    yield "Late        " + _few(one.subject for one in look.late_sources(conn))
    waiting = alarms.standing(conn)
    untold = sum(one.told_at is None for one in waiting)
    yield "Alarms      " + (
        f"{len(waiting)} stand, {untold} not told: python -m alarms list" if waiting else "none"
    )


def _build(conn: psycopg.Connection, settings: Settings) -> str:
    if not fingerprint.is_due(conn, settings):
        return "nothing to build"
    since = built.unfinished(conn)
    return (
        f"due: the one of {since:%Y-%m-%d %H:%M} is not released"
        if since
        else "due: something changed since that release"
    )


def _few(names: Iterable[str]) -> str:
    found = list(names)
    more = f" and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
    return ", ".join(found[:SHOWN]) + more if found else "none"
