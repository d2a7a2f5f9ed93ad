"""Contracts of the marts with a column per indicator, written from seed `indicator`: dbt makes the columns from them."""

from collections.abc import Iterator
from typing import Any

import yaml

from cli.dbt_project import seed
from warehouse.settings import PROJECT

PATH = PROJECT / "dbt_project" / "models" / "marts" / "_marts__models_wide.yml"
_SAYS = "# Written by `make docs` from dbt_project/seeds/indicator.csv: change the seed, not this file.\n"

Row = dict[str, str]
# Of a column: name, type, words, whether it is always filled.
Told = tuple[str, str, str, bool]

_TOWN: tuple[Told, ...] = (
    ("code_commune", "text", "Town (dim_territory, level commune)", True),
    ("town_name", "text", "Name of the town", True),
    ("departement_code", "text", "Department", False),
    ("population_band", "text", "Band of population", False),
    ("acv_cohort", "text", "Cohort in Action Cœur de Ville; null outside", False),
    ("period", "integer", "Year", True),
)
_LAST = ("is_simulated", "boolean", "True when a simulated publisher wrote any file behind", True)
_PROFILE = (
    *_TOWN[:3],
    ("departement_name", "text", "Its name", False),
    ("region_name", "text", "Name of the region", False),
    ("epci_code", "text", "EPCI (SIREN)", False),
    ("epci_name", "text", "Its name", False),
    ("population", "bigint", "Latest municipal population, inhabitants", False),
    _TOWN[3],
    ("is_acv", "boolean", "In Action Cœur de Ville; null when no list is loaded", False),
    ("is_pvd", "boolean", "In Petites Villes de Demain; null when no list is loaded", False),
    ("is_ort", "boolean", "Covered by a signed ORT; null when no list is loaded", False),
    ("acv_cohort_fr", "text", "When it joined Action Cœur de Ville, in French; null outside", False),
    ("longitude", "double precision", "Town hall, WGS84, degrees", False),
    ("latitude", "double precision", "Town hall, WGS84, degrees", False),
)
# What is shown of each figure beside its value: ending, type, words, column of int_town_score.
_BESIDE = (
    ("status", "text", "Its SDMX status (dim_status)", "obs_status"),
    ("peers", "double precision", "Median of the town's 15 nearest towns", "peers_median"),
)


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
            "mart_town_profile",
            "A row per town in scope: where it lies, its programmes, and its core indicators, each of the last year that "
            "the indicator has; null where there is no value (mart_town_scorecard tells why).",
            [column for one in core for column in (_counted(one), _year(one))],
            _PROFILE,
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


def _model(
    name: str, description: str, indicators: list[dict[str, Any]], town: tuple[Told, ...] = _TOWN
) -> dict[str, Any]:
    columns = [*map(_plain, town), *indicators, _plain(_LAST)]
    names = [column["name"] for column in columns]
    key = {"type": "primary_key", "columns": [one for one in ("code_commune", "period") if one in names]}
    return {"name": name, "description": description, "constraints": [key], "columns": columns}


def _plain(told: Told) -> dict[str, Any]:
    name, kind, description, is_filled = told
    column: dict[str, Any] = {"name": name, "data_type": kind, "description": description}
    if name in ("longitude", "latitude"):
        column["config"] = {"meta": {"drawn_from": ["etalab_mairie"]}}
    return {**column, "constraints": [{"type": "not_null"}]} if is_filled else column


def _value(one: Row) -> dict[str, Any]:
    description = f"{one['label_en']} ({one['label_fr']}), {one['unit']}"
    return _column(one, one["indicator_code"].lower(), "double precision", description, "value")


def _counted(one: Row) -> dict[str, Any]:
    """The value, of a count to the unit."""
    is_count = not one["denominator_measure"] and one["decimals"] == "0" and one["model"] == "ratio"
    return {**_value(one), "data_type": "bigint"} if is_count else _value(one)


def _year(one: Row) -> dict[str, Any]:
    return _column(one, f"{one['indicator_code'].lower()}_year", "integer", "Its year", "period")


def _beside(one: Row) -> Iterator[dict[str, Any]]:
    for ending, kind, description, shows in _BESIDE:
        yield _column(one, f"{one['indicator_code'].lower()}_{ending}", kind, description, shows)


def _column(one: Row, name: str, kind: str, description: str, shows: str) -> dict[str, Any]:
    meta = {"indicator": one["indicator_code"], "shows": shows}
    return {"name": name, "data_type": kind, "description": description, "config": {"meta": meta}}
