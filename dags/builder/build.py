"""What the warehouse's own tasks do, from the wait for the loads to the documentation.

A build is keyed on what stands in `raw` (its fingerprint), never on a date: a run started by an asset has
no logical date.
"""

import os
from hashlib import sha256
from typing import Any

from airflow.sdk import get_current_context

from dags.builder.assets import MARTS
from warehouse.settings import Settings

# Fingerprint of a warehouse without any raw data.
NOTHING = sha256(b"").hexdigest()


def changed() -> str:
    """Fingerprint of raw data and models; empty, which ends the run, when it is released or raw is empty."""
    from warehouse import release  # noqa: PLC0415
    from warehouse.connect import connect  # noqa: PLC0415

    settings = Settings.from_env()
    with connect(settings) as conn:
        is_empty = release.raw_fingerprint(conn) == NOTHING
        fingerprint = release.fingerprint(conn)
    current = release.current(settings)
    is_released = current is not None and current.fingerprint == fingerprint
    return "" if is_empty or is_released else fingerprint


def marts_suite() -> list[str]:
    """Check the candidate marts; returns the warnings. Raises BrokenPromise, and then nothing is released."""
    from expectations.runner import check_marts  # noqa: PLC0415

    return check_marts(Settings.from_env()).warnings


def release(fingerprint: str) -> int:
    """Let readers see the candidate marts; returns the release's number."""
    from warehouse.release import release as let_see  # noqa: PLC0415

    made = let_see(Settings.from_env(), fingerprint, os.environ.get("ACTE2_GIT_COMMIT"))
    facts: dict[str, Any] = {"release": made.release_id, "revisions": made.revisions}
    get_current_context()["outlet_events"][MARTS].extra = facts
    return made.release_id


def dbt_docs() -> str:
    """Write dbt's documentation; returns its path."""
    from dags.builder.dbt import docs  # noqa: PLC0415

    settings = Settings.from_env()
    return str(docs(settings.home / "site" / settings.database / "dbt"))


def data_docs() -> str:
    """Write the pages of every check made; returns their path."""
    from expectations import site  # noqa: PLC0415

    settings = Settings.from_env()
    return str(site.build(settings, settings.home / "site" / settings.database / "quality"))
