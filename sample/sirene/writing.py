"""Parquet files (and their zipped CSV twins) of simulated stock and history."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv
import pyarrow.parquet as pq

from sample.files import member_info
from sample.sirene.arrays import Ints
from sample.sirene.chains import chained
from sample.sirene.identifiers import LA_POSTE, SPAN, WHOLE, Range, part, slice_of
from sample.sirene.legal_units import LegalUnits, unit_history_table, unit_table
from sample.sirene.links import link_table, point_table
from sample.sirene.periods import Periods, periods
from sample.sirene.places import Places, every_place, places
from sample.sirene.successions import settle
from sample.sirene.tables import Register, history_table, register, stock_table
from sample.sirene.units import EPOCH, Births, Units, counts, draw, join, post_offices
from sample.world import World

ROW_GROUP = 100_000
END = date(2026, 9, 30)
Made = TypeVar("Made")


@dataclass
class Establishments:
    """A set of establishments with their periods, and the two tables made of them.

    `before_chains`: SIREN of all legal units there would be without chains; for each of them one is drawn.
    `within`: where SIREN are from; `kept`: what several files make of these establishments, see `once`.
    """

    seed: list[int]
    units: Units
    where: Places
    end: int
    before_chains: Ints
    within: Range = WHOLE
    kept: dict[str, Any] = field(default_factory=dict, repr=False)

    def random(self, name: str) -> np.random.Generator:
        """A generator for each name, and each set: those of a whole register are `World.random`."""
        return named(self.seed, name)

    def once(self, name: str, make: Callable[[Establishments], Made]) -> Made:
        """What several files need, made by the first one that asks."""
        if name not in self.kept:
            self.kept[name] = make(self)
        return self.kept[name]

    @property
    def rank(self) -> int:
        """Number of the slice."""
        return self.seed[1] if len(self.seed) > 1 else 0

    @cached_property
    def spans(self) -> Periods:
        return periods(np.random.default_rng([*self.seed, 1]), self.units, self.end)

    @cached_property
    def register(self) -> Register:
        return register(np.random.default_rng([*self.seed, 2]), self.units)

    @cached_property
    def legal_units(self) -> LegalUnits:
        return LegalUnits(self)

    def stock(self) -> pa.Table:
        random = np.random.default_rng([*self.seed, 3])
        return by_siret(stock_table(random, self.units, self.spans, self.register, self.where, self.end))

    def history(self) -> pa.Table:
        return by_siret(history_table(self.spans, self.register))


def named(seed: list[int], name: str) -> np.random.Generator:
    return np.random.default_rng([*seed, zlib.crc32(name.encode())])


def by_siret(table: pa.Table) -> pa.Table:
    """The publisher's order; rows of one SIRET stay in theirs."""
    return table.take(np.argsort(table["siret"].to_numpy().astype(np.int64), kind="stable"))


def establishments(world: World) -> Establishments:
    """The demo's establishments, drawn once for all publishers: see `_drawn`. Slices are too many to be kept."""
    if world.is_nation:
        raise ValueError("the nation's register is never there as a whole: sample.sirene.writing.slices")
    return world.once("establishments", lambda w: _drawn(w, [w.seed]))


def slices(world: World) -> Iterator[Establishments]:
    """The register, set by set in ascending order of SIREN, each of the whole country; a demo is one set."""
    if world.slices == 1 and not world.is_nation:
        yield establishments(world)
        return
    post_office = slice_of(LA_POSTE, world.slices)
    for rank in range(world.slices):
        yield _drawn(world, [world.seed, rank], part(rank, world.slices), rank == post_office)


def _drawn(
    world: World, seed: list[int], within: Range = WHOLE, has_post_offices: bool = True
) -> Establishments:
    """In order of SIRET, but for shops of chains, which keep their rank: so all else is drawn as without chains."""
    where, end = every_place(world), (world.sirene_end - EPOCH).days
    random, density = named(seed, "sirene"), world.density
    births = world.once("births", lambda _: Births.of(where, end))
    shops, others = counts(random, where, births, world.scale / world.slices, density)
    place = np.concatenate([np.repeat(np.arange(len(n)), n) for n in (shops, others)])
    storefront = np.arange(len(place)) < shops.sum()
    order = np.argsort(place, kind="stable")
    units = draw(
        random, where, place[order], storefront[order], births, end, world.seed, 0, within, density.joined
    )
    share = world.once("active share", lambda _: births.active_share(where.hazard))
    settle(random, units, where, storefront[order], share)
    every = join(units, *([post_offices(random, where)] if has_post_offices else []))
    chains = chained(named(seed, "chains"), every, where)
    return Establishments(seed, chains, where, end, np.unique(every.siren), within)


