"""What an ingestion task does: call the walk, and tell Airflow what came of it.

Modules that take long to import are imported by the task that needs them, not by the DAG processor.
"""

import os
from typing import Any

from airflow.sdk import get_current_context
from airflow.sdk.exceptions import AirflowFailException

from dags.builder.assets import raw_asset
from warehouse.settings import Settings

# The same file would break the same promise again: somebody has to look first.
HOPELESS = (
    "HeaderMismatch",
    "Unreadable",
    "TooManyRejects",
    "TooFewRows",
    "PromiseBroken",
    "VintageUnknown",
)


def fetch(source: str, resource: str) -> list[dict[str, Any]]:
    """Descriptions of the files that changed; none is no failure, and skips the loads."""
    from ingestion import walk  # noqa: PLC0415

    os.environ[walk.RUN_ID] = get_current_context()["run_id"]
    return walk.fetch(source, resource, Settings.from_env())


def load(landed: dict[str, Any]) -> dict[str, Any]:
    """Publish one file; its asset event says raw_table, vintage, rows, rejected and sha256."""
    from expectations.runner import promise  # noqa: PLC0415
    from ingestion import walk  # noqa: PLC0415
    from ingestion.errors import IngestionError  # noqa: PLC0415

    context = get_current_context()
    context["vintage"] = landed["vintage"] or landed["resource"]
    try:
        published = walk.load(landed, Settings.from_env(), promise)
    except IngestionError as error:
        if type(error).__name__ in HOPELESS:
            raise AirflowFailException(str(error)) from error
        raise
    context["outlet_events"][raw_asset(published["raw_table"])].extra = {
        name: published[name] for name in ("raw_table", "vintage", "rows", "rejected", "sha256")
    }
    return published
