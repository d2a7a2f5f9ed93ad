"""Superset made ready: its tables and its user, once for each version; dashboards, when their files or the readers' URL changed."""

import hashlib
import json
import subprocess

import psycopg

from dashboards.bundle import bundle
from dashboards.errors import DashboardError
from dashboards.places import LOCK, ROOM, Places
from warehouse import secret_files, server, tools
from warehouse.connect import connect_url

INSIDE = ROOM / "inside.py"


def prepare(places: Places, again: bool = False) -> list[str]:
    """Bring Superset's tables, user and dashboards to what this project has; `again` imports what did not change as well.

    Returns what was done, in words. What was changed by hand stays until a file of the dashboards changes, which then
    takes its place. Raises DashboardError with Superset's words.
    """
    files = warehouse_files(places)
    wanted = {
        "version": _hash(tools.made_from(LOCK) + places.metadata),
        "files": _hash(json.dumps(files, sort_keys=True)),
    }
    stands = secret_files.recall(places.state) or {}
    is_new = stands.get("version") != wanted["version"]
    if not (is_new or again or stands != wanted):
        return ["dashboards stand as they are"]
    places.folder.mkdir(parents=True, exist_ok=True)
    secrets = places.secrets()
    order = {"is_new": is_new, "user": secrets["user"], "password": secrets["password"], "files": files}
    done = inside(places, order)
    secret_files.keep(places.state, wanted)
    return done


def warehouse_files(places: Places) -> dict[str, str]:
    """The bundle, read against the warehouse; the embedded server is started. Raises DashboardError before a release."""
    settings = places.settings
    server.start(settings)
    with connect_url(settings.reader_url, application_name="acte2 dashboards") as conn:
        conn.read_only = True
        if not _is_released(conn):
            raise DashboardError("nothing is released yet: `make run` first")
        return bundle(conn, settings.reader_url)


def inside(places: Places, order: dict[str, object]) -> list[str]:
    """Have Superset's own Python do it: the order goes in as JSON, so that no password is on a command line or a disk."""
    done = subprocess.run(
        [str(places.python), str(INSIDE)],
        env=places.process_env(),
        cwd=places.folder,
        input=json.dumps(order),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise DashboardError(f"Superset refuses ({INSIDE.name}):\n{done.stderr[-4000:]}")
    return done.stdout.splitlines()


def _is_released(conn: psycopg.Connection) -> bool:
    return conn.execute("select from quality.release where is_current").fetchone() is not None


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
