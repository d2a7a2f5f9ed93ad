"""INSEE, Sirene: establishments and their periods, Parquet and (on demand) zipped CSV."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path

from sample.files import MirrorFile
from sample.sirene.writing import Establishments, establishments, write_csv_zip, write_parquet
from sample.world import World

BASE = "https://www.data.gouv.fr/api/1/datasets/r"
STOCK_PARQUET = f"{BASE}/a29c1297-1f92-4e2a-8f6b-8c902ce96c5f"
HISTORY_PARQUET = f"{BASE}/2b3a0c79-f97b-46b8-ac02-8be6c1f01a8c"
STOCK_ZIP = f"{BASE}/0651fb76-bcf3-4f6a-a38d-bc04fa708576"
HISTORY_ZIP = f"{BASE}/88fbb6b4-0320-443e-b739-b4376a012c32"


def files(world: World) -> Iterator[MirrorFile]:
    made = cache(partial(establishments, world))
    day = world.sirene_day
    yield MirrorFile(STOCK_PARQUET, day, True, lambda path: write_parquet(path, iter([made().stock()])))
    yield MirrorFile(HISTORY_PARQUET, day, True, lambda path: write_parquet(path, iter([made().history()])))
    if world.with_csv:
        yield MirrorFile(STOCK_ZIP, day, True, lambda path: _zip(path, "StockEtablissement", made(), "stock"))
        yield MirrorFile(
            HISTORY_ZIP, day, True, lambda path: _zip(path, "StockEtablissementHistorique", made(), "history")
        )


def _zip(path: Path, name: str, made: Establishments, table: str) -> None:
    write_csv_zip(path, f"{name}_utf8.csv", getattr(made, table)())
