"""What an ingestion task does: call the walk, and tell Airflow what came of it.

Modules that take long to import are imported by the task that needs them, not by the DAG processor.
"""

import os
from typing import Any, cast

from airflow.sdk import get_current_context
from airflow.sdk.exceptions import AirflowFailException

from dags.builder.assets import raw_asset
from ingestion.registry import find
from warehouse.settings import Settings

ALL = "all"


def fetch(source: str, resource: str) -> list[dict[str, Any]]:
    """Descriptions of the files that changed, or that the run's parameters ask for; none is no failure, and skips the loads."""
    from ingestion import walk  # noqa: PLC0415
    from ingestion.lander import Wanted  # noqa: PLC0415

    context = get_current_context()
    asked = context["params"]
    if asked["resource"] not in (ALL, resource):
        return []
    wanted = Wanted(asked["vintage"], asked["load_again"])
    return walk.fetch(source, resource, Settings.from_env(), context["run_id"], wanted)


def load(landed: dict[str, Any]) -> dict[str, Any]:
    """Publish one file; its asset event says raw_table, vintage, rows, rejected and sha256."""
    from expectations.runner import promise  # noqa: PLC0415
    from ingestion import walk  # noqa: PLC0415
    from ingestion.errors import IngestionError  # noqa: PLC0415
    from ingestion.publish import ACCEPT  # noqa: PLC0415

    context = cast("dict[Any, Any]", get_current_context())
    context["vintage"] = landed["vintage"] or landed["resource"]
    if context["params"]["accept_fewer_rows"]:
        _, declared = find(landed["source"], landed["resource"])
        os.environ[ACCEPT] = f"{declared.raw_table}@{landed['vintage']}"  # of this task's process alone
    try:
        published = walk.load(landed, Settings.from_env(), promise)
    except IngestionError as error:
        if error.can_retry:
            raise
        raise AirflowFailException(str(error)) from error
    context["outlet_events"][raw_asset(published["raw_table"])].extra = {
        name: published[name] for name in ("raw_table", "vintage", "rows", "rejected", "sha256")
    }
    return published
