"""dbt against the tests' embedded PostgreSQL: raw tables as the loader makes them, rows put by hand."""

import json
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

from ingestion.registry import sources
from ingestion.tables import ensure_all, partition_name
from tests import handing
from tests.dbt.call import call
from warehouse.connect import connect_url
from warehouse.ops import vintages
from warehouse.settings import Settings

PROJECT = Path(__file__).resolve().parents[2] / "dbt_project"


class Dbt:
    """Runs dbt's command on one warehouse; target and log lie outside the checkout."""

    def __init__(self, settings: Settings, folder: Path, read: Path) -> None:
        self.settings, self.target, self.read = settings, folder / "target", read
        self.env = {
            **os.environ,
            **settings.dbt_env(),
            "ACTE2_MARTS_SCHEMA": "marts_candidate",
            "DBT_TARGET_PATH": str(self.target),
            "DBT_LOG_PATH": str(folder / "logs"),
            "DBT_THREADS": "1",  # on next to no rows dbt itself is what takes time, and two threads wait for one another
            "DBT_LOG_LEVEL_FILE": "none",  # a failing test shows what dbt printed; nobody reads the 40,000 lines
        }

    def __call__(self, *arguments: str) -> str:
        """What dbt printed; the test fails with it when dbt does."""
        folders = ["--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT)]
        said = self.target.parent / "said.txt"
        # Nobody reads what dbt would write of a run, for 3 s of processor time.
        code = call(self.read, ["--no-write-json", *arguments, *folders], self.env, said)
        told = said.read_text(encoding="utf-8")
        assert code == 0, told[-8000:]
        return told

    def manifest(self) -> dict:
        """What dbt knows of the project."""
        return json.loads((self.read / "manifest.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def dbt(module_warehouse_settings: Settings, tmp_path_factory: pytest.TempPathFactory, dbt_read: Path) -> Dbt:
    """dbt on this file's warehouse, whose raw tables exist and are empty."""
    with connect_url(module_warehouse_settings.warehouse_url, autocommit=True) as conn:
        ensure_all(conn)
    handing.hand_over(module_warehouse_settings)
    folder = tmp_path_factory.getbasetemp() / "dbt"
    folder.mkdir(exist_ok=True)
    return Dbt(module_warehouse_settings, folder, dbt_read)


@pytest.fixture(scope="module")
def warehouse(dbt: Dbt) -> Iterator[psycopg.Connection]:
    """Owner's connection to the same warehouse."""
    with connect_url(dbt.settings.warehouse_url, autocommit=True) as conn:
        yield conn


Put = Callable[..., None]


def read_what_stands(warehouse: psycopg.Connection) -> None:
    """As the warehouse DAG does before a build: the vintages that stand are those dbt reads."""
    with warehouse.transaction():
        vintages.take(warehouse)


@pytest.fixture(scope="module")
def put(warehouse: psycopg.Connection) -> Put:
    """`put(raw_table, vintage, columns, rows)`: publish a vintage, its line of ops.load included, for the next build to read."""
    owners = {r.raw_table: (s.name, r.name) for s in sources() for r in s.resources}

    def publish(
        raw_table: str, vintage: str, columns: str, rows: list[tuple], is_simulated: bool = False
    ) -> None:
        partition = sql.Identifier("raw", partition_name(raw_table, vintage))
        warehouse.execute(
            sql.SQL("create table {} partition of {} for values in ({})").format(
                partition, sql.Identifier("raw", raw_table), sql.Literal(vintage)
            )
        )
        names = sql.SQL(", ").join(map(sql.Identifier, [*columns.split(), "vintage", "load_id"]))
        with warehouse.cursor().copy(sql.SQL("copy {} ({}) from stdin").format(partition, names)) as copy:
            for row in rows:
                copy.write_row((*row, vintage, 1))
        warehouse.execute(
            "insert into ops.load (source, resource, raw_table, vintage, url, sha256, bytes, licence,"
            " is_simulated, rows_loaded, finished_at, outcome)"
            " values (%s, %s, %s, %s, 'https://example.org/file', 'ab', 1, 'Licence Ouverte 2.0', %s, %s,"
            " now(), 'published')",
            (*owners[raw_table], raw_table, vintage, is_simulated, len(rows)),
        )
        read_what_stands(warehouse)

    return publish


@pytest.fixture(scope="module")
def stand_up(
    module_warehouse_settings: Settings,
    put: Put,
    warehouse: psycopg.Connection,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Callable[[Mapping[str, str]], Any]]:
    """`stand_up(files)`: a small project of its own on this file's warehouse, in which one region and one department are loaded."""
    from tests.dbt.house import House

    put("insee_cog_region", "2025", "reg libelle", [("84", "Auvergne")])
    put("insee_cog_departement", "2025", "dep reg libelle", [("01", "84", "Ain")])
    folder = tmp_path_factory.mktemp("house")
    env = {
        **module_warehouse_settings.dbt_env(),
        "ACTE2_MARTS_SCHEMA": "marts_candidate",
        "DBT_TARGET_PATH": str(folder / "target"),
        "DBT_LOG_PATH": str(folder / "logs"),
        "DBT_LOG_LEVEL_FILE": "none",
        "DBT_THREADS": "1",
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, value in env.items():
            patch.setenv(name, value)
        yield lambda files: House(folder, module_warehouse_settings, warehouse, files)
