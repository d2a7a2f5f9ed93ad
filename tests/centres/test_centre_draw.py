"""Drawing in the warehouse: frozen, versioned, all or nothing, users' polygons first."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import psycopg
import pytest

from centres import draw as drawing
from centres import store
from centres.draw import draw, redraw
from centres.errors import CentresError, PerimeterFileError, UnknownTown
from tests.centres.conftest import X, Y, collection, grid, put_points, square, told

pytestmark = pytest.mark.integration


def rows(db: psycopg.Connection, columns: str = "code_commune, version, method, is_current") -> list[tuple]:
    return db.execute(f"SELECT {columns} FROM centre.perimeter ORDER BY code_commune, version").fetchall()


def give(settings, *features: dict, name: str = "given.geojson") -> None:
    (settings.perimeters / name).write_text(collection(*features), encoding="utf-8")


FIRST = [("10001", 1, "cluster", True), ("10002", 1, "cluster", True), ("10003", 1, "disc", True)]


def test_every_town_is_drawn(settings, prepared):
    counts = draw(settings)
    assert counts == {"user": 0, "cluster": 2, "disc": 1, "new": 3, "kept": 0, "undrawn": 0, "ignored": 0}
    assert rows(prepared) == FIRST
    told = rows(prepared, "points, points_inside, share_inside, share_eps_75, share_eps_150, is_sensitive")
    assert told[0] == (52, 36, 36 / 52, 36 / 52, 36 / 52, False)
    assert told[2] == (0, 0, None, None, None, False)
    assert rows(prepared, "reason, eps_m, storefront_vintage, is_simulated, parameters ->> 'reach_m'")[2] == (
        "first drawing; no located storefront: disc",
        100.0,
        "2026-09",
        True,
        "1200.0",
    )


def test_postgresql_sorts_points_as_the_geometry_does(settings, prepared):
    draw(settings)
    inside = prepared.execute(
        "SELECT code_commune, count(*) FROM intermediate.int_storefront_point AS p WHERE EXISTS ("
        " SELECT FROM centre.perimeter JOIN centre.perimeter_part USING (perimeter_id)"
        " WHERE perimeter.code_commune = p.code_commune AND is_current AND point(x, y) <@ part"
        ") GROUP BY 1 ORDER BY 1"
    ).fetchall()
    assert inside == [("10001", 36), ("10002", 36)]
    parts = "SELECT sum(area(part::path)) FROM centre.perimeter_part WHERE perimeter_id = %s"
    for number, metres in rows(prepared, "perimeter_id, area_m2"):
        assert prepared.execute(parts, [number]).fetchone()[0] == pytest.approx(metres, abs=0.1)


def test_a_perimeter_is_frozen_whatever_becomes_of_the_storefronts(settings, prepared):
    draw(settings)
    before = rows(prepared, "*")
    prepared.execute("DELETE FROM intermediate.int_storefront_point WHERE code_commune = '10001'")
    put_points(prepared, "10003", grid(X + 20_000, Y))
    assert draw(settings)["kept"] == 3
    assert rows(prepared, "*") == before


def test_a_new_town_is_drawn_beside_those_that_stand(settings, prepared):
    prepared.execute("CREATE TABLE aside AS SELECT * FROM intermediate.int_town WHERE code_commune = '10001'")
    prepared.execute("DELETE FROM intermediate.int_town WHERE code_commune = '10001'")
    draw(settings)
    before = rows(prepared, "*")
    prepared.execute("INSERT INTO intermediate.int_town SELECT * FROM aside")
    counts = draw(settings)
    assert (counts["new"], counts["kept"]) == (1, 2)
    assert rows(prepared, "*")[1:] == before


def test_a_users_polygon_replaces_its_town_and_no_other(settings, prepared):
    draw(settings)
    others = rows(prepared, "*")[1:]
    give(settings, told(square(half=400)))
    counts = draw(settings)
    assert (counts["user"], counts["cluster"], counts["new"], counts["kept"]) == (1, 1, 1, 2)
    assert rows(prepared)[:2] == [("10001", 1, "cluster", False), ("10001", 2, "user", True)]
    assert rows(prepared, "*")[2:] == others
    (made,) = prepared.execute(
        "SELECT reason, area_m2::int, points_inside, eps_m, share_eps_75, is_sensitive, length(source_sha256)"
        " FROM centre.perimeter WHERE method = 'user'"
    ).fetchall()
    assert made == (
        "user's polygon given: given.geojson",
        pytest.approx(640_000, abs=20),
        36,
        None,
        None,
        False,
        64,
    )


def test_a_users_polygon_is_taken_again_only_when_it_changes(settings, prepared):
    give(settings, told(square(half=400)))
    draw(settings)
    give(settings, told(square(half=400), name="the same"), told(square(X + 10_000), "10002"))
    assert draw(settings)["new"] == 1
    give(settings, told(square(half=450)), told(square(X + 10_000), "10002"))
    assert draw(settings)["new"] == 1
    assert rows(prepared, "code_commune, version, reason") == [
        ("10001", 1, "user's polygon given: given.geojson"),
        ("10001", 2, "user's polygon changed: given.geojson"),
        ("10002", 1, "first drawing"),
        ("10002", 2, "user's polygon given: given.geojson"),
        ("10003", 1, "first drawing; no located storefront: disc"),
    ]
    (settings.perimeters / "given.geojson").unlink()
    assert draw(settings)["kept"] == 3


def test_a_refused_polygon_holds_up_its_town_only(settings, prepared):
    give(settings, told(square(half=10)), told(square(X + 10_000), "10002"), told(square(), "75056"))
    (settings.perimeters / "bad.geojson").write_text("{")
    with pytest.raises(PerimeterFileError) as refused:
        draw(settings)
    assert "2 problem(s)" in str(refused.value)
    assert "given.geojson (10001): polygon of 0.04 ha" in str(refused.value)
    assert "bad.geojson: not JSON" in str(refused.value)
    assert rows(prepared) == [("10002", 1, "user", True), ("10003", 1, "disc", True)]


def test_a_folder_that_is_not_there_is_told_once_the_towns_are_drawn(settings, prepared):
    with pytest.raises(PerimeterFileError, match="is not there"):
        draw(replace(settings, perimeters=settings.perimeters / "nowhere"))
    assert rows(prepared) == FIRST


def test_a_refused_polygon_leaves_what_stood(settings, prepared):
    draw(settings)
    before = rows(prepared, "*")
    give(settings, told(square(half=10)))
    with pytest.raises(PerimeterFileError):
        draw(settings)
    assert rows(prepared, "*") == before


def test_a_failure_in_the_middle_stores_nothing(settings, prepared, monkeypatch):
    computed = drawing.compute

    def compute(town, *rest):
        if town.code_commune == "10003":
            raise RuntimeError("out of memory")
        return computed(town, *rest)

    monkeypatch.setattr(drawing, "compute", compute)
    with pytest.raises(RuntimeError):
        draw(settings)
    assert rows(prepared) == []


def test_a_version_that_cannot_be_stored_leaves_the_one_in_use(settings, prepared):
    draw(settings)
    prepared.execute("ALTER TABLE centre.perimeter_part ADD CONSTRAINT full_up CHECK (perimeter_id < 4)")
    give(settings, told(square(half=400)))
    with pytest.raises(psycopg.errors.CheckViolation):
        draw(settings)
    assert rows(prepared) == FIRST


def test_two_drawings_at_once_draw_once(settings, prepared):
    with ThreadPoolExecutor(2) as pool:
        counts = list(pool.map(draw, [settings] * 2))
    assert sorted(count["new"] for count in counts) == [0, 3]
    assert rows(prepared) == FIRST


def test_a_redraw_is_asked_for_by_town(settings, prepared):
    draw(settings)
    prepared.execute("UPDATE intermediate.int_storefront_point SET x = x + 500")
    assert redraw(settings, ["10001", "10003"], "moved market hall") == {
        "10001": "cluster, new",
        "10003": "disc, unchanged",
    }
    assert rows(prepared) == [
        ("10001", 1, "cluster", False),
        ("10001", 2, "cluster", True),
        *FIRST[1:],
    ]
    assert prepared.execute("SELECT reason FROM centre.perimeter WHERE version = 2").fetchone() == (
        "moved market hall",
    )
    assert redraw(settings, None) == {
        "10001": "cluster, unchanged",
        "10002": "cluster, new",
        "10003": "disc, unchanged",
    }


def test_a_redraw_after_the_users_file_is_gone_follows_the_recipe(settings, prepared):
    give(settings, told(square(half=400)))
    draw(settings)
    assert redraw(settings, ["10001"]) == {"10001": "user, unchanged"}
    (settings.perimeters / "given.geojson").unlink()
    assert redraw(settings, ["10001"]) == {"10001": "cluster, new"}


def test_a_redraw_changes_nothing_when_it_cannot_do_all(settings, prepared):
    draw(settings)
    with pytest.raises(UnknownTown, match="75056: not a town in scope"):
        redraw(settings, ["10001", "75056"])
    give(settings, told(square(half=10), "10002"))
    with pytest.raises(PerimeterFileError, match="10002"):
        redraw(settings, None)
    assert rows(prepared) == FIRST


def test_a_town_that_cannot_be_placed_is_counted(settings, prepared):
    prepared.execute(
        "UPDATE intermediate.int_town SET mairie_longitude = null, contour_geojson = null WHERE code_commune = '10003'"
    )
    counts = draw(settings)
    assert (counts["new"], counts["undrawn"]) == (2, 1)


def test_sensitivity_is_told_when_a_radius_moves_the_share(settings, prepared):
    loose = grid(X + 20_700, Y, side=8, step=48)  # 9 of them within 75 m, 13 within 100 m
    put_points(prepared, "10003", np.vstack([loose, grid(X + 21_800, Y, 3)]))
    draw(settings)
    told = rows(prepared, "share_inside, share_eps_75, share_eps_150, is_sensitive")
    assert told[2] == (64 / 73, 0.0, 64 / 73, True)


def test_before_dbt_prepared_the_towns(settings, db):
    with pytest.raises(CentresError, match="no table of towns yet"):
        draw(settings)


def test_points_of_another_projection_do_not_count(settings, prepared):
    prepared.execute("UPDATE intermediate.int_storefront_point SET epsg = 2975 WHERE code_commune = '10001'")
    draw(settings)
    assert rows(prepared, "method, points")[0] == ("disc", 0)


def test_one_perimeter_in_use_by_town(settings, prepared):
    draw(settings)
    with pytest.raises(psycopg.errors.UniqueViolation):
        prepared.execute(
            "INSERT INTO centre.perimeter (code_commune, version, method, is_current, reason, epsg, area_m2, geometry,"
            " points, points_inside, is_sensitive, parameters, is_simulated)"
            " SELECT code_commune, 9, method, true, reason, epsg, area_m2, geometry, 0, 0, false, '{}', true"
            " FROM centre.perimeter WHERE code_commune = '10001'"
        )


def test_kept_geometry_is_the_one_that_was_given(settings, prepared):
    give(settings, told(square(half=400)))
    draw(settings)
    with psycopg.connect(settings.warehouse_url) as conn:
        kept = {row["code_commune"]: row for row in store.kept(conn)}
    ring = json.loads(kept["10001"]["geometry"])["coordinates"][0]
    assert {*map(tuple, ring)} == {*told(square(half=400))["geometry"]["coordinates"][0]}
