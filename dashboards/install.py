"""Superset's own virtual environment, made from its own lock."""

from dashboards.errors import DashboardError
from dashboards.places import ENVIRONMENT, LOCK, Places
from warehouse import tools

# The Pythons that this Superset runs on.
PYTHON = ">=3.11,<3.13"


def is_installed(places: Places) -> bool:
    """Whether the environment holds what the lock says; one that others made is taken as it is."""
    return places.python.exists() if places.is_given else tools.is_made(places.environment, LOCK)


def install(places: Places) -> None:
    """Make the environment unless it is there. Raises ToolError with uv's words; DashboardError when one given is not there."""
    if is_installed(places):
        return
    if places.is_given:
        raise DashboardError(
            f"{ENVIRONMENT}: no Python in {places.environment}; leave it out to have one made"
        )
    tools.environment(places.environment, LOCK, PYTHON)
