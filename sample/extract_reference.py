"""Cut the small committed reference facts out of @etalab/decoupage-administratif (maintainers only).

    python -m sample.extract_reference FOLDER [--nation]

FOLDER holds one unpacked package per version: `FOLDER/<version>/package/data/*.json`. The towns kept are
those of `reference/towns.csv`, with the whole agglomeration around each; with `--nation` every commune, into
`reference/nation/`. See README.md for what each version holds (geography year, population year).
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import itertools
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from sample.reference import FOLDER, Commune, MovementRow

COG_VERSION = {
    2019: "0.3.0",
    2021: "1.1.1",
    2022: "2.3.1",
    2023: "3.1.1",
    2024: "4.1.0",
    2025: "5.3.0",
    2026: "6.0.0",
}
# Population year: (version with PMUN per commune, version whose EPCI members carry that year's PTOT).
POPULATION_VERSION = {
    2016: ("0.3.0", None),
    2019: ("1.1.1", "2.3.1"),
    2020: ("2.3.1", "3.1.1"),
    2021: ("4.0.0", "4.1.0"),  # 4.0.0 counts its population in the geography of 2023
    2022: ("4.1.0", "5.3.0"),
    2023: ("5.3.0", None),
}
TYPES = {
    "commune-actuelle": "COM",
    "commune-deleguee": "COMD",
    "commune-associee": "COMA",
    "arrondissement-municipal": "ARM",
}
FIRST_RENAMING_YEAR = 2021
POPULATION = ("annee", "com", "pmun", "ptot", "is_estimated")
# Mayotte is absent from the reference populations (it has a census of its own).
NOT_IN_POPULATIONS = {"976"}

Record = dict[str, Any]


class Package:
    """One version of the package: its communes by code, and its agglomerations."""

    def __init__(self, folder: Path, version: str) -> None:
        data = folder / version / "package" / "data"
        self._data = data
        records = [r for r in self._read("communes") if r["type"] in TYPES]
        self.communes = {r["code"]: r for r in records if TYPES[r["type"]] == "COM"}
        self.others = [r for r in records if TYPES[r["type"]] != "COM"]
        self.parent = {r["code"]: r.get("chefLieu") or r.get("commune") for r in self.others}
        for commune in self.communes.values():
            for old in commune.get("anciensCodes", ()):
                self.parent.setdefault(old, commune["code"])

    def _read(self, name: str) -> list[Record]:
        return json.loads((self._data / f"{name}.json").read_text(encoding="utf-8"))

    def epci(self) -> list[Record]:
        return self._read("epci")

    def table(self, name: str) -> list[Record]:
        return self._read(name)


def write_csv(path: Path, header: Iterable[str], rows: Iterable[Iterable[Any]]) -> None:
    """Write a reference file; a `.gz` name is compressed without a timestamp."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(["" if value is None else value for value in row] for row in rows)
    content = text.getvalue().encode()
    path.write_bytes(gzip.compress(content, mtime=0) if path.suffix == ".gz" else content)


def select(packages: dict[int, Package], towns: set[str]) -> dict[int, set[str]]:
    """COM codes of the towns' agglomerations in each geography, walking back from the last one."""
    years = sorted(packages, reverse=True)
    members = [{m["code"] for m in e["membres"]} for e in packages[years[0]].epci()]
    wanted = set().union(*(m for m in members if m & towns))
    kept = {years[0]: wanted & packages[years[0]].communes.keys()}
    for newer, older in itertools.pairwise(years):
        kept[older] = {
            code for code in packages[older].communes if successor(code, packages[newer]) in kept[newer]
        }
    return kept


def everyone(packages: dict[int, Package]) -> dict[int, set[str]]:
    """COM codes of every department in each geography: collectivities of overseas are none."""
    departments = {d["code"] for d in areas(packages[max(packages)], "departements")}
    return {
        year: {code for code, record in package.communes.items() if record.get("departement") in departments}
        for year, package in packages.items()
    }


def successor(code: str, newer: Package) -> str | None:
    return code if code in newer.communes else newer.parent.get(code)


def commune_rows(year: int, package: Package, kept: set[str]) -> Iterator[tuple[Any, ...]]:
    """Communes kept, their districts, and their delegated and associated communes."""
    for code in sorted(kept):
        record = package.communes[code]
        postcode = (record.get("codesPostaux") or [None])[0]
        yield (year, "COM", code, record["region"], record["departement"], record["arrondissement"],
               record["typeLiaison"], record["nom"], None, postcode)  # fmt: skip
    for record in sorted(package.others, key=lambda r: (r["type"], r["code"])):
        kind, parent = TYPES[record["type"]], package.parent[record["code"]]
        if parent not in kept:
            continue
        place = [record["region"], record["departement"]] if kind == "ARM" else [None, None]
        postcode = (record.get("codesPostaux") or [None])[0]
        yield year, kind, record["code"], *place, None, record["typeLiaison"], record["nom"], parent, postcode


