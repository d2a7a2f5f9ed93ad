"""The dashboards' files against one another, against the marts' contracts, and against a warehouse of a few rows."""

import csv
import re
from collections import Counter
from functools import cache
from typing import Any
from uuid import UUID

import psycopg
import pytest
import yaml

from dashboards.bundle import KINDS, assets, bundle, complete, labels, query_of
from dashboards.queries import columns, filters, metrics
from tests.contracts import columns_of, contracts
from warehouse.settings import PROJECT

DATASETS = {one["uuid"]: one for one in assets("datasets").values()}
CHARTS = {one["uuid"]: one for one in assets("charts").values()}
DASHBOARDS = assets("dashboards")
TEXTS = {path: path.read_text("utf-8") for path in sorted((PROJECT / "dashboards").rglob("*.yaml"))}
SUM = re.compile(r"\b(SUM|AVG)\s*\(([^()]*)\)", re.IGNORECASE)
COUNTED = {"integer", "bigint"}
# A share of the figures of a row, times their number: a count.
SHARE_OF_FIGURES = re.compile(r"share_\w+ \* figures")


@cache
def tables() -> dict[str, dict[str, str]]:
    """Types of the columns of each table that readers see."""
    quality = PROJECT / "dbt_project" / "models" / "quality" / "_quality__models.yml"
    models = yaml.safe_load(quality.read_text("utf-8"))["models"]
    seen = {
        one["name"].removeprefix("quality_"): {column["name"]: "?" for column in one["columns"]}
        for one in models
    }
    return {mart: columns_of(mart) for mart in contracts()} | seen


def of_dataset(chart: dict[str, Any]) -> dict[str, Any]:
    return DATASETS[chart["dataset_uuid"]]


def by_name(found: dict[str, dict[str, Any]]) -> Any:
    return pytest.mark.parametrize(
        "one", found.values(), ids=lambda one: one.get("slice_name") or one["table_name"]
    )


def test_each_asset_has_an_identity_of_its_own():
    found = Counter(one["uuid"] for kind in KINDS for one in assets(kind).values())
    assert all(str(UUID(one)) == one for one in found)
    assert set(found.values()) == {1}
    assert len(DASHBOARDS) == 4


def test_a_label_is_of_one_indicator():
    """Filters go by label, and classes of the map are made by label."""
    with (PROJECT / "dbt_project" / "seeds" / "indicator.csv").open(encoding="utf-8", newline="") as lines:
        assert set(Counter(row["label_fr"] for row in csv.DictReader(lines)).values()) == {1}


def test_no_file_holds_an_address_or_a_password():
    for path, text in TEXTS.items():
        assert "://" not in text, path
        assert not re.search(r"password|sqlalchemy_uri|secret_key", text, re.IGNORECASE), path


@by_name(DATASETS)
def test_a_dataset_is_of_a_mart(one):
    assert one["table_name"] in tables()
    assert one["database_uuid"] == assets("databases")["databases/barometre.yaml"]["uuid"]
    for table in re.findall(r"\bmarts\.(\w+)", query_of(one) or ""):
        assert table in tables()


@by_name(DATASETS)
def test_nothing_but_a_count_is_added_up(one):
    kinds = tables()[one["table_name"]]
    for metric in one["metrics"]:
        for function, what in SUM.findall(metric["expression"]):
            assert function.upper() == "SUM", metric
            is_count = kinds.get(what.strip()) in COUNTED or SHARE_OF_FIGURES.fullmatch(what.strip())
            assert is_count, f"{one['table_name']}.{metric['metric_name']} adds up {what}"


@by_name(CHARTS)
def test_a_chart_shows_metrics_of_its_dataset(one):
    known = {metric["metric_name"] for metric in of_dataset(one)["metrics"]}
    assert set(metrics(one["params"])) <= known
    assert one["params"]["viz_type"] == one["viz_type"]


@by_name(CHARTS)
def test_what_a_chart_shows_has_a_french_label(one):
    shown = [name for name in columns(one) if name != "feature"]
    assert [name for name in shown if name not in labels()] == []


