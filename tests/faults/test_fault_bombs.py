"""Bombs: small files that would fill the memory are refused before, with the bound that they break and how to raise it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ingestion import errors
from tests.faults.bombs import BOMBS, SLOW
from tests.faults.conftest import WHOLE
from warehouse.settings import PROJECT

# Of memory beyond what the bombs before it took: the largest is a GeoJSON of 300 MB, read up to its bound.
MOST_BYTES = 500_000_000
MOST_S = 10.0


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict]:
    """What became of each bomb in one process that read them all, one after another."""
    folder = tmp_path_factory.mktemp("bombs")
    for write, *_ in BOMBS:
        if write not in SLOW or os.environ.get(WHOLE):
            write(folder / write.__name__)
    command = [sys.executable, "-m", "tests.faults.reading", str(folder)]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return {line["name"]: line for line in map(json.loads, done.stdout.splitlines())}


@pytest.mark.parametrize(
    ("write", "says"),
    [pytest.param(write, says, marks=[pytest.mark.faults] * (write in SLOW)) for write, _, says in BOMBS],
)
def test_it_is_refused_in_little_memory(told: dict[str, dict], write, says: str):
    found = told[write.__name__]
    assert issubclass(getattr(errors, found["error"]), errors.IngestionError), found
    assert write.__name__ in found["said"] and says in found["said"]
    if found["error"] == "TooLarge" and write.__name__ != "zip_list":
        assert f"raise `{says}` in the bounds" in found["said"]
    assert found["bytes"] < MOST_BYTES, found
    assert found["seconds"] < MOST_S, found


def test_a_workbook_with_styles_far_away_is_read(tmp_path: Path):
    """Who gives a whole row a colour fills no cell of it."""
    from ingestion.declaration import Workbook
    from ingestion.readers import open_reader
    from tests.faults.bombs import xlsx

    styled = '<row r="2"><c r="A2"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="1"/><c r="A1048576" s="1"></c></row>'
    xlsx(tmp_path / "x.xlsx", styled)
    reader = open_reader(tmp_path / "x.xlsx", Workbook(sheet="data"), ("code",))
    assert [batch.to_pylist() for batch in reader.batches(["code"])] == [[{"code": "1"}]]


def test_entities_that_multiply_are_not_unfolded(tmp_path: Path):
    """expat ends what grows a hundredfold, and what reads the cells knows no entities."""
    from ingestion.declaration import Workbook
    from ingestion.readers import open_reader
    from tests.faults.bombs import multiplied_entities, xlsx

    xlsx(tmp_path / "x.xlsx", '<row r="2"><c r="A2"><v>1</v></c></row>', book=multiplied_entities())
    reader = open_reader(tmp_path / "x.xlsx", Workbook(sheet="data"), ("code",))
    assert [batch.to_pylist() for batch in reader.batches(["code"])] == [[{"code": "1"}]]


def test_bounds_are_declared(tmp_path: Path):
    from dataclasses import replace

    from ingestion.declaration import Csv
    from ingestion.readers import open_reader

    path, plain = tmp_path / "x.csv", Csv()
    path.write_text("code," + ",".join(f"c{i}" for i in range(50)) + "\n" + "1," * 50 + "1\n")
    assert len(open_reader(path, plain).header) == 51
    for name, bound in (("columns", 50), ("header", 100), ("file", 100)):
        with pytest.raises(errors.TooLarge, match=rf"x\.csv: .* {bound} at most expected.* raise `{name}`"):
            open_reader(path, replace(plain, bounds=replace(plain.bounds, **{name: bound})))