def movements(older: Package, newer: Package, year: int, kept: set[str]) -> Iterator[MovementRow]:
    """Movements that explain how the communes `kept` in `older` became those of `newer`."""
    touched: set[str] = set()
    renumbered = {code: successor(code, newer) for code in kept if code not in newer.communes}
    for code, target in sorted(renumbered.items()):
        touched |= {code, target}
        if target not in older.communes:
            yield row(50, year, older.communes[code], newer.communes[target])
        else:
            yield from merger_rows(year, code, target, older, newer)
    for target in sorted({t for t in renumbered.values() if t in older.communes}):
        yield from merger_rows(year, target, target, older, newer)
    born = {c for c in newer.communes if c not in older.communes and c not in renumbered.values()}
    for parent in sorted({older.parent.get(c) for c in born} & kept):
        children = sorted(c for c in born if older.parent.get(c) == parent)
        touched |= {parent, *children}
        for child in [*children, parent]:
            yield row(21, year, older.communes[parent], newer.communes[child])
    for code in sorted(kept - touched):
        before, after = older.communes[code], newer.communes[code]
        # 0.3.0 misspells some names: no renaming is read from it.
        if before["nom"] != after["nom"] and year > FIRST_RENAMING_YEAR:
            yield row(10, year, before, after)


def merger_rows(year: int, code: str, target: str, older: Package, newer: Package) -> Iterator[MovementRow]:
    delegated = next((r for r in newer.others if r["code"] == code), None)
    if delegated and all(r["code"] != code for r in older.others):
        yield row(32, year, older.communes[code], delegated)
    yield row(32, year, older.communes[code], newer.communes[target])


def row(mod: int, year: int, before: Record, after: Record) -> MovementRow:
    sides = [(TYPES[r["type"]], r["code"], r["typeLiaison"], r["nom"]) for r in (before, after)]
    return MovementRow(mod, f"{year}-01-01", *sides[0], *sides[1])


def populations(
    year: int, municipal: Package, total: Package | None, geography: Package, kept: set[str]
) -> Iterator[tuple[Any, ...]]:
    """PMUN (and PTOT where the package has it) of the communes kept and of their districts."""
    members = {m["code"]: m for e in total.epci() for m in e["membres"]} if total else {}
    moved = changed_since(geography, total) if total else set()
    ptot = {code: m["populationTotale"] for code, m in members.items() if code not in moved}
    for code in sorted(code for code in kept if code[:3] not in NOT_IN_POPULATIONS):
        record = municipal.communes.get(code)
        pmun = record["population"] if record else absorbed(code, municipal, members)
        yield year, code, pmun, ptot.get(code), str(code not in ptot).lower()
    for record in municipal.others:
        if TYPES[record["type"]] == "ARM" and record["commune"] in kept:
            yield year, record["code"], record["population"], None, "true"


def absorbed(code: str, municipal: Package, members: dict[str, Record]) -> int:
    """PMUN of a commune merged since: 4.0.0 counts by commune before the merger, its EPCI after it."""
    target = municipal.parent[code]
    return members[target]["populationMunicipale"] - municipal.communes[target]["population"]


def changed_since(geography: Package, later: Package) -> set[str | None]:
    """Communes that `later` counts together with another one, or without a part they had."""
    merged_into = {later.parent.get(c) for c in geography.communes if c not in later.communes}
    parts_left = {geography.parent.get(c) for c in later.communes if c not in geography.communes}
    return merged_into | parts_left


def population_table(folder: Path, packages: dict[int, Package], kept: dict[int, set[str]]) -> Iterator[Any]:
    """Every population year, in the geography in which INSEE publishes it (year + 2)."""
    for year, (version, total_version) in POPULATION_VERSION.items():
        cog = next(y for y in sorted(kept) if y >= year + 2)
        municipal = Package(folder, version)
        total = Package(folder, total_version) if total_version else None
        yield from populations(year, municipal, total, packages[cog], kept[cog])


def department_populations(package: Package) -> dict[str, int]:
    total: dict[str, int] = {}
    for record in package.communes.values():
        department = record.get("departement")
        if department and department not in NOT_IN_POPULATIONS:
            total[department] = total.get(department, 0) + (record.get("population") or 0)
    return total


