"""What is wrong with a town's own files, told as a run would tell it; nothing is stored."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg

from centres import draw
from centres.errors import CentresError
from ingestion import gather, own_files
from ingestion.days import paris_today
from ingestion.declaration import Resource
from ingestion.own_files import Known
from warehouse.connect import connect
from warehouse.errors import WarehouseError
from warehouse.roles import Role
from warehouse.settings import Settings

NO_WAREHOUSE = (
    "not checked: whether commune codes are of the latest COG (no warehouse that has loaded it is running)"
)
NO_TOWNS = "perimetres/: not checked, for no warehouse that knows its towns is running. `make run` first."


@dataclass(frozen=True)
class Line:
    """What is said of a file or folder, and whether it is a problem."""

    text: str
    is_problem: bool = False


def check(settings: Settings, local: Path) -> list[Line]:
    """Every file of the folder `local`: good ones with their rows, the others with all that is wrong with them."""
    if not local.is_dir():
        return [
            Line(
                f"{local}: no such folder. `python -m local template` writes a workbook to begin with.", True
            )
        ]
    communes = _communes(settings)
    seen: Seen = defaultdict(set)
    lines = [line for resource in gather.resources() for line in _kind(local, resource, communes, seen)]
    lines += _links(seen)
    lines += [
        Line(f"{path.parent.name}/{path.name}: its name tells nothing that is read here. {_EXPECTED}", True)
        for path in own_files.strangers(local, [one.own for one in gather.resources() if one.own])
    ]
    lines += _polygons(settings, local)
    if lines and communes is None:
        lines.append(Line(NO_WAREHOUSE))
    return lines or [Line(f"{local}: no file in it. {_EXPECTED}")]


_EXPECTED = "Expected: vacance/*, locaux/*, comptages/*site*, *channel* and *measure* as .csv, .xlsx or .ods; perimetres/*.geojson."


# A column of one kind of file, and the kind in which it is a name: what is named nowhere is not read.
_LINKS = (
    ("footfall_measure", "channel_id", "footfall_channel"),
    ("footfall_channel", "site_id", "footfall_site"),
)
Seen = dict[tuple[str, str], set[str]]


def _kind(local: Path, resource: Resource, communes: frozenset[str] | None, seen: Seen) -> list[Line]:
    assert resource.own is not None
    known, lines = Known(communes, paris_today()), []

    def look(rows: list[own_files.Row]) -> None:
        for column in {column for _, column, _ in _LINKS} & {one.name for one in resource.columns}:
            seen[resource.name, column].update(row[column] for row in rows if row[column])

    for path in own_files.files_of(local, resource.own):
        file = own_files.read(path, resource, known, look)
        if file.complaint:
            lines.append(Line(file.complaint, is_problem=True))
            continue
        left_out = f"; columns not read: {', '.join(file.unknown)}" if file.unknown else ""
        lines.append(Line(f"{resource.own.folder}/{path.name}: good, {file.rows:,} rows{left_out}"))
    return lines


def _links(seen: Seen) -> Iterator[Line]:
    for kind, column, owner in _LINKS:
        if lost := sorted(seen[kind, column] - seen[owner, column]):
            few = f"{', '.join(lost[:5])}{', …' if len(lost) > 5 else ''}"
            told = f"comptages/: {column} {few} found in {kind}, and in no {owner}. Add it there: its counts are not read."
            yield Line(told, True)


def _polygons(settings: Settings, local: Path) -> list[Line]:
    folder = local / "perimetres"
    if not list(folder.glob("*.geojson")):
        return []
    try:
        reading = draw.check(settings, folder)
    except (WarehouseError, CentresError, psycopg.Error):
        return [Line(NO_TOWNS)]
    good = Line(f"perimetres/: {len(reading.given)} polygon(s) good, {len(reading.ignored)} ignored")
    return [good, *map(Line, reading.ignored), *(Line(told, True) for told in reading.problems)]


def _communes(settings: Settings) -> frozenset[str] | None:
    try:
        with connect(settings, Role.LOADER, application_name="acte2 local check") as db:
            return gather.communes(db)
    except (WarehouseError, psycopg.Error):
        return None
