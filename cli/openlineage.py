"""OpenLineage: each task's events in a file, when OPENLINEAGE=1 asks for it; off otherwise, and then it costs nothing."""

import json
import os

from warehouse import tools
from warehouse.settings import PROJECT, Settings, asks_for_lineage

NAME = "openlineage"
LOCK = PROJECT / "requirements" / "openlineage.txt"


def ready(settings: Settings) -> None:
    """Install Airflow's provider when events are asked for. Raises ToolError when it cannot be had."""
    if asks_for_lineage():
        tools.beside(settings.home / NAME / "packages", LOCK)


def env(settings: Settings, base: dict[str, str]) -> dict[str, str]:
    """What Airflow's processes are told besides: where the provider is, and the file that events are added to.

    One JSON document a line; the namespace is the warehouse's name. Nothing when events are not asked for.
    """
    if not asks_for_lineage(base):
        return {}
    file = settings.home / NAME / "events.jsonl"
    transport = {"type": "file", "log_file_path": str(file), "append": True}
    return {
        "AIRFLOW__OPENLINEAGE__DISABLED": "False",
        "AIRFLOW__OPENLINEAGE__TRANSPORT": json.dumps(transport),
        "AIRFLOW__OPENLINEAGE__NAMESPACE": settings.database,
        "PYTHONPATH": os.pathsep.join([str(settings.home / NAME / "packages"), base.get("PYTHONPATH", "")]),
    }
