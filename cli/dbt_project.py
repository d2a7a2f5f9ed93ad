"""The dbt project as this room asks it: its command line and its seeds."""

import csv
import sys
from pathlib import Path
from typing import Any

from cli.places import DBT_PROJECT

_DRAWN = ("model", "seed")
_NOT_DRAWN = {"columns", "raw_code", "compiled_code", "doc_blocks", "unrendered_config"}
_APART = ("unit_tests", "macros", "docs", "child_map", "exposures", "groups", "group_map")


def dbt(*arguments: str) -> list[str]:
    """The command that gives `arguments` to this environment's dbt, on the project."""
    program = str(Path(sys.executable).parent / "dbt")
    return [program, *arguments, "--project-dir", str(DBT_PROJECT), "--profiles-dir", str(DBT_PROJECT)]


def graph(manifest: dict[str, Any]) -> dict[str, Any]:
    """Of dbt's manifest what the warehouse DAG is drawn from: half the time it takes to read a DAG file went to the rest."""
    nodes = {
        name: _drawn(node) for name, node in manifest["nodes"].items() if node["resource_type"] in _DRAWN
    }
    sources = {name: _drawn(source) for name, source in manifest.get("sources", {}).items()}
    return {**manifest, "nodes": nodes, "sources": sources, **{key: {} for key in _APART}}


def _drawn(node: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in node.items() if key not in _NOT_DRAWN}


def seed(name: str) -> list[dict[str, str]]:
    """Rows of a seed, cells as they stand in its file."""
    with (DBT_PROJECT / "seeds" / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
