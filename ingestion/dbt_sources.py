"""dbt's source files, `models/staging/<source>/_<source>__sources.yml`: written from the declarations."""

from pathlib import Path
from typing import Any

import yaml

from ingestion.declaration import Column, Resource, Source
from ingestion.registry import in_french
from warehouse.ops import loads

_WRITTEN = "# Written by `make docs` from ingestion/sources/: change the declaration, not this file.\n"
_WIDTH = 110
_ADDED = {
    "vintage": "Vintage of the file; one partition each",
    "load_id": "Load that brought the row (ops.load)",
    "stream": "Which of the load's streams wrote the row",
}


class _Indented(yaml.SafeDumper):
    """Lists stand deeper than their key, as in the files written by hand."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def path(source: Source) -> Path:
    """Where that YAML lies in the project."""
    return Path("dbt_project/models/staging", source.name, f"_{source.name}__sources.yml")


def text(source: Source) -> str:
    """The YAML by which dbt knows the raw tables of a source, with every column's description."""
    declared = {"version": 2, "sources": [_source(source)]}
    written = yaml.dump(declared, Dumper=_Indented, sort_keys=False, allow_unicode=True, width=_WIDTH)
    return f"{_WRITTEN}{written}"


def _source(source: Source) -> dict[str, Any]:
    warn, fail = source.late_after_days
    return {
        "name": source.name,
        "description": f"{source.title}, {source.producer}, as published. {source.scope}. "
        f"En français : {in_french(source).title} ({in_french(source).producer}).",
        "schema": "raw",
        "config": {
            "meta": {
                "publisher": source.producer,
                "licence": source.licence,
                "homepage": source.homepage,
                "frequency": source.frequency,
                "lag": source.lag,
                "page": f"../towns/source/{source.name}.html",
            },
            "freshness": {
                "warn_after": {"count": warn, "period": "day"},
                "error_after": {"count": fail, "period": "day"},
            },
        },
        "tables": [_table(resource) for resource in source.resources],
    }


def _table(resource: Resource) -> dict[str, Any]:
    columns = {**{column.name: _told(column) for column in resource.columns}, **_ADDED}
    return {
        "name": resource.raw_table,
        "description": f"{resource.title}. Grain: {resource.grain}; partitioned by vintage.",
        "config": {"loaded_at_query": loads.freshness_query(resource.raw_table)},
        "columns": [{"name": name, "description": says} for name, says in columns.items()],
    }


def _told(column: Column) -> str:
    """What a column is, and the header under which the publisher gives it."""
    header = column.header.removeprefix("re:").removeprefix("group:")
    return column.doc if header == column.name else f"{column.doc}. Published as `{header}`"
