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
    """Fingerprint of what stands in `raw`; empty, which ends the run, when it is released or there is none."""
    from warehouse import release  # noqa: PLC0415
    from warehouse.connect import connect  # noqa: PLC0415

    settings = Settings.from_env()
    with connect(settings) as conn:
        fingerprint = release.fingerprint(conn)
    current = release.current(settings)
    known = {NOTHING, current.fingerprint if current else NOTHING}
    return "" if fingerprint in known else fingerprint


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