def areas(package: Package, name: str) -> list[Record]:
    """Departments or regions, without the collectivities of overseas."""
    return [area for area in package.table(name) if area["zone"] in ("metro", "drom")]


def write_areas(package: Package) -> None:
    people = department_populations(package)
    write_csv(
        FOLDER / "departements.csv",
        ("dep", "reg", "cheflieu", "tncc", "nom", "pmun_2023"),
        [
            (d["code"], d["region"], d["chefLieu"], d["typeLiaison"], d["nom"], people.get(d["code"]))
            for d in areas(package, "departements")
        ],
    )
    write_csv(
        FOLDER / "regions.csv",
        ("reg", "cheflieu", "tncc", "nom"),
        [(r["code"], r["chefLieu"], r["typeLiaison"], r["nom"]) for r in areas(package, "regions")],
    )


def write_epci(out: Path, kept: list[Record]) -> None:
    write_csv(
        out / "epci.csv",
        ("siren", "nom", "nature", "financement", "ptot_2022", "pmun_2022"),
        [
            (
                e["code"],
                e["nom"],
                e["type"],
                e["modeFinancement"],
                e["populationTotale"],
                e["populationMunicipale"],
            )
            for e in kept
        ],
    )
    write_csv(
        out / "epci_membres.csv.gz",
        ("epci", "code_commune", "siren", "nom", "ptot_2022", "pmun_2022"),
        [
            (e["code"], m["code"], m["siren"], m["nom"], m["populationTotale"], m["populationMunicipale"])
            for e in kept
            for m in e["membres"]
        ],
    )


def write_movements(out: Path, packages: dict[int, Package], kept: dict[int, set[str]]) -> None:
    write_csv(
        out / "movements.csv",
        MovementRow._fields,
        [
            r
            for old, new in itertools.pairwise(sorted(packages))
            for r in movements(packages[old], packages[new], new, kept[old])
        ],
    )


def write_demo(folder: Path, packages: dict[int, Package]) -> None:
    """The agglomerations of `towns.csv`, and departments and regions of all France."""
    with (FOLDER / "towns.csv").open(encoding="utf-8") as file:
        towns = {line["code_commune"] for line in csv.DictReader(file)}
    kept = select(packages, towns)
    rows = (r for year, package in packages.items() for r in commune_rows(year, package, kept[year]))
    write_csv(FOLDER / "communes.csv.gz", ("cog", *Commune._fields[1:]), rows)
    write_movements(FOLDER, packages, kept)
    people = population_table(folder, packages, kept)
    write_csv(FOLDER / "populations.csv.gz", POPULATION, people)
    write_areas(packages[2025])
    write_epci(FOLDER, [e for e in packages[2025].epci() if any(m["code"] in towns for m in e["membres"])])


def write_nation(folder: Path, packages: dict[int, Package]) -> None:
    """Every commune: a line with the geographies in which it is told so, populations by commune."""
    out, kept = FOLDER / "nation", everyone(packages)
    out.mkdir(exist_ok=True)
    told: dict[tuple[Any, ...], list[str]] = {}
    for year, package in packages.items():
        for row in commune_rows(year, package, kept[year]):
            told.setdefault(row[1:], []).append(str(year))
    write_csv(
        out / "communes.csv.gz",
        ("cogs", *Commune._fields[1:]),
        (("/".join(years), *row) for row, years in sorted(told.items(), key=lambda one: in_order(one[0]))),
    )
    write_movements(out, packages, kept)
    people = sorted(population_table(folder, packages, kept), key=lambda row: (row[1], row[0]))
    write_csv(out / "populations.csv.gz", POPULATION, people)
    last = packages[max(packages)]
    missing = [(code, last.communes[code]["population"]) for code in sorted(kept[max(packages)])
               if code[:3] in NOT_IN_POPULATIONS]  # fmt: skip
    write_csv(out / "uncounted.csv", ("com", "pmun"), missing)
    write_epci(out, packages[2025].epci())


def in_order(row: tuple[Any, ...]) -> tuple[bool, str, str, str]:
    """Communes first, then by type, code, and what else a line tells."""
    return row[0] != "COM", row[0], row[1], str(row)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="folder of unpacked package versions")
    parser.add_argument("--nation", action="store_true", help="every commune, into reference/nation/")
    wanted = parser.parse_args()
    packages = {year: Package(wanted.folder, version) for year, version in COG_VERSION.items()}
    write = write_nation if wanted.nation else write_demo
    write(wanted.folder, packages)


if __name__ == "__main__":
    main()
