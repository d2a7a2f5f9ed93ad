"""Publishers asked together: what is due, and the lines of what is not."""

import time

import pytest

from ingestion import asking, walk
from ingestion.registry import find
from ingestion.tables import ensure
from tests.ingestion.conftest import ACV_URL, acv, keeps
from tests.ingestion.publisher import Publisher
from warehouse.connect import connect
from warehouse.roles import Role

ACV_PATH = "/" + ACV_URL.split("://", 1)[1]
LINES = "select resource, outcome from ops.load where load_id > %s order by load_id"


@pytest.fixture
def tables(warehouse_settings) -> None:
    """The raw tables of one source, as a run makes them before it asks."""
    source, _ = find("programmes", "acv")
    with connect(warehouse_settings, Role.LOADER) as loader:
        for resource in source.resources:
            ensure(loader, source, resource)


def asked(warehouse) -> tuple[list[str], list[tuple[str, str]]]:
    """What is due, and the lines that asking left."""
    (last,) = warehouse.db.execute("select coalesce(max(load_id), 0) from ops.load").fetchone()
    due = asking.due(warehouse.settings, ["programmes"])
    return due, warehouse.db.execute(LINES, [last]).fetchall()


@pytest.mark.usefixtures("tables")
def test_a_new_file_is_due_and_none_is_fetched_nor_noted(online, publisher: Publisher):
    publisher.put(ACV_URL, acv())
    assert asked(online) == (["programmes"], [])
    assert not any((online.settings.home / "landing").rglob("*.csv"))


@pytest.mark.usefixtures("tables")
def test_unchanged_and_absent_files_have_their_lines_and_nothing_is_due(online, publisher: Publisher):
    publisher.put(ACV_URL, acv())
    online.walk("programmes", "acv")
    due, lines = asked(online)
    assert due == []
    assert ("acv", "unchanged") in lines
    assert {outcome for resource, outcome in lines if resource != "acv"} == {"unavailable"}
    publisher.put(ACV_URL, acv(rows=201))
    assert asked(online) == (["programmes"], [])


@pytest.mark.usefixtures("tables")
def test_a_file_that_waits_to_be_loaded_is_due(online, publisher: Publisher):
    publisher.put(ACV_URL, acv())
    (landed,) = walk.fetch("programmes", "acv", online.settings)
    assert asked(online)[0] == ["programmes"]
    walk.load(landed, online.settings, keeps)
    assert asked(online)[0] == []


@pytest.mark.usefixtures("tables")
def test_a_publisher_that_does_not_answer_is_due_at_once_and_asked_no_second_time(
    online, publisher: Publisher
):
    publisher.statuses[ACV_PATH] = [503, 503]
    began = time.monotonic()
    assert asked(online) == (["programmes"], [])
    assert time.monotonic() - began < 5
    assert publisher.asked[ACV_PATH] == 1


@pytest.mark.usefixtures("tables")
def test_a_mirror_that_is_down_is_for_each_sources_own_run(online, publisher: Publisher):
    publisher.statuses["/manifest.csv"] = [500] * 9
    assert asked(online) == (["programmes"], [])


def test_a_source_that_nobody_declared(online):
    with pytest.raises(KeyError, match="no source is called"):
        asking.due(online.settings, ["nobody"])
