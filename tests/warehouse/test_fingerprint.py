"""What makes a build due: raw data, models, polygons users give, perimeters in use; and nothing else."""

from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from tests.handing import released
from warehouse import fingerprint
from warehouse.errors import ReleaseError, SettingsError
from warehouse.ops import built

PERIMETER = """
    INSERT INTO centre.perimeter (
        code_commune, version, method, is_current, reason, epsg, area_m2, geometry, points, points_inside,
        is_sensitive, is_simulated, parameters
    ) VALUES ('89024', %s, 'disc', true, 'test', 2154, 1, %s, 0, 0, false, true, '{}')
"""


def perimeter(db: psycopg.Connection, version: int, geometry: str = "{}") -> None:
    """A new version in use of one town's perimeter."""
    db.execute("UPDATE centre.perimeter SET is_current = false")
    db.execute(PERIMETER, [version, geometry])


def test_raw_tells_standing_vintages(db):
    insert = (
        "INSERT INTO ops.load (source, resource, raw_table, vintage, sha256, outcome)"
        " VALUES ('s', 'r', 't', %s, %s, %s)"
    )
    assert fingerprint.raw(db) == fingerprint.NOTHING
    db.execute(insert, ["2023", "aa", "published"])
    one = fingerprint.raw(db)
    for outcome in ("failed", "unchanged", "running", "retired"):
        db.execute(insert, ["2024", "bb", outcome])
    assert fingerprint.raw(db) == one != fingerprint.NOTHING
    db.execute(insert, ["2024", "bb", "published"])
    assert fingerprint.raw(db) not in (one, fingerprint.NOTHING)


def test_models_count_and_what_dbt_makes_of_them_does_not(warehouse_settings, db, tmp_path, monkeypatch):
    before = fingerprint.standing(db, warehouse_settings)
    assert fingerprint.standing(db, warehouse_settings) == before
    monkeypatch.setattr(fingerprint, "MODELS", tmp_path)
    (tmp_path / "model.sql").write_text("select 1")
    other = fingerprint.standing(db, warehouse_settings)
    (tmp_path / "target").mkdir()
    (tmp_path / "target" / "built.sql").write_text("select 2")
    assert fingerprint.standing(db, warehouse_settings) == other != before


@pytest.mark.parametrize("name", ["", "auxerre.geojson"], ids=["folder", "file"])
def test_a_polygon_given_or_changed_makes_a_build_due(warehouse_settings, db, tmp_path: Path, name: str):
    folder = tmp_path / "polygons"
    folder.mkdir()
    file = folder / "auxerre.geojson"
    file.write_text("{}")
    settings = replace(warehouse_settings, perimeters=folder / name)
    one = fingerprint.inputs(db, settings)
    (folder / "README.md").write_text("not a polygon")
    assert fingerprint.inputs(db, settings) == one
    file.write_text("{ }")
    assert fingerprint.inputs(db, settings) != one


def test_polygons_that_are_not_where_they_are_said_to_be(warehouse_settings, db, tmp_path: Path):
    with pytest.raises(SettingsError, match=r"PERIMETERS: .*absent is not there; give"):
        fingerprint.standing(db, replace(warehouse_settings, perimeters=tmp_path / "absent"))


def test_a_town_drawn_again_makes_a_build_due(warehouse_settings, db):
    told = [fingerprint.perimeters(db)]
    for version in (1, 2):
        perimeter(db, version)
        told.append(fingerprint.perimeters(db))
    assert len(set(told)) == 3
    assert fingerprint.whole("raw", told[1]) != fingerprint.whole("raw", told[2])
    assert fingerprint.standing(db, warehouse_settings) == fingerprint.whole(
        fingerprint.inputs(db, warehouse_settings), told[2]
    )


PUBLISHED = (
    "INSERT INTO ops.load (source, resource, raw_table, vintage, sha256, outcome)"
    " VALUES ('s', 'r', 't', '2026', 'ab', 'published')"
)


def let_see(db: psycopg.Connection, settings) -> None:
    """A release of one mart, made of what stands now."""
    db.execute("CREATE TABLE marts_candidate.dim_one AS SELECT 1 AS one")
    released(settings, fingerprint.standing(db, settings))


@pytest.fixture
def house(warehouse_settings, db):
    """Its settings: a file was loaded, and what is made of it is released."""
    db.execute(PUBLISHED)
    let_see(db, warehouse_settings)
    built.record(db, "model.acte2.dim_one", "made of this")
    assert not fingerprint.is_due(db, warehouse_settings)
    return warehouse_settings


def test_a_whole_build_that_is_broken_off_is_due_until_it_is_released(house, db):
    built.forget(db)
    assert fingerprint.is_due(db, house)
    built.begin(db)
    built.record(db, "model.acte2.dim_one", "made of this")
    assert fingerprint.is_due(db, house), (
        "broken off here: something stands, and the fingerprint is the release's"
    )
    let_see(db, house)
    assert built.unfinished(db) is None
    assert not fingerprint.is_due(db, house)


def test_a_build_that_is_broken_off_is_due_even_when_what_made_it_due_is_taken_back(house, db):
    built.begin(db)
    assert fingerprint.is_due(db, house), "models of the change may stand already"
    let_see(db, house)
    assert not fingerprint.is_due(db, house)


def test_a_whole_build_asked_for_while_another_runs_is_not_finished_by_it(house, db):
    built.begin(db)
    built.forget(db)
    built.record(db, "model.acte2.dim_two", "made after that")
    let_see(db, house)
    assert fingerprint.is_due(db, house)
    built.begin(db)
    let_see(db, house)
    assert not fingerprint.is_due(db, house)


def test_a_release_that_fails_finishes_nothing(house, db):
    built.begin(db)
    db.execute("CREATE TABLE marts_candidate.dim_two AS SELECT 1 AS one")
    db.execute("CREATE SCHEMA somebody CREATE VIEW seen AS SELECT one FROM marts.dim_one")
    with pytest.raises(ReleaseError):
        released(house, fingerprint.standing(db, house))
    assert built.unfinished(db) is not None
