"""Marts that a test puts into the candidate as the owner, as if whoever runs dbt had made them."""

from warehouse import bootstrap, release
from warehouse.connect import connect
from warehouse.ops.releases import Release
from warehouse.settings import Settings


def hand_over(settings: Settings) -> None:
    """Give each role what belongs to it of what the test made."""
    with connect(settings, autocommit=True) as owner:
        bootstrap.hand_over(owner, settings)


def released(
    settings: Settings, fingerprint: str = "raw", git_commit: str | None = None, **more: float
) -> Release:
    """Release what the test made."""
    hand_over(settings)
    return release.release(settings, fingerprint, git_commit, **more)
