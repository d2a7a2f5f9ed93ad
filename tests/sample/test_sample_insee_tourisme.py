"""Tourist capacity: the publisher's header, totals that are the sum of their parts, zeros published."""

from __future__ import annotations

import io
import zipfile

import pandas as pd
import pytest

from sample.publishers import insee_tourisme
from sample.world import World

HEADER = (
    '"GEO";"GEO_OBJECT";"ACTIVITY";"UNIT_LOC_RANKING";"L_STAY";"TOUR_MEASURE";"FREQ";"OBS_STATUS";'
    '"TIME_PERIOD";"OBS_VALUE"'
)


@pytest.fixture(scope="module", params=[2025, 2026])
def published(request: pytest.FixtureRequest) -> tuple[str, pd.DataFrame]:
    """First line and rows of a year's file."""
    archive = zipfile.ZipFile(io.BytesIO(insee_tourisme.capacity(World(), request.param)))
    data = archive.read(f"DS_TOUR_CAP_{request.param}_data.csv")
    rows = pd.read_csv(io.BytesIO(data), sep=";", dtype=str).astype({"OBS_VALUE": int})
    assert set(rows.TIME_PERIOD) == {str(request.param)}
    return data.split(b"\n")[0].decode(), rows


def test_the_header_is_the_publisher_s(published):
    assert published[0] == HEADER


@pytest.mark.parametrize("cut", ["UNIT_LOC_RANKING", "L_STAY"])
def test_totals_are_the_sum_of_their_parts(published, cut):
    rows = published[1]
    kind = {"UNIT_LOC_RANKING": "I551", "L_STAY": "I553"}[cut]
    cells = rows[rows.ACTIVITY.eq(kind)].set_index(["GEO", cut]).OBS_VALUE
    assert cells.index.is_unique
    total = cells.xs("_T", level=cut)
    parts = cells.drop("_T", level=cut).groupby("GEO").sum().reindex(total.index, fill_value=0)
    assert (parts == total).all()
    assert (total == 0).any()
    assert total.sum() > 1000


def test_the_header_kept_beside_the_project(shared):
    kept = shared / "sources" / "headers" / "DS_TOUR_CAP_2026_data.header.csv"
    assert kept.read_text("utf-8-sig").strip() == HEADER
