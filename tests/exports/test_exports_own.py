"""Towns' own data in an export: none, and the proxy's figures, unless they publish them."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from exports import write
from tests.conftest import fresh_settings
from tests.exports.test_exports import MARTS, rows
from tests.handing import released
from warehouse.connect import connect_url
from warehouse.settings import Settings

# A survey of 12 % in the place of 5.25 %; a perimeter that a user gave, and one that was drawn.
OWN = """
    ALTER TABLE fct_indicator_value ADD COLUMN status_reason text;
    CREATE TABLE mart_local_displaced (LIKE fct_indicator_value);
    INSERT INTO mart_local_displaced SELECT * FROM fct_indicator_value WHERE period = 2024;
    UPDATE fct_indicator_value SET value = 12, numerator = 3, denominator = 25, obs_status = 'D', status_reason = 'field_survey',
        source_vintages = 'local_vacancy@2026-01-02' WHERE period = 2024;
    CREATE TABLE mart_local_vacancy (code_commune text, period integer, survey_value double precision);
    INSERT INTO mart_local_vacancy VALUES ('01001', 2024, 12);
    INSERT INTO dim_source_vintage VALUES ('local', 'local_vacancy', '2026-01-02', '2026-01-02 10:00+01', false);
    CREATE TABLE dim_town_centre (
        code_commune text PRIMARY KEY, version integer, method text, area_ha double precision, points integer,
        points_inside integer, share_inside double precision, share_eps_75 double precision, share_eps_150 double precision,
        sensitivity double precision, is_sensitive boolean, reason text, made_at timestamptz, storefront_vintage text,
        is_simulated boolean, geometry text
    );
    INSERT INTO dim_town_centre (code_commune, method, area_ha, reason, geometry) VALUES
        ('01001', 'user', 25, 'trace_de_la_ville.geojson', '{"type": "Polygon", "coordinates": [[[5.123, 46.1]]]}'),
        ('01002', 'cluster', 30, 'hall', '{"type": "Polygon", "coordinates": [[[5.456, 46.1]]]}');
"""
TRACES = ("local_vacancy", "mart_local", "trace_de_la_ville", "5.123", "propre à la ville")


@pytest.fixture(scope="module")
def settings(pg_server: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """A release in which a town's survey stands in a figure's place."""
    folder = tmp_path_factory.mktemp("own")
    for made in fresh_settings(pg_server, folder, "acte2_exports_own"):
        with connect_url(made.warehouse_url, autocommit=True) as owner:
            owner.execute(MARTS + OWN)
        released(made)
        yield made


def everything(folder: Path) -> str:
    """All that is written, Parquet's cells and words included."""
    texts = [
        path.read_text("utf-8")
        for path in folder.rglob("*")
        if path.is_file() and path.suffix not in (".parquet", ".zip")
    ]
    tables = [pq.read_table(path) for path in folder.rglob("*.parquet")]
    return "\n".join([*texts, *(f"{table.schema} {table.to_pylist()}" for table in tables)])


def test_an_export_holds_the_proxy_and_no_trace_of_the_town_s_own(settings: Settings, tmp_path: Path) -> None:
    folder = write.write(settings, tmp_path)
    told = everything(folder)
    assert [trace for trace in TRACES if trace in told] == []
    assert [row["value"] for row in rows(folder / "csv" / "fct_indicator_value.csv")] == ["", "5.25"]
    assert [row["OBS_VALUE"] for row in rows(folder / "sdmx" / "indicator.csv")] == ["", "5.25"]
    centres = {row["code_commune"]: row for row in rows(folder / "csv" / "dim_town_centre.csv")}
    assert (centres["01001"]["method"], centres["01001"]["area_ha"]) == ("user", "25")
    assert (centres["01001"]["geometry"], centres["01001"]["reason"]) == ("", "")
    assert json.loads(centres["01002"]["geometry"])["coordinates"] == [[[5.456, 46.1]]]


def test_it_is_in_when_the_town_says_so(settings: Settings, tmp_path: Path) -> None:
    folder = write.write(replace(settings, publish_local=True), tmp_path)
    told = everything(folder)
    assert [trace for trace in TRACES if trace not in told] == []
    assert [row["value"] for row in rows(folder / "csv" / "fct_indicator_value.csv")] == ["", "12"]
    assert not (folder / "csv" / "mart_local_displaced.csv").exists()
