"""Faulty files into PostgreSQL: what stands in the table is what was read, row for row, or the file is refused by name."""

import os
import random
import traceback
import zlib
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import psycopg
import pyarrow as pa
import pytest
from psycopg import sql

from ingestion.candidate import Candidate
from ingestion.contract import meet
from ingestion.copier import Copier
from ingestion.declaration import Resource
from ingestion.errors import IngestionError, Unforeseen
from ingestion.loader import _separators
from ingestion.readers import open_reader
from ingestion.registry import sources
from ingestion.tables import ensure
from tests.faults import mutations
from tests.faults.conftest import TRIED
from tests.faults.seeds import Seed, seeds
from warehouse.connect import connect
from warehouse.settings import Settings

SEED = int(os.environ.get("FAULTS_SEED", "20"))
MANY = 1_500


@pytest.mark.faults
def test_what_is_loaded_is_what_was_read(
    simulated: Callable[..., Path], module_warehouse_settings: Settings, tmp_path: Path, record_property
):
    good, came, failed = seeds(simulated(scale=0.02, with_csv=True)), Counter[str](), []
    with connect(module_warehouse_settings, autocommit=True) as db:
        for number in range(MANY):
            name = f"load-{SEED}-{number}.bin"
            chance = random.Random(zlib.crc32(name.encode()))
            seed = chance.choice(good)
            path = tmp_path / name
            path.write_bytes(mutations.mutated(chance, seed) if number % 10 else seed.packed(seed.body))
            if why := _tried(db, module_warehouse_settings, path, seed, came):
                failed.append(f"{path} ({seed.resource.name}): {why}")
    record_property(TRIED, MANY)
    assert not failed, "\n".join(failed[:20])
    assert came["loaded"] > MANY / 10, came


def _tried(db: psycopg.Connection, settings: Settings, path: Path, seed: Seed, came: Counter[str]) -> str:
    try:
        _load(db, settings, path, seed)
    except IngestionError as error:
        if isinstance(error, Unforeseen) or path.name not in str(error):
            return f"{type(error).__name__}: {error}"
        came[type(error).__name__] += 1
    except Exception:
        return traceback.format_exc(limit=-2)
    else:
        came["loaded"] += 1
    return ""


def _load(db: psycopg.Connection, settings: Settings, path: Path, seed: Seed) -> None:
    """As `Loader` does, but for the promise and the partition; raises AssertionError where the table holds other rows."""
    resource, sent = seed.resource, list[tuple]()
    ensure(db, next(one for one in sources() if resource in one.resources), resource)
    reader = open_reader(path, seed.format, resource.telling_headers)
    contract = meet(resource, reader.header, path.name, reader.nested)
    candidate = Candidate(resource.raw_table, _vintage(resource), 1)
    candidate.prepare(db)

    def see(_row: int, part: pa.RecordBatch) -> None:
        sent.extend(tuple(row.values()) for row in part.to_pylist())

    def anew() -> psycopg.Connection:
        return connect(settings)

    copier = Copier(anew, candidate, contract, resource.key, path.name, _separators(seed.format), see)
    counts = copier.run(reader.batches(contract.headers), lambda _: None)
    names = sql.SQL(", ").join(map(sql.Identifier, copier._shape.names))
    table = sql.Identifier("raw_candidate", candidate.name)
    stands = db.execute(sql.SQL("select {} from {}").format(names, table)).fetchall()
    db.execute(sql.SQL("drop table {}").format(table))
    assert counts.read == counts.loaded + counts.rejected and counts.stored == len(stands) == len(sent)
    # What a wide file's headers tell (years) is sent as text, and typed by the database.
    told = {name for keys in copier._shape.wide for name, _ in keys}
    typed = {place for place, name in enumerate(copier._shape.names) if name in told}
    assert Counter(_plain(row, typed) for row in stands) == Counter(_plain(row, typed) for row in sent)


def _vintage(resource: Resource) -> str:
    return next((file.vintage for file in resource.files if file.vintage), None) or "2026-01-01"


def _plain(row: tuple, typed: set[int]) -> tuple:
    """Numbers as numbers, whichever type carried them."""
    return tuple(str(cell) if place in typed else _number(cell) for place, cell in enumerate(row))


def _number(cell: object) -> object:
    return float(cell) if isinstance(cell, int | float | Decimal) and not isinstance(cell, bool) else cell
