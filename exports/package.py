"""Frictionless data package: the CSV files with their Table Schema, sources and licences."""

from typing import Any

from exports import licences
from exports.licences import Origin
from exports.mart import Column, Mart

_TYPES = {
    "bigint": "integer",
    "integer": "integer",
    "double precision": "number",
    "numeric": "number",
    "boolean": "boolean",
    "date": "date",
    "timestamp with time zone": "datetime",
}


def package(name: str, title: str, marts: list[Mart], origins: list[Origin]) -> dict[str, Any]:
    """The descriptor `datapackage.json`; paths are those beside it."""
    return {
        "profile": "tabular-data-package",
        "name": name,
        "title": title,
        "homepage": "https://www.data.gouv.fr/",
        "licenses": [licences.OPEN, licences.ODBL],
        "sources": [
            {"title": f"{one.producer} : {one.title} ({one.licence})", "path": one.homepage}
            for one in origins
        ],
        "resources": [_resource(mart) for mart in marts],
    }


def _resource(mart: Mart) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": mart.name,
        "path": f"csv/{mart.name}.csv",
        "description": mart.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "licenses": licences.licences(mart.name),
        "schema": _schema(mart),
    }


def _schema(mart: Mart) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(one) for one in mart.columns]}
    if mart.key:
        schema["primaryKey"] = mart.key
    if mart.references:
        schema["foreignKeys"] = [
            {"fields": one.columns, "reference": {"resource": one.mart, "fields": one.to}}
            for one in mart.references
        ]
    return schema


def _field(column: Column) -> dict[str, Any]:
    kind = _TYPES.get(column.type, "string")
    told: dict[str, Any] = {"name": column.name, "type": kind, "description": column.description}
    return {**told, "constraints": {"required": True}} if column.is_filled else told
