"""A small mirror for the tests of this room, and its files read by address."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from sample.cubes import MELODI

SCALE = 0.02


@pytest.fixture(scope="session")
def small_mirror(simulated: Callable[..., Path]) -> Path:
    return simulated(scale=SCALE, with_csv=True)


@pytest.fixture(scope="session")
def lines(small_mirror: Path) -> Callable[..., list[dict[str, str]]]:
    """Rows of a CSV of the mirror, or of a member of a zip, as dictionaries."""

    def read(url: str, member: str | None = None, separator: str = ",") -> list[dict[str, str]]:
        return rows_of(small_mirror / url, member, separator)

    return read


@pytest.fixture(scope="session")
def path(small_mirror: Path) -> Callable[[str], Path]:
    """Where the file of an address is."""
    return lambda url: small_mirror / url.removeprefix("https://")


@pytest.fixture(scope="session")
def content(path: Callable[[str], Path]) -> Callable[[str], bytes]:
    """Bytes of the file of an address."""
    return lambda url: path(url).read_bytes()


@pytest.fixture(scope="session")
def table(path: Callable[[str], Path]) -> Callable[[str], pd.DataFrame]:
    """The Parquet file of an address."""
    return lambda url: pq.read_table(path(url)).to_pandas()


@pytest.fixture(scope="session")
def melodi(path: Callable[[str], Path]) -> Callable[[str, str], tuple[str, pd.DataFrame]]:
    """First line and rows of the data in a Melodi file, by name of the data set and of the file."""

    def read(name: str, member: str) -> tuple[str, pd.DataFrame]:
        data = zipfile.ZipFile(path(f"{MELODI}/{name}/{member}_CSV_FR")).read(f"{member}_data.csv")
        frame = pd.read_csv(io.BytesIO(data), sep=";", dtype=str)
        frame["OBS_VALUE"] = frame.OBS_VALUE.astype(float)
        return data.split(b"\n")[0].decode(), frame

    return read


def real_rows(
    shared: Path, path: str, member: str | None = None, separator: str = ","
) -> list[dict[str, str]]:
    """Rows of a publisher's own file, kept beside the project."""
    return rows_of(shared / "real" / "mirror" / path, member, separator)


def rows_of(path: Path, member: str | None, separator: str) -> list[dict[str, str]]:
    content = zipfile.ZipFile(path).read(member) if member else path.read_bytes()
    return list(csv.DictReader(io.StringIO(content.decode(), newline=""), delimiter=separator))


def csv_cells(text: bytes, separator: str = ";") -> list[list[str]]:
    """Cells of a CSV, row by row."""
    return list(csv.reader(io.StringIO(text.decode(), newline=""), delimiter=separator))
