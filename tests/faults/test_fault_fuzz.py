"""Good files of every source with seeded faults: each is read or refused by name, none ends in a library's error, no value changes in silence.

`FAULTS=1` tries ten thousand, another run of them by `FAULTS_SEED=7`; a file that failed is kept in the test's folder.
"""

import os
import random
import time
import traceback
import zlib
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults import mutations, walked
from tests.faults.conftest import TRIED, WHOLE
from tests.faults.seeds import Seed, seeds

SEED = int(os.environ.get("FAULTS_SEED", "20"))
MANY = 10_000 if os.environ.get(WHOLE) else 240
PARTS = 10
MOST_S = 10.0


@pytest.fixture(scope="module")
def good(simulated: Callable[..., Path]) -> list[Seed]:
    return seeds(simulated(scale=0.02, with_csv=True))


def test_good_files_are_read_whole(good: list[Seed], tmp_path: Path):
    """Without faults, each seed loads its rows: else nothing would be tried."""
    assert {type(seed.format).__name__ for seed in good} >= {"Csv", "Parquet", "Workbook", "GeoJson"}
    for number, seed in enumerate(good):
        path = tmp_path / f"{number}.bin"
        path.write_bytes(seed.packed(seed.body))
        found = walked.walk(path, seed.format, seed.resource)
        assert found.error is None and found.loaded, (seed.resource.name, found)


@pytest.mark.parametrize("part", range(PARTS))
def test_faulty_files_are_read_or_refused(good: list[Seed], tmp_path: Path, record_property, part: int):
    failed: list[str] = []
    came: Counter[str] = Counter()
    for number in range(part, MANY, PARTS):
        name = f"{SEED}-{number}.bin"
        chance = random.Random(zlib.crc32(name.encode()))
        seed = good[number % len(good)]
        path = tmp_path / name
        path.write_bytes(mutations.mutated(chance, seed))
        why = _tried(path, seed, came)
        if why:
            failed.append(f"{path} ({seed.resource.name}): {why}")
        else:
            path.unlink()
    record_property(TRIED, len(range(part, MANY, PARTS)))
    assert not failed, "\n".join(failed[:20])
    assert len(came) > 1, came


def _tried(path: Path, seed: Seed, came: Counter[str]) -> str:
    """What is wrong about what became of a file; nothing where it was read or refused as it should be."""
    began = time.process_time()
    try:
        found = walked.walk(path, seed.format, seed.resource)
    except Exception as error:
        cause = error.__cause__ or error
        where = traceback.extract_tb(cause.__traceback__)[-1]
        return f"{type(error).__name__} {type(cause).__name__}: {str(cause)[:200]} ({where.filename}:{where.lineno})"
    came[type(found.error).__name__ if found.error else "read"] += 1
    seconds = time.process_time() - began
    return f"took {seconds:.1f} s" if seconds > MOST_S else ""
