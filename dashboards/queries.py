"""The query that a chart asks, from its parameters: what Superset's own editor would have kept with it.

Superset's front end makes the query of a chart anew from its parameters whenever it draws one; the kept one is what the API
(`GET chart/<id>/data`), reports and our test ask.
"""

import json
from typing import Any

from dashboards.errors import DashboardError

Params = dict[str, Any]


def query_context(chart: dict[str, Any]) -> str:
    """Query context of a chart as JSON; its dataset is put in by the import. Raises DashboardError for a chart of another kind."""
    params = chart["params"]
    query = {
        "columns": columns(chart),
        # Rows as they are where there is no metric: an empty list of them would group.
        **({"metrics": shown} if (shown := metrics(params)) else {}),
        "filters": filters(params),
        "extras": {"where": _where(params), "having": ""},
        "orderby": _order(params),
        "row_limit": params.get("row_limit", 10_000),
    }
    told = {
        "datasource": {"id": 0, "type": "table"},
        "force": False,
        "queries": [query],
        "result_format": "json",
        "result_type": "full",
    }
    return json.dumps(told, ensure_ascii=False)


def columns(chart: dict[str, Any]) -> list[str]:
    """Columns that a chart groups by or lists."""
    params, kind = chart["params"], chart["viz_type"]
    if kind in ("table", "handlebars"):
        return list(params["all_columns"] if params["query_mode"] == "raw" else params["groupby"])
    if kind.startswith("echarts_timeseries"):
        return [params["x_axis"], *params.get("groupby", [])]
    if kind == "big_number_total":
        return []
    if kind == "deck_geojson":
        return [params["geojson"]]
    raise DashboardError(
        f"chart {chart['slice_name']}: no query is known for {kind}; add it to dashboards/queries.py"
    )


def metrics(params: Params) -> list[str]:
    """Names of the metrics that a chart shows: those of its dataset only, never made by hand."""
    if params.get("query_mode") == "raw":
        return []
    return [*params.get("metrics", []), *([params["metric"]] if params.get("metric") else [])]


def filters(params: Params) -> list[dict[str, Any]]:
    """Filters on a column."""
    return [
        {"col": one["subject"], "op": one["operator"], "val": one["comparator"]}
        for one in params.get("adhoc_filters", [])
        if one["expressionType"] == "SIMPLE" and one["operator"] != "TEMPORAL_RANGE"
    ]


def _where(params: Params) -> str:
    told = [one["sqlExpression"] for one in params.get("adhoc_filters", []) if one["expressionType"] == "SQL"]
    return " AND ".join(f"({one})" for one in told)


def _order(params: Params) -> list[list[Any]]:
    """Order of rows: of columns, as a table keeps it."""
    return [json.loads(one) for one in params.get("order_by_cols", [])]
