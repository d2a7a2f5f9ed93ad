"""The files that Superset imports: those of `assets/`, with what is known elsewhere put in.

A file of `assets/` is what Superset exports, less what would be said twice. Put in here: the readers' URL, the query of a
dataset (`sql/<its name>.sql`), its columns as the warehouse has them, their French labels, and the query of each chart.
"""

import csv
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import psycopg
import yaml
from psycopg import sql

from dashboards.errors import DashboardError
from dashboards.places import ROOM
from dashboards.queries import query_context
from warehouse.settings import PROJECT

ASSETS = ROOM / "assets"
KINDS = ("databases", "datasets", "charts", "dashboards")
DRIVER = "postgresql+psycopg2"
OUTLINE = PROJECT / "pages" / "data" / "france.json"
_SEEDS = PROJECT / "dbt_project" / "seeds"
_METADATA = {"version": "1.0.0", "type": "assets", "timestamp": "2026-01-01T00:00:00+00:00"}
# Of PostgreSQL's types those that Superset offers as an axis of time.
_TIMES = {"date", "timestamp", "timestamptz"}

Asset = dict[str, Any]


def assets(kind: str) -> dict[str, Asset]:
    """Files of a kind (`KINDS`) by their path in the bundle. Raises DashboardError for one that is no YAML mapping."""
    return {f"{kind}/{path.name}": _read(path) for path in sorted((ASSETS / kind).glob("*.yaml"))}


def bundle(conn: psycopg.Connection, url: str) -> dict[str, str]:
    """What Superset imports, texts by path; `conn` reads the warehouse as readers do, `url` is theirs, password included."""
    datasets = {path: complete(conn, one) for path, one in assets("datasets").items()}
    whole = {
        **{path: {**one, "sqlalchemy_uri": _address(url)} for path, one in assets("databases").items()},
        **datasets,
        **{path: {**one, "query_context": query_context(one)} for path, one in assets("charts").items()},
        **assets("dashboards"),
    }
    # JSON is YAML, and written in no time.
    return {
        path: json.dumps(one, ensure_ascii=False)
        for path, one in {"metadata.yaml": _METADATA, **whole}.items()
    }


def complete(conn: psycopg.Connection, dataset: Asset) -> Asset:
    """A dataset with its query and its columns. Raises DashboardError when the warehouse has no such table."""
    query = query_of(dataset)
    try:
        columns = [_column(name, kind) for name, kind in _described(conn, dataset, query)]
    except psycopg.errors.UndefinedTable as error:
        raise DashboardError(
            f"dataset {dataset['table_name']}: {error.diag.message_primary}: `make run` first"
        ) from error
    return {**dataset, "sql": query, "columns": [*columns, *dataset.get("columns", [])]}


def query_of(dataset: Asset) -> str | None:
    """The query of a dataset that is no table as it stands."""
    path = ROOM / "sql" / f"{dataset['table_name']}.sql"
    return path.read_text("utf-8").replace("$outline", _outline()) if path.exists() else None


@cache
def labels() -> dict[str, dict[str, str]]:
    """French label and description of a column by its name: indicators' from their seeds, others' from `words.yaml`."""
    told = {name: {"label": label} for name, label in _read(ASSETS / "words.yaml").items()}
    return {**told, **{name: words for one in _indicators() for name, words in _of_indicator(one)}}


def _described(conn: psycopg.Connection, dataset: Asset, query: str | None) -> Iterator[tuple[str, str]]:
    """Name and type of each column of a dataset."""
    table = sql.Identifier(dataset["schema"], dataset["table_name"])
    asked = sql.SQL("select * from ({}) as dataset limit 0").format(sql.SQL(query)) if query else None
    found = conn.execute(asked or sql.SQL("select * from {} limit 0").format(table)).description or []
    return ((column.name, column.type_display) for column in found)


def _column(name: str, kind: str) -> Asset:
    words = labels().get(name, {})
    return {
        "column_name": name,
        "verbose_name": words.get("label"),
        "description": words.get("description"),
        "type": kind.upper(),
        "is_dttm": kind in _TIMES,
        "is_active": True,
        "groupby": True,
        "filterable": True,
    }


def _indicators() -> list[dict[str, str]]:
    definitions = {one["indicator_code"]: one["definition_fr"] for one in _seed("indicator_fr")}
    return [
        {**one, "definition_fr": definitions.get(one["indicator_code"], "")} for one in _seed("indicator")
    ]


def _of_indicator(one: dict[str, str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Columns of the wide marts that show an indicator."""
    name, label = one["indicator_code"].lower(), one["label_fr"]
    yield name, {"label": label, "description": one["definition_fr"]}
    yield f"{name}_year", {"label": f"{label} : année"}
    yield f"{name}_status", {"label": f"{label} : statut"}
    yield f"{name}_peers", {"label": f"{label} : médiane des comparables"}


def _outline() -> str:
    """Rings of the outline of France, as GeoJSON has them."""
    return json.dumps([[ring] for ring in json.loads(OUTLINE.read_text("utf-8"))], separators=(",", ":"))


def _address(url: str) -> str:
    return f"{DRIVER}://{url.partition('://')[2]}"


def _seed(name: str) -> list[dict[str, str]]:
    with (_SEEDS / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _read(path: Path) -> Asset:
    try:
        told = yaml.safe_load(path.read_text("utf-8"))
    except yaml.YAMLError as error:
        raise DashboardError(f"{path}: no YAML: {error}") from error
    if not isinstance(told, dict):
        raise DashboardError(f"{path}: a mapping is expected, as Superset exports it")
    return told