def chunks(rows: int, seed: int, size: int) -> Iterator[Establishments]:
    """`rows` establishments in sets of at most `size`, each with SIREN of its own, in ascending ranges."""
    world = World(seed=seed)
    where, end = places(world), (END - EPOCH).days
    births, share = Births.of(where, end), where.people / where.people.sum()
    for number, first in enumerate(range(0, rows, size)):
        random = np.random.default_rng([seed, number])
        place = np.sort(random.choice(len(share), min(size, rows - first), p=share))
        storefront = random.random(len(place)) < 0.5
        within = part(number, SPAN // (2 * size))
        units = draw(random, where, place, storefront, births, end, seed, 0, within)
        units = join(settle(random, units, where, storefront, births.active_share(where.hazard)))
        yield Establishments([seed, number], units, where, end, np.unique(units.siren), within)


def write_stock(path: Path, rows: int, seed: int = 20, row_group: int = ROW_GROUP) -> None:
    """Write a StockEtablissement Parquet of exactly `rows` establishments, one row group at a time."""
    write_parquet(path, (chunk.stock() for chunk in chunks(rows, seed, row_group)), row_group)


def write_tables(
    path: Path, make: Callable[[Establishments], pa.Table], rows: int, seed: int, row_group: int
) -> None:
    """Write the first `rows` rows of a table made set by set, as long as establishments are needed."""
    # A set gives at least one row of any table for a hundred establishments.
    wanted = (make(chunk) for chunk in chunks(rows * 100, seed, row_group))
    write_parquet(path, first_rows(wanted, rows), row_group)


def write_history(path: Path, rows: int, seed: int = 20, row_group: int = ROW_GROUP) -> None:
    """Write a StockEtablissementHistorique Parquet of exactly `rows` periods, one row group at a time.

    With the same seed and row group, its establishments are the first ones of `write_stock`; so it is with
    `write_units`, `write_links` and `write_points`.
    """
    write_tables(path, Establishments.history, rows, seed, row_group)


def write_units(path: Path, rows: int, seed: int = 20, row_group: int = ROW_GROUP) -> None:
    """Write a StockUniteLegale Parquet of exactly `rows` legal units."""
    write_tables(path, lambda made: unit_table(made.legal_units), rows, seed, row_group)


def write_unit_history(path: Path, rows: int, seed: int = 20, row_group: int = ROW_GROUP) -> None:
    """Write a StockUniteLegaleHistorique Parquet of exactly `rows` periods of legal units."""
    write_tables(path, lambda made: unit_history_table(made.legal_units), rows, seed, row_group)


def write_links(path: Path, rows: int, seed: int = 20, row_group: int = ROW_GROUP) -> None:
    """Write a StockEtablissementLiensSuccession Parquet of exactly `rows` links."""
    write_tables(path, link_table, rows, seed, row_group)


def write_points(path: Path, rows: int, seed: int = 20, row_group: int = ROW_GROUP) -> None:
    """Write a geolocation Parquet of exactly `rows` located establishments."""
    write_tables(path, point_table, rows, seed, row_group)


def first_rows(tables: Iterator[pa.Table], rows: int) -> Iterator[pa.Table]:
    for table in tables:
        yield table.slice(0, rows)
        rows -= table.num_rows
        if rows <= 0:
            return


def write_parquet(path: Path, tables: Iterator[pa.Table], row_group: int = ROW_GROUP) -> None:
    """Stream tables of one layout into a Parquet file that reads back as plain text columns."""
    first = next(tables)
    with parquet_writer(path, first.schema) as writer:
        writer.write_table(first, row_group)
        for table in tables:
            writer.write_table(table, row_group)


def parquet_writer(path: Path, schema: pa.Schema) -> pq.ParquetWriter:
    """Without Arrow's own schema, dictionaries stay a matter of storage, as in the publisher's files."""
    return pq.ParquetWriter(path, schema, compression="zstd", store_schema=False)


@contextmanager
def growing_parquet(
    path: Path, table: Callable[[Establishments], pa.Table]
) -> Iterator[Callable[[Establishments], None]]:
    """What adds a set's table to the file; one table alone makes the file that `write_parquet` makes."""
    writers: list[pq.ParquetWriter] = []

    def add(made: Establishments) -> None:
        rows = table(made)
        if not writers:
            writers.append(parquet_writer(path, rows.schema))
        writers[0].write_table(rows, ROW_GROUP)

    try:
        yield add
    finally:
        for writer in writers:
            writer.close()


def write_csv_zip(path: Path, member: str, table: pa.Table) -> None:
    """Write the publisher's CSV twin: comma, quotes where needed, ISO times, blank for null."""
    plain = pa.table([text_column(table[name]) for name in table.column_names], names=table.column_names)
    with (
        zipfile.ZipFile(path, "w") as archive,
        archive.open(member_info(member), "w", force_zip64=True) as file,
    ):
        file.write((",".join(table.column_names) + "\n").encode())
        options = pacsv.WriteOptions(include_header=False, quoting_style="none")
        for batch in plain.to_batches(ROW_GROUP):
            buffer = io.BytesIO()
            pacsv.write_csv(batch, buffer, options)
            file.write(buffer.getvalue())


def text_column(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Text is free of commas and quotes here; times need the publisher's `T`."""
    if pa.types.is_timestamp(column.type):
        return pc.strftime(column.cast(pa.timestamp("s")), "%Y-%m-%dT%H:%M:%S")
    if pa.types.is_dictionary(column.type):
        return column.cast(pa.string())
    return column
