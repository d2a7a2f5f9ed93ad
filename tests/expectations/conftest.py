"""A warehouse for each file: a connection, and every mart with its good rows."""

from collections.abc import Iterator

import psycopg
import pytest
from psycopg import sql

from tests.expectations.tables import GOOD_MARTS, make_mart
from warehouse.connect import connect
from warehouse.settings import Settings


@pytest.fixture
def conn(module_warehouse_settings: Settings) -> Iterator[psycopg.Connection]:
    with connect(module_warehouse_settings, autocommit=True) as connection:
        yield connection


@pytest.fixture(scope="module")
def good_marts(module_warehouse_settings: Settings) -> dict[str, sql.Identifier]:
    """Every mart, made once for the file."""
    with connect(module_warehouse_settings, autocommit=True) as connection:
        return {name: make_mart(connection, name) for name in GOOD_MARTS}
