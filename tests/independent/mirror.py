"""Publishers' files of a mirror as data frames; days are integers since 1970, missing ones NaN."""

import re
import zipfile
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

SIRENE = "www.data.gouv.fr/api/1/datasets/r/"
STOCK = SIRENE + "a29c1297-1f92-4e2a-8f6b-8c902ce96c5f"
PERIODS = SIRENE + "2b3a0c79-f97b-46b8-ac02-8be6c1f01a8c"
UNITS = SIRENE + "350182c9-148a-46e0-8389-76c2ec1374a3"
LINKS = SIRENE + "6ea8c0d2-a4b9-4ea2-ba63-7ec89c2dd4f4"
POINTS = SIRENE + "672007af-0146-491f-835c-8314d63fa44e"

SEEDS = Path(__file__).resolve().parents[2] / "dbt_project" / "seeds"


@cache
def seed(name: str) -> pd.DataFrame:
    """A reviewed seed, every cell text, empty cells `""`; not to be changed."""
    return pd.read_csv(SEEDS / f"{name}.csv", dtype=str, keep_default_na=False)


def parquet(mirror: Path, path: str, columns: dict[str, str]) -> pd.DataFrame:
    """Columns of a Parquet file under shorter names."""
    table = pq.read_table(mirror / path, columns=list(columns))
    for position, field in enumerate(table.schema):
        if pa.types.is_date(field.type):
            days = table.column(position).cast(pa.int32()).cast(pa.float64())
            table = table.set_column(position, field.name, days)
    return table.to_pandas().rename(columns=columns)


def text(mirror: Path, path: str, **options: object) -> pd.DataFrame:
    """A delimited file, every cell text."""
    reading = {"sep": ";", "encoding": "utf-8-sig", "dtype": str, "keep_default_na": False, **options}
    return pd.read_csv(mirror / path, **reading)


def zipped(mirror: Path, path: str, ending: str, **options: object) -> pd.DataFrame:
    """The member of a zip file whose name ends so, and not of words for its columns; every cell text."""
    reading = {"sep": ";", "encoding": "utf-8-sig", "dtype": str, "keep_default_na": False, **options}
    with zipfile.ZipFile(mirror / path) as archive:
        names = [name for name in archive.namelist() if name.endswith(ending)]
        (name,) = [name for name in names if not name.startswith("meta_")]
        with archive.open(name) as member:
            return pd.read_csv(member, **reading)


def melodi(mirror: Path, dataset: str) -> pd.DataFrame:
    """Data of a Melodi file."""
    folder = re.sub(r"(_\d{4})?_CSV_FR$", "", dataset)
    return zipped(mirror, f"api.insee.fr/melodi/file/{folder}/{dataset}", "_data.csv")


@cache
def day(year: int, month: int = 12, of_month: int = 31) -> int:
    """Days since 1970."""
    return int(np.datetime64(f"{year:04}-{month:02}-{of_month:02}", "D").astype(int))


@cache
def year_of(days: float) -> int:
    """Year of a day since 1970."""
    return int(np.datetime64(int(days), "D").astype("datetime64[Y]").astype(int)) + 1970
