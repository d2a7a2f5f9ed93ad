"""Contracts of the marts with a column per indicator, written from seed `indicator`: dbt makes the columns from them."""

from collections.abc import Iterator
from typing import Any

import yaml

from cli.dbt_project import seed
from warehouse.settings import PROJECT

PATH = PROJECT / "dbt_project" / "models" / "marts" / "_marts__models_wide.yml"
_SAYS = "# Written by `make docs` from dbt_project/seeds/indicator.csv: change the seed, not this file.\n"
_TOWN = (
    ("code_commune", "text", "Town (dim_territory, level commune)", True),
    ("town_name", "text", "Name of the town", True),
    ("departement_code", "text", "Department", False),
    ("population_band", "text", "Band of population", False),
    ("acv_cohort", "text", "Cohort in Action Cœur de Ville; null outside", False),
    ("period", "integer", "Year", True),
)
_LAST = ("is_simulated", "boolean", "True when a simulated publisher wrote any file behind", True)
# What is shown of each figure beside its value: ending, type, words, column of int_town_score.
_BESIDE = (
    ("status", "text", "Its SDMX status (dim_status)", "obs_status"),
    ("peers", "double precision", "Median of the town's 15 nearest towns", "peers_median"),
)

Row = dict[str, str]


class _Indented(yaml.SafeDumper):
    """Lists stand deeper than their key, as in the files written by hand."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def text() -> str:
    """The file as it follows from the seed."""
    indicators = seed("indicator")
    core = [one for one in indicators if one["is_core"] == "true"]
    transmission = [one for one in indicators if one["theme"] == "transmission"]
    models = [
        _model(
            "mart_town_scorecard_wide",
            "For spreadsheets: one row per town in scope and year, a column per core indicator; null where there is no value "
            "(mart_town_scorecard tells why).",
            [_value(one) for one in core],
        ),
        _model(
            "mart_transmission",
            "Handing shops on: one row per town in scope and year, the indicators of transmission with their status and what "
            "the town's peers have.",
            [column for one in transmission for column in (_value(one), *_beside(one))],
        ),
    ]
    told = {"version": 2, "models": models}
    return _SAYS + yaml.dump(told, Dumper=_Indented, allow_unicode=True, sort_keys=False, width=120)


def write() -> None:
    """Write the file where dbt reads it."""
    PATH.write_text(text(), encoding="utf-8")


def _model(name: str, description: str, indicators: list[dict[str, Any]]) -> dict[str, Any]:
    columns = [*map(_plain, _TOWN), *indicators, _plain(_LAST)]
    key = {"type": "primary_key", "columns": ["code_commune", "period"]}
    return {"name": name, "description": description, "constraints": [key], "columns": columns}


def _plain(told: tuple[str, str, str, bool]) -> dict[str, Any]:
    name, kind, description, is_filled = told
    column: dict[str, Any] = {"name": name, "data_type": kind, "description": description}
    return {**column, "constraints": [{"type": "not_null"}]} if is_filled else column


def _value(one: Row) -> dict[str, Any]:
    description = f"{one['label_en']} ({one['label_fr']}), {one['unit']}"
    return _column(one, one["indicator_code"].lower(), "double precision", description, "value")


def _beside(one: Row) -> Iterator[dict[str, Any]]:
    for ending, kind, description, shows in _BESIDE:
        yield _column(one, f"{one['indicator_code'].lower()}_{ending}", kind, description, shows)


def _column(one: Row, name: str, kind: str, description: str, shows: str) -> dict[str, Any]:
    meta = {"indicator": one["indicator_code"], "shows": shows}
    return {"name": name, "data_type": kind, "description": description, "config": {"meta": meta}}
