"""What a fetch hands to the load of each file, through Airflow: plain JSON, all that was learned of the file."""

import json
from dataclasses import asdict, dataclass
from typing import Any

from ingestion.bounds import Bounds
from ingestion.declaration import Csv, File, Format, GeoJson, GeoPackage, Inside, Parquet, Told, Workbook
from ingestion.vintage import Vintage

_FORMATS: dict[str, type[Format]] = {
    kind.__name__: kind for kind in (Csv, Parquet, Workbook, GeoJson, GeoPackage)
}

Json = dict[str, Any]


@dataclass(frozen=True)
class Landed:
    """A file in the landing area, under `key`, that is not published yet.

    `publisher_rows`: rows the publisher says it holds, None when nothing tells.
    """

    source: str
    resource: str
    load_id: int
    file: File
    vintage: Vintage
    key: str
    sha256: str
    publisher_rows: int | None = None


@dataclass(frozen=True)
class Missed:
    """A file that could not be had, and why: its load asks for it again."""

    source: str
    resource: str
    load_id: int
    file: File
    error: str

    @property
    def vintage(self) -> Vintage | None:
        """Vintage of it, where its address tells one."""
        return Vintage.if_one(self.file.vintage)


def as_json(found: Landed | Missed) -> Json:
    """A description that JSON keeps; it always has `source`, `resource`, `load_id` and `vintage`."""
    return plain({**asdict(found), "vintage": found.vintage, "file": _file_as_json(found.file)})


def of_json(described: Json) -> Landed | Missed:
    """The file so described."""
    facts = {**described, "file": _file_of_json(described["file"])}
    if "error" not in facts:
        return Landed(**{**facts, "vintage": Vintage(facts["vintage"])})
    del facts["vintage"]
    return Missed(**facts)


def plain(facts: Json) -> Json:
    """The facts in JSON's own types: tuples as lists, a vintage as text. Airflow takes nothing else."""
    made: Json = json.loads(json.dumps(facts))
    return made


def _file_as_json(file: File) -> Json:
    return {**asdict(file), "format": {"kind": type(file.format).__name__, **asdict(file.format)}}


def _file_of_json(described: Json) -> File:
    documents = {name: Told(**_frozen(described[name])) for name in ("count", "dated") if described[name]}
    inside = Inside(**described["inside"]) if described["inside"] else None
    file_format = _format_of_json(described["format"])
    return File(**{**_frozen(described), "format": file_format, **documents, "inside": inside})


def _format_of_json(described: Json) -> Format:
    options = {name: value for name, value in described.items() if name != "kind"}
    bounds = Bounds(**options.pop("bounds"))
    return _FORMATS[described["kind"]](**_frozen(options), bounds=bounds)


def _frozen(facts: Json) -> Json:
    """JSON's lists as the tuples of declarations."""
    return {name: _tuple(value) for name, value in facts.items()}


def _tuple(value: Any) -> Any:
    return tuple(map(_tuple, value)) if isinstance(value, list) else value
