"""What only one process may do at a time: who waits, for how long, and who cannot make others wait."""

import time

import psycopg
import pytest

from warehouse.connect import connect
from warehouse.errors import Held
from warehouse.ops import locks


@pytest.fixture
def first(warehouse_settings):
    with connect(warehouse_settings, application_name="acte2 first") as conn:
        yield conn


@pytest.fixture
def second(warehouse_settings):
    with connect(warehouse_settings) as conn:
        yield conn


def test_held_until_the_transaction_ends(first, second):
    locks.take(first, "release")
    with pytest.raises(Held):
        locks.take(second, "release", patience_s=0)
    locks.take(second, "peers", patience_s=0)
    first.rollback()
    locks.take(second, "release", patience_s=0)


def test_who_waited_is_told_who_holds_it_and_goes_on(first, second):
    locks.take(first, "release")
    began = time.monotonic()
    with pytest.raises(
        Held, match=rf"^release: held by \S+ \(pid {first.info.backend_pid}, acte2 first, since"
    ):
        locks.take(second, "release", patience_s=0.5)
    assert 0.4 < time.monotonic() - began < 5
    first.rollback()
    locks.take(second, "release", patience_s=0)


def test_a_lock_needs_a_transaction_and_a_name_that_is_known(first, db):
    with pytest.raises(ValueError, match="needs a transaction"):
        locks.take(db, "release")
    with pytest.raises(LookupError):
        locks.take(first, "mistyped")
    locks.know(first, "a partition")
    locks.know(first, "a partition")
    locks.take(first, "a partition")


def test_a_reader_cannot_take_one(warehouse_settings):
    with psycopg.connect(warehouse_settings.reader_url) as reader:
        for attempt in ("SELECT * FROM ops.lock FOR UPDATE", "LOCK TABLE ops.lock IN ACCESS SHARE MODE"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                reader.execute(attempt)
            reader.rollback()
