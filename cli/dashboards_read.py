"""What the dashboards kept as YAML (`dashboards/assets/`) read of the marts, for dbt's exposures; nothing where there are none."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from cli.lineage import marts_named

_UUID = re.compile(r"^\s+uuid: (\S+)$", re.MULTILINE)


@dataclass(frozen=True)
class Dashboard:
    """A dashboard: its slug, French title and description, and the marts that the data of its charts come from."""

    slug: str
    title: str
    says: str
    marts: tuple[str, ...]


def dashboards(folder: Path, marts: Collection[str]) -> Iterator[Dashboard]:
    """Each dashboard of `folder` (its `assets/` and `sql/`), by name; `marts` are those that exist."""
    datasets = {told["uuid"]: name for name, told in _yaml(folder / "assets" / "datasets")}
    charts = {told["uuid"]: datasets[told["dataset_uuid"]] for _, told in _yaml(folder / "assets" / "charts")}
    for path in sorted((folder / "assets" / "dashboards").glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        told = yaml.safe_load(text)
        shown = {charts[one] for one in _UUID.findall(text) if one in charts}
        read = {mart for name in shown for mart in _read(folder, name)} & set(marts)
        yield Dashboard(
            told["slug"], told["dashboard_title"], told.get("description") or "", tuple(sorted(read))
        )


def _read(folder: Path, dataset: str) -> set[str]:
    """Marts of a dataset: the one it is named after, and those that its query names."""
    query = folder / "sql" / f"{dataset}.sql"
    return {dataset, *(marts_named(query.read_text(encoding="utf-8")) if query.exists() else ())}


def _yaml(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for path in sorted(folder.glob("*.yaml")):
        yield path.stem, yaml.safe_load(path.read_text(encoding="utf-8"))
