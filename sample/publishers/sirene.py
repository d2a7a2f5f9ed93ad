"""INSEE, Sirene: establishments, legal units, their periods and links; Parquet, and zipped CSV on demand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pyarrow as pa

from sample.files import MirrorFile
from sample.sirene.legal_units import unit_history_table, unit_table
from sample.sirene.links import duplicate_table, link_table
from sample.sirene.writing import Establishments, establishments, growing_parquet, write_csv_zip
from sample.world import World

BASE = "https://www.data.gouv.fr/api/1/datasets/r"
STOCK_PARQUET = f"{BASE}/a29c1297-1f92-4e2a-8f6b-8c902ce96c5f"
HISTORY_PARQUET = f"{BASE}/2b3a0c79-f97b-46b8-ac02-8be6c1f01a8c"
UNIT_PARQUET = f"{BASE}/350182c9-148a-46e0-8389-76c2ec1374a3"
UNIT_HISTORY_PARQUET = f"{BASE}/1b9290ed-d0bc-461f-ba31-0250a99cc140"
LINK_PARQUET = f"{BASE}/6ea8c0d2-a4b9-4ea2-ba63-7ec89c2dd4f4"
DUPLICATE_PARQUET = f"{BASE}/ec0a0d5f-5d52-4603-a712-b6821076abf0"
STOCK_ZIP = f"{BASE}/0651fb76-bcf3-4f6a-a38d-bc04fa708576"
HISTORY_ZIP = f"{BASE}/88fbb6b4-0320-443e-b739-b4376a012c32"

TABLES: dict[str, Callable[[Establishments], pa.Table]] = {
    STOCK_PARQUET: Establishments.stock,
    HISTORY_PARQUET: Establishments.history,
    UNIT_PARQUET: lambda made: unit_table(made.legal_units),
    UNIT_HISTORY_PARQUET: lambda made: unit_history_table(made.legal_units),
    LINK_PARQUET: link_table,
    DUPLICATE_PARQUET: duplicate_table,
}
ZIPS = {
    STOCK_ZIP: ("StockEtablissement_utf8.csv", STOCK_PARQUET),
    HISTORY_ZIP: ("StockEtablissementHistorique_utf8.csv", HISTORY_PARQUET),
}


def files(world: World) -> Iterator[MirrorFile]:
    for url, table in TABLES.items():
        yield MirrorFile(url, world.sirene_day, True, grow=partial(growing_parquet, table=table))
    if world.with_csv:
        for url, (member, parquet) in ZIPS.items():
            yield MirrorFile(url, world.sirene_day, True, partial(_zip, world, member, TABLES[parquet]))


def _zip(world: World, member: str, table: Callable[[Establishments], pa.Table], path: Path) -> None:
    write_csv_zip(path, member, table(establishments(world)))
