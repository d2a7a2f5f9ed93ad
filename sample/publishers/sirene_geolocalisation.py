"""INSEE, Sirene: points of the establishments, in Parquet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

import pyarrow as pa

from sample.files import MirrorFile
from sample.sirene.links import point_table
from sample.sirene.writing import Establishments, by_siret, growing_parquet
from sample.world import World

URL = "https://www.data.gouv.fr/api/1/datasets/r/672007af-0146-491f-835c-8314d63fa44e"
# Points come out about the 21st: those of the month before stand beside the stock.
AGE = timedelta(days=10)


def files(world: World) -> Iterator[MirrorFile]:
    yield MirrorFile(URL, world.sirene_day - AGE, True, grow=partial(growing_parquet, table=points))


def points(made: Establishments) -> pa.Table:
    return by_siret(point_table(made))
