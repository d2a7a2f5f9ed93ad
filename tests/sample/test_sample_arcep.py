"""ARCEP: the publisher's columns, no more fibre than premises, a rate that grows and never turns back."""

import csv
import io

from sample.publishers import arcep
from sample.world import World


def test_editions() -> None:
    world, shares = World(), []
    for folder, (day, _) in arcep.EDITIONS.items():
        text = arcep.edition(world, folder).decode("cp1252" if folder == "2020_t4" else "ascii")
        rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
        assert ("elig_4fg" in rows[0]) == (day.year < 2021)
        assert {row["date"] for row in rows} == {day.isoformat()}
        assert "69123" in {row["code_insee"] for row in rows}
        assert "69381" not in {row["code_insee"] for row in rows}
        premises, fibre = (sum(int(row[name]) for row in rows) for name in ("nbr", "elig_ftth"))
        assert all(0 <= int(row["elig_ftth"]) <= int(row["nbr"]) for row in rows)
        shares.append(fibre / premises)
    assert shares == sorted(shares)
    assert 0.2 < shares[0] < 0.5
    assert 0.85 < shares[-1] < 1


def test_the_columns_kept_beside_the_project(shared):
    lines = (shared / "sources" / "headers" / "arcep_commune.columns.csv").read_text("utf-8-sig").splitlines()
    known = {
        name
        for name, file, _ in (line.split(";") for line in lines[1:])
        if file == "all" or "commune_techno" in file
    }
    assert set(arcep.HEADER) <= known | {"elig_4gf"}
