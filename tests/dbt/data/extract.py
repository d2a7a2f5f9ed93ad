"""Cut lists and movements out of @etalab/decoupage-administratif (maintainers only).

    python -m tests.dbt.data.extract FOLDER

FOLDER holds one unpacked package per version, as for `sample.extract_reference`, whose reading of movements
is used here on the whole country.
"""

import argparse
import csv
import gzip
import io
import itertools
from collections.abc import Iterable
from pathlib import Path

from sample.extract_reference import COG_VERSION, Package, movements
from tests.dbt.data import FOLDER, YEARS

OVERSEAS_COLLECTIVITIES = ("975", "977", "978", "98")


def spells(lists: dict[int, set[str]]) -> Iterable[tuple[str, int, int]]:
    """Stretches of years during which a code is a commune; a code may come back."""
    for code in sorted(set().union(*lists.values())):
        present = [year for year in YEARS if code in lists[year]]
        for _, run in itertools.groupby(enumerate(present), key=lambda pair: pair[1] - pair[0]):
            years = [year for _, year in run]
            yield code, years[0], years[-1]


def text(header: tuple[str, ...], rows: Iterable[tuple]) -> str:
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return written.getvalue()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="folder of unpacked package versions")
    folder = parser.parse_args().folder
    packages = {year: Package(folder, COG_VERSION[year]) for year in YEARS}
    lists = {
        year: {code for code in package.communes if not code.startswith(OVERSEAS_COLLECTIVITIES)}
        for year, package in packages.items()
    }
    found = (
        row
        for old, new in itertools.pairwise(YEARS)
        for row in movements(packages[old], packages[new], new, lists[old])
        if row.typecom_av == row.typecom_ap == "COM" and row.mod != 10
    )
    compact = gzip.compress(text(("code", "first", "last"), spells(lists)).encode(), mtime=0)
    (FOLDER / "communes_2021_2026.csv.gz").write_bytes(compact)
    (FOLDER / "movements_2021_2026.csv").write_text(
        text(
            ("mod", "date_eff", "com_av", "libelle_av", "com_ap", "libelle_ap"),
            ((r.mod, r.date_eff, r.com_av, r.nom_av, r.com_ap, r.nom_ap) for r in found),
        ),
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
