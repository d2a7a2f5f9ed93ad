"""Superset served on this machine until Ctrl-C."""

import os
import socket
from contextlib import closing

from dashboards.errors import DashboardError
from dashboards.places import HOST, PORT, ROOM, Places

USUAL_PORT = 8088


def address(places: Places) -> tuple[str, int]:
    """Where it is to listen: 127.0.0.1 and the usual port, or one that is free; one that is asked for must be."""
    host = places.env.get(HOST, "127.0.0.1")
    asked = places.env.get(PORT)
    if asked is None:
        return host, next(port for port in (USUAL_PORT, _any_port(host)) if _is_free(host, port))
    if not asked.isdigit() or not _is_free(host, int(asked)):
        raise DashboardError(
            f"{PORT}={asked}: not a port that is free on {host}; leave it out to have one chosen"
        )
    return host, int(asked)


def serve(places: Places) -> None:
    """Become gunicorn: signals reach it, and nothing is left behind. Does not return."""
    host, port = address(places)
    env = {
        **places.process_env(),
        "ACTE2_SUPERSET_BIND": f"{host}:{port}",
        "ACTE2_SUPERSET_TOLD": told(places, port),
    }
    program = [
        str(places.python),
        "-m",
        "gunicorn",
        "--config",
        str(ROOM / "served.py"),
        "superset.app:create_app()",
    ]
    os.chdir(places.folder)
    os.execve(program[0], program, env)  # noqa: S606 (no shell is wanted)


def told(places: Places, port: int) -> str:
    """What is said once it answers."""
    return (
        f"Superset answers at http://127.0.0.1:{port}/dashboard/list/ (Ctrl-C stops it)\n"
        f"User {places.secrets()['user']}, password in {places.secret}"
    )


def _is_free(host: str, port: int) -> bool:
    with closing(socket.socket()) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
        return True


def _any_port(host: str) -> int:
    with closing(socket.socket()) as probe:
        probe.bind((host, 0))
        port: int = probe.getsockname()[1]
        return port
