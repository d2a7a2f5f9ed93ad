"""INSEE, Sirene: points of the establishments, in Parquet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

from sample.files import MirrorFile
from sample.sirene.links import point_table
from sample.sirene.writing import by_siret, establishments, write_parquet
from sample.world import World

URL = "https://www.data.gouv.fr/api/1/datasets/r/672007af-0146-491f-835c-8314d63fa44e"
# Points come out about the 21st: those of the month before stand beside the stock.
AGE = timedelta(days=10)


def files(world: World) -> Iterator[MirrorFile]:
    yield MirrorFile(URL, world.sirene_day - AGE, True, partial(_parquet, world))


def _parquet(world: World, path: Path) -> None:
    write_parquet(path, iter([by_siret(point_table(establishments(world)))]))