@pytest.mark.parametrize("one", DASHBOARDS.values(), ids=lambda one: one["slug"])
def test_a_dashboard_begins_with_the_nature_of_its_data(one):
    cells = one["position"]
    first_row = cells[cells["GRID_ID"]["children"][0]]
    banner = CHARTS[cells[first_row["children"][0]]["meta"]["uuid"]]
    assert metrics(banner["params"]) == ["nature", "nature_code"]


@pytest.mark.parametrize("one", DASHBOARDS.values(), ids=lambda one: one["slug"])
def test_a_dashboard_holds_known_charts_and_filters(one):
    cells = [cell for cell in one["position"].values() if isinstance(cell, dict)]
    placed = {cell["meta"]["chartId"]: cell["meta"]["uuid"] for cell in cells if cell["type"] == "CHART"}
    assert set(placed.values()) <= set(CHARTS)
    rows = [cell for cell in cells if cell["type"] == "ROW"]
    for row in rows:
        assert sum(one["position"][cell]["meta"]["width"] for cell in row["children"]) <= 12
    for chosen in one["metadata"]["native_filter_configuration"]:
        assert {target["datasetUuid"] for target in chosen["targets"]} <= set(DATASETS)
        assert set(chosen["scope"]["excluded"]) <= set(placed)


def test_every_chart_is_on_a_dashboard():
    found = {
        cell["meta"]["uuid"]
        for one in DASHBOARDS.values()
        for cell in one["position"].values()
        if isinstance(cell, dict) and cell["type"] == "CHART"
    }
    assert found == set(CHARTS)


@pytest.fixture(scope="module")
def completed(reader: psycopg.Connection) -> dict[str, dict[str, Any]]:
    """Datasets with the columns that the warehouse has."""
    return {uuid: complete(reader, one) for uuid, one in DATASETS.items()}


def test_what_is_asked_of_a_dataset_is_there(completed):
    for chart in CHARTS.values():
        dataset = completed[chart["dataset_uuid"]]
        there = {column["column_name"] for column in dataset["columns"]}
        asked = {*columns(chart), *(one["col"] for one in filters(chart["params"]))}
        assert asked <= there, (chart["slice_name"], asked - there)
        assert dataset["main_dttm_col"] in {None, *there}
    for dashboard in DASHBOARDS.values():
        for chosen in dashboard["metadata"]["native_filter_configuration"]:
            for target in chosen["targets"]:
                there = {column["column_name"] for column in completed[target["datasetUuid"]]["columns"]}
                assert target["column"]["name"] in there


def test_a_metric_of_a_rate_is_empty_when_rows_are_many(reader: psycopg.Connection, completed):
    for dataset in completed.values():
        told = ", ".join(metric["expression"].replace("%", "%%") for metric in dataset["metrics"])
        source = (
            f"({dataset['sql']}) as dataset"
            if dataset["sql"]
            else f"{dataset['schema']}.{dataset['table_name']}"
        )
        reader.execute(f"select {told} from {source}".encode())
    score = next(one for one in completed.values() if one["table_name"] == "mart_town_scorecard")
    value = next(one["expression"] for one in score["metrics"] if one["metric_name"] == "valeur")
    assert reader.execute(f"select {value} from ({score['sql']}) as dataset".encode()).fetchone() == (None,)
    alone = f"select {value} from ({score['sql']}) as dataset where territory_label = 'Auxerre (89)'"
    assert reader.execute(alone.encode()).fetchone() == (5.25,)


def test_the_bundle_holds_the_readers_url_and_nothing_of_the_owner(reader: psycopg.Connection):
    made = bundle(reader, "postgresql://bi_reader:word@127.0.0.1:5432/acte2")
    told = yaml.safe_load(made["databases/barometre.yaml"])
    assert told["sqlalchemy_uri"] == "postgresql+psycopg2://bi_reader:word@127.0.0.1:5432/acte2"
    assert sum("word@" in text for text in made.values()) == 1
    assert yaml.safe_load(made["metadata.yaml"])["type"] == "assets"
