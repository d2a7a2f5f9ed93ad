"""The recipe: which storefronts make the centre, and what stands in when there are none."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, Point, Polygon, box

from centres import recipe
from centres.parameters import Parameters
from centres.parts import as_text, parts
from tests.centres.conftest import X, Y, grid, square, town_at

NONE = np.empty((0, 2))
PARAMETERS = Parameters()


def drawn(*blocks: np.ndarray, town=None, eps_m=None) -> recipe.Shape:
    points = np.vstack([NONE, *blocks])
    return recipe.draw((town or town_at()).site(points), PARAMETERS, eps_m)


def holds(shape: recipe.Shape, points: np.ndarray) -> float:
    return recipe.share_inside(points, shape.area)[1]


def test_the_cluster_nearest_the_town_hall_is_the_centre():
    near, larger = grid(X + 200, Y), grid(X - 700, Y, side=10)
    shape = drawn(near, larger)
    assert (shape.method, shape.why) == ("cluster", "")
    assert (holds(shape, near), holds(shape, larger)) == (1.0, 0.0)


def test_the_perimeter_is_fifty_metres_around_the_points():
    shape = drawn(grid(X, Y))
    assert shape.area.bounds == pytest.approx((X - 125, Y - 125, X + 125, Y + 125), abs=0.01)
    assert shape.area.area == pytest.approx(150**2 + 4 * 150 * 50 + np.pi * 50**2, rel=0.01)


@pytest.mark.parametrize(("gap", "joined"), [(140.0, 1.0), (160.0, 0.0)])
def test_clusters_within_150_m_join(gap, joined):
    first, second = grid(X, Y), grid(X + 150 + gap, Y)
    assert holds(drawn(first, second), second) == joined


def test_clusters_do_not_join_in_a_chain():
    blocks = [grid(X + number * 290, Y) for number in range(3)]
    shape = drawn(*blocks)
    assert [holds(shape, block) for block in blocks] == [1.0, 1.0, 0.0]


def test_storefronts_beyond_the_reach_are_left_out():
    street = np.array([(X + 20 * number, Y + side) for number in range(100) for side in (0, 15)])
    shape = drawn(street)
    assert shape.area.bounds[2] == pytest.approx(X + 1200 + 50, abs=20)
    assert holds(shape, street) == pytest.approx(0.63, abs=0.02)


@pytest.mark.parametrize(("count", "method"), [(11, "disc"), (12, "cluster")])
def test_twelve_storefronts_make_a_cluster(count, method):
    assert drawn(np.repeat([[X, Y]], count, axis=0)).method == method


def test_storefronts_at_one_address_make_a_centre_of_their_buffer():
    shape = drawn(np.repeat([[X, Y]], 30, axis=0))
    assert shape.area.area == pytest.approx(np.pi * 50**2, rel=0.01)


@pytest.mark.parametrize(("population", "radius"), [(29_999, 500), (30_000, 800), (None, 500)])
def test_without_a_cluster_a_disc_by_population(population, radius):
    shape = drawn(grid(X, Y, side=2, step=400), town=town_at(population=population))
    assert shape.area.area == pytest.approx(np.pi * radius**2, rel=0.01)
    assert shape.why == "no cluster of 12 storefronts within 1200 m of the town hall: disc"


def test_a_cluster_out_of_reach_is_no_centre():
    assert drawn(grid(X + 1500, Y)).method == "disc"


def test_without_storefronts_a_disc():
    shape = drawn()
    assert (shape.method, shape.why) == ("disc", "no located storefront: disc")
    assert recipe.share_inside(NONE, shape.area) == (0, None)


@pytest.mark.parametrize("points", [NONE, grid(X - 2950, Y)])
def test_nothing_leaves_the_commune(points):
    town = town_at()
    shape = recipe.draw(site(points, (X - 2950, Y), town.contour), PARAMETERS)
    assert shape.area.bounds[0] == X - 3000
    assert town.contour.covers(shape.area)


def site(points, hall=None, contour=None):
    return recipe.Site(points, hall, contour, 20_000)


def test_without_a_town_hall_the_largest_cluster():
    large = grid(X - 700, Y, side=10)
    shape = recipe.draw(site(np.vstack([grid(X, Y), large]), contour=town_at().contour), PARAMETERS)
    assert holds(shape, large) == 1.0
    assert shape.why == "no town hall known: middle of the largest cluster instead"


def test_without_a_town_hall_nor_cluster_the_middle_of_the_commune():
    ring = square(half=3000).difference(square(half=2000))
    shape = recipe.draw(site(NONE, contour=ring), PARAMETERS)
    assert shape.method == "disc" and ring.covers(shape.area)
    assert shape.why.startswith("no town hall known: middle of the commune instead; no located")


def test_a_town_hall_far_away_is_not_believed():
    shape = recipe.draw(site(grid(X, Y), (X + 9000, Y), town_at().contour), PARAMETERS)
    assert shape.method == "cluster"
    assert shape.why.startswith("town hall 6000 m out of the commune, not used")


def test_without_a_contour_nothing_is_clipped_and_it_says_so():
    shape = recipe.draw(site(grid(X, Y), (X, Y)), PARAMETERS)
    assert shape.why == "no contour: not clipped"
    shape = recipe.draw(site(grid(X + 500, Y)), PARAMETERS)
    assert shape.method == "cluster"
    assert recipe.draw(site(grid(X, Y, 2)), PARAMETERS).why.startswith(
        "no town hall known, no contour: middle"
    )


def test_a_contour_that_holds_none_of_it_does_not_erase_it():
    elsewhere = box(X + 2000, Y, X + 3000, Y + 1000)
    shape = recipe.draw(site(grid(X + 1100, Y), (X + 1100, Y), elsewhere), PARAMETERS)
    assert shape.why == "outside the contour: not clipped"


def test_a_town_that_lies_nowhere_is_not_drawn():
    assert recipe.draw(site(NONE), PARAMETERS) is None


def test_another_radius_gives_another_perimeter():
    loose = grid(X, Y, step=45)
    assert holds(drawn(loose, eps_m=150), loose) == 1.0
    assert drawn(loose, eps_m=40).method == "disc"


offsets = st.floats(-1500, 1500).map(lambda metres: round(metres, 1))
crowds = st.lists(
    st.tuples(offsets, offsets, st.integers(1, 30), st.sampled_from([0.0, 12.0, 60.0])),
    min_size=1,
    max_size=25,
)


def crowd(seeds: list[tuple]) -> np.ndarray:
    """Groups of storefronts: place, how many, how far apart."""
    return np.concatenate(
        [
            np.column_stack([X + x + step * (np.arange(count) % 5), Y + y + step * (np.arange(count) // 5)])
            for x, y, count, step in seeds
        ]
    )


@settings(max_examples=60, deadline=None)
@given(crowds, st.randoms(use_true_random=False), st.sampled_from([75.0, 100.0, 150.0]))
def test_the_order_of_the_rows_never_matters(seeds, random, eps_m):
    points = crowd(seeds)
    shuffled = points[random.sample(range(len(points)), len(points))]
    assert drawn(points, eps_m=eps_m).area.wkb == drawn(shuffled, eps_m=eps_m).area.wkb


@settings(max_examples=60, deadline=None)
@given(crowds, offsets, offsets)
def test_a_perimeter_is_valid_and_within_commune_and_reach(seeds, x, y):
    town, points = town_at(), crowd(seeds)
    contour = box(X - 900, Y - 900, X + 700, Y + 1100)
    shape = recipe.draw(site(points, (X + x / 3, Y + y / 3), contour), PARAMETERS)
    assert shape.area.is_valid and shape.area.area > 0
    assert shape.area.geom_type in ("Polygon", "MultiPolygon")
    assert contour.buffer(0.01).covers(shape.area) or "outside the contour" in shape.why
    assert Point(X + x / 3, Y + y / 3).buffer(1250.1, quad_segs=64).buffer(0.5).covers(shape.area)
    assert town.contour.covers(shape.area)


rings = st.tuples(st.floats(50, 900), st.floats(10, 45), st.integers(5, 40))


@settings(max_examples=60, deadline=None)
@given(st.lists(rings, min_size=1, max_size=4), st.integers(0, 10_000))
def test_parts_have_no_holes_and_cover_the_same(holes, seed):
    area = square(half=1000)
    for number, (away, radius, sides) in enumerate(holes):
        middle = Point(X + away * np.cos(number * 1.7), Y + away * np.sin(number * 1.7))
        area = area.difference(middle.buffer(radius, quad_segs=sides))
    area = shapely.union_all([area, square(X + 3000, Y, 100)])
    pieces = parts(area)
    assert all(isinstance(piece, Polygon) and not piece.interiors for piece in pieces)
    assert sum(piece.area for piece in pieces) == pytest.approx(area.area, abs=0.01)
    points = np.random.default_rng(seed).uniform((X - 1100, Y - 1100), (X + 1100, Y + 1100), (300, 2))
    inside = shapely.intersects_xy(area, points[:, 0], points[:, 1])
    among = np.any([shapely.intersects_xy(piece, points[:, 0], points[:, 1]) for piece in pieces], axis=0)
    assert (inside == among).all()


def test_a_polygon_without_holes_is_one_part_in_the_words_of_postgresql():
    assert [as_text(piece) for piece in parts(box(0, 0, 2, 1.5))] == [
        "((2.000,0.000),(2.000,1.500),(0.000,1.500),(0.000,0.000))"
    ]
    assert len(parts(MultiPolygon([square(), square(X + 900)]))) == 2
