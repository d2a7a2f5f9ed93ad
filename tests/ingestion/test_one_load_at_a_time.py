"""One process loads a vintage at a time, and the other is told which."""

import pytest

from ingestion.errors import Busy
from ingestion.tables import partition_name
from tests.ingestion.conftest import ACV_URL, Mirror, acv
from warehouse.connect import connect
from warehouse.ops import locks
from warehouse.roles import Role


def test_a_vintage_that_somebody_loads_is_left_to_them(mirror: Mirror):
    mirror.put(ACV_URL, acv())
    mirror.walk("programmes", "acv")
    table, vintage = mirror.db.execute(
        "select raw_table, vintage from ops.load where outcome = 'published'"
    ).fetchone()
    mirror.put(ACV_URL, acv() + b"\r\n")
    with connect(mirror.settings, Role.LOADER, application_name="acte2 load elsewhere") as other:
        locks.take(other, partition_name(table, vintage))
        with pytest.raises(Busy, match=r"held by loader_\S+ \(pid \d+, acte2 load elsewhere"):
            mirror.walk("programmes", "acv")
    assert mirror.walk("programmes", "acv")
