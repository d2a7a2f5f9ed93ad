"""`docs/indicators/`: one metadata sheet per indicator and an index, written from the reviewed seeds of dbt.

The sheets follow the concepts of ESMS, Eurostat's standard for reference metadata. What is said of a source comes
from its declaration, thresholds from the variables of dbt.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from cli.dbt_project import seed
from ingestion.registry import source
from warehouse.settings import PROJECT, Settings

DBT = PROJECT / "dbt_project"
FOLDER = PROJECT / "docs" / "indicators"
# The catalogue in our words: a code a row.
CATALOGUE = Path(__file__).with_name("catalogue.csv")
METHODOLOGY = PROJECT / "docs" / "methodology.md"
# The one part of the methodology that is written from the seeds.
_FORMULAS = re.compile(r"(?<=^<!-- formulas: ).*(?=^<!-- /formulas -->)", re.DOTALL | re.MULTILINE)
# A longer list of NAF sub-classes is told by its divisions.
_LISTED = 20

Row = dict[str, str]


def write(_: Settings) -> int:
    """Write every sheet, the index and the formulas of the methodology; stale sheets are removed. Returns 0."""
    written = sheets()
    FOLDER.mkdir(parents=True, exist_ok=True)
    for stale in {path.name for path in FOLDER.glob("*.md")} - set(written):
        (FOLDER / stale).unlink()
    for name, text in written.items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    METHODOLOGY.write_text(methodology(), encoding="utf-8")
    return 0


def sheets() -> dict[str, str]:
    """Text of each page by file name: `<code>.md` and `index.md`."""
    listed, naf, variables = list(_indicators()), _naf(), _variables()
    sheet, index = _template("sheet.md"), _template("sheets_index.md")
    return {
        "index.md": index.render(
            indicators=listed,
            activities=seed("activity"),
            naf=naf,
            reasons=seed("status_reason"),
            statuses={row["obs_status"]: row for row in seed("obs_status")},
        ),
        "catalogue.md": _template("catalogue.md").render(rows=catalogue()),
        **{
            f"{one['indicator_code']}.md": sheet.render(one=one, naf=naf, variables=variables)
            for one in listed
        },
    }


def catalogue() -> list[dict[str, Any]]:
    """The catalogue's codes, each as it stands in seed `indicator`, else as the catalogue words it."""
    standing: dict[str, Row] = {row["indicator_code"]: row for row in seed("indicator")}
    with CATALOGUE.open(encoding="utf-8", newline="") as lines:
        return [{**row, **_state(standing.get(row["code"]))} for row in csv.DictReader(lines)]


def _state(stands: Row | None) -> dict[str, Any]:
    if stands is None:
        return {"sheet": False, "state": "not built"}
    state = "experimental" if stands["is_experimental"] == "true" else "stands"
    return {
        "sheet": True,
        "state": state,
        **{name: stands[name] for name in ("label_en", "label_fr", "unit")},
    }


def methodology() -> str:
    """The methodology as it stands, its table of formulas written anew."""
    table = _template("formulas.md").render(indicators=list(_indicators()), variables=_variables())
    told = f"written by `make docs` from dbt_project/seeds/ -->\n\n{table}\n"
    return _FORMULAS.sub(lambda _: told, METHODOLOGY.read_text(encoding="utf-8"))


def _template(name: str) -> Template:
    return Environment(
        loader=PackageLoader("cli"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701 (Markdown, no HTML)
    ).get_template(name)


def _indicators() -> Iterator[dict[str, Any]]:
    """Each indicator's line, its note, and the lines of measures, breaks, activities and sources it names."""
    notes = {row["indicator_code"]: row for row in seed("indicator_note")}
    measures = {row["measure_code"]: row for row in seed("measure")}
    activities, breaks = seed("activity"), seed("series_break")
    for row in seed("indicator"):
        note = notes[row["indicator_code"]]
        chosen = note["activity_set"]
        yield {
            **row,
            **note,
            "numerator": measures.get(row["numerator_measure"]),
            "denominator": measures.get(row["denominator_measure"]),
            "units": measures.get(row["units_measure"]),
            "breaks": [one for one in breaks if row["indicator_code"] in one["indicator_codes"].split()],
            "activities": [one for one in activities if chosen and one[chosen] == "true"],
            "sources": [source(name.strip()) for name in row["source"].split(",")],
        }


def _naf() -> dict[str, str]:
    """NAF rev. 2 sub-classes of each activity, as text."""
    codes = defaultdict(list)
    for row in seed("naf_activity"):
        if row["nomenclature"] == "NAFRev2":
            codes[row["activity"]].append(row["naf_code"])
    return {activity: _told(sorted(found)) for activity, found in codes.items()}


def _told(codes: list[str]) -> str:
    if len(codes) <= _LISTED:
        return ", ".join(codes)
    divisions = sorted({code[:2] for code in codes})
    return f"{len(codes)} sub-classes of divisions {divisions[0]} to {divisions[-1]}"


def _variables() -> dict[str, Any]:
    return yaml.safe_load((DBT / "dbt_project.yml").read_text(encoding="utf-8"))["vars"]
