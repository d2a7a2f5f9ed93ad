"""Reads the DAG files as Airflow does and prints what they are, in a process of its own: run by the tests."""

import json
import sys
import time
from importlib import import_module
from typing import Any

from airflow.dag_processing.dagbag import DagBag

WATCHED = ("open", "socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system")
# Airflow's and Cosmos's own import is not the DAG files'.
LIBRARIES = (
    "airflow.sdk",
    "airflow.triggers.base",
    "cosmos.operators.local",
)
CODE = (".py", ".pyc", ".so", "__pycache__")


def main(folder: str) -> dict[str, Any]:
    """Import errors, seconds, files opened, and every task of every DAG."""
    for library in LIBRARIES:
        import_module(library)
    seen: list[tuple[str, str]] = []
    watching = [True]

    def watch(event: str, args: tuple) -> None:
        if watching[0] and event in WATCHED:
            seen.append((event, str(args[0])))

    sys.addaudithook(watch)
    began = time.process_time()  # processor seconds: what else runs on the machine is no matter
    bag = DagBag(dag_folder=folder)
    seconds = time.process_time() - began
    watching[0] = False
    return {
        "errors": dict(bag.import_errors),
        "seconds": seconds,
        "touched": sorted({one for one in seen if not one[1].endswith(CODE)}),
        "dags": {name: _dag(dag) for name, dag in bag.dags.items()},
    }


def _dag(dag: Any) -> dict[str, Any]:
    return {
        "file": dag.fileloc,
        "catchup": dag.catchup,
        "max_active_runs": dag.max_active_runs,
        "doc": dag.doc_md,
        "owner": dag.owner,
        "owner_links": dag.owner_links,
        "tags": sorted(dag.tags),
        "params": {name: dag.params[name] for name in dag.params},
        "timetable": type(dag.timetable).__name__,
        "tasks": {task.task_id: _task(task) for task in dag.tasks},
    }


def _task(task: Any) -> dict[str, Any]:
    return {
        "type": task.task_type,
        "owner": task.owner,
        "pool": task.pool,
        "retries": task.retries,
        "timeout": task.execution_timeout and task.execution_timeout.total_seconds(),
        "outlets": [asset.name for asset in task.outlets],
        "upstream": sorted(task.upstream_task_ids),
        "select": getattr(task, "select", None),
        "exclude": getattr(task, "exclude", None),
    }


if __name__ == "__main__":
    sys.stdout.write("\n" + json.dumps(main(sys.argv[1])))
