"""One small mirror for the tests of this room."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from sample import write_mirror

SCALE = 0.02


@pytest.fixture(scope="session")
def small_mirror(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("sample") / "mirror"
    write_mirror(out, scale=SCALE, with_csv=True)
    return out


@pytest.fixture(scope="session")
def lines(small_mirror: Path) -> Callable[..., list[dict[str, str]]]:
    """Rows of a CSV of the mirror, or of a member of a zip, as dictionaries."""

    def read(url: str, member: str | None = None, separator: str = ",") -> list[dict[str, str]]:
        path = small_mirror / url
        content = zipfile.ZipFile(path).read(member) if member else path.read_bytes()
        return list(csv.DictReader(io.StringIO(content.decode(), newline=""), delimiter=separator))

    return read
