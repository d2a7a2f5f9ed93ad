"""`make lineage`: columns from the publisher's header to the indicator, by dbt-colibri, beside dbt's own pages.

The tool has an environment of its own under ACTE2_HOME, made from `requirements/lineage.txt` (ADR 21).
"""

import csv
import io
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from cli.errors import CommandError
from pages import portal
from pages.folder import Folder
from warehouse import tools
from warehouse.settings import PROJECT, Settings

LOCK = PROJECT / "requirements" / "lineage.txt"
# The tool's command asks the network for newer versions of itself first; its library does not.
_WRITE = """
import sys
from dbt_colibri.lineage_extractor.extractor import DbtColumnLineageExtractor
from dbt_colibri.report.generator import DbtColibriReportGenerator
extractor = DbtColumnLineageExtractor(sys.argv[1], sys.argv[2])
DbtColibriReportGenerator(extractor, light_mode=True, disable_telemetry=True).generate_report(output_dir=sys.argv[3])
"""
_HEADERS = ("indicateur", "modele", "source", "table", "colonne", "description")
_VALUE = "value"

Column = tuple[str, str]


def write(settings: Settings) -> int:
    """Write `site/<database>/lineage/`: the tool's page, and indicators' columns as CSV. Returns 0.

    Raises CommandError when dbt's documentation is not there yet, ToolError when the tool fails.
    """
    read = settings.home / "dbt" / "docs"
    files = [read / name for name in ("manifest.json", "catalog.json")]
    if not all(path.is_file() for path in files):
        raise CommandError(f"no documentation of dbt in {read} yet: run `make run` first")
    made, folder = settings.home / "lineage" / "made", Folder(portal.folder(settings) / "lineage")
    python = tools.environment(settings.home / "lineage" / "venv", LOCK)
    tools.call([str(python), "-c", _WRITE, *map(str, files), str(made)], "dbt-colibri failed")
    found = json.loads((made / "colibri-manifest.json").read_text("utf-8"))
    folder.put("index.html", portal.with_way_back((made / "index.html").read_text("utf-8")))
    folder.put("indicateurs.csv", _csv(of_indicators(found, json.loads(files[0].read_text("utf-8")))))
    first = portal.publish(settings, "lineage")
    sys.stdout.write(f"{first.with_name('lineage') / 'index.html'}\n")
    return 0


def of_indicators(found: Mapping[str, Any], manifest: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """For each indicator, the publishers' columns above the models that make it, as dbt's sources describe them."""
    above: dict[Column, set[Column]] = defaultdict(set)
    for edge in found["lineage"]["edges"]:
        above[edge["target"], edge["targetColumn"]].add((edge["source"], edge["sourceColumn"]))
    for exposure in manifest["exposures"].values():
        code = exposure["config"].get("meta", {}).get("indicator")
        for model in sorted(exposure["depends_on"]["nodes"]) if code else ():
            for node, column in sorted(_published(above, model)):
                table = manifest["sources"][node]
                said = table["columns"].get(column, {}).get("description", "")
                yield code, model.rpartition(".")[2], table["source_name"], table["name"], column, said


def _published(above: Mapping[Column, set[Column]], model: str) -> set[Column]:
    """Publishers' columns above a model's value, or above all its columns where it has none of that name."""
    columns = [key for key in above if key[0] == model]
    waiting = [key for key in columns if key[1] == _VALUE] or columns
    seen: set[Column] = set(waiting)
    while waiting:
        new = above.get(waiting.pop(), set()) - seen
        seen |= new
        waiting += new
    return {key for key in seen if key[0].startswith("source.")}


def _csv(rows: Iterator[tuple[str, ...]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(_HEADERS)
    writer.writerows(rows)
    return "\N{BYTE ORDER MARK}" + out.getvalue()
