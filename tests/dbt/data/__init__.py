"""Lists of communes and their movements since 2021, for the whole country (see README.md)."""

import csv
import gzip
from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(__file__).parent
YEARS = range(2021, 2027)


def communes(year: int) -> set[str]:
    """Codes of the communes (COM) of a COG year in `YEARS`, overseas collectivities left out."""
    with gzip.open(FOLDER / "communes_2021_2026.csv.gz", "rt", encoding="utf-8") as file:
        return {
            line["code"] for line in csv.DictReader(file) if int(line["first"]) <= year <= int(line["last"])
        }


def movements(name: str) -> Iterator[tuple[str, ...]]:
    """Movements from COM to COM: MOD, day of effect, code and name before, code and name after."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8") as file:
        lines = csv.reader(file)
        next(lines)
        yield from map(tuple, lines)
