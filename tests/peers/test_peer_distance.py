"""Distances between towns: worked by hand, and against scipy on random pools."""

import numpy as np
import pytest
from scipy.spatial.distance import mahalanobis

from peers.distance import FEWEST_VARIABLES, Group, Pool, nearest, standardised

GENERATOR = np.random.default_rng(7)


def pool(values: np.ndarray, strata: list[str] | None = None, weights: np.ndarray | None = None) -> Pool:
    count, variables = values.shape
    return Pool(
        codes=np.array([f"{number:05}" for number in range(count)]),
        strata=np.array(strata or ["metropolitan"] * count),
        values=values,
        weights=np.ones(variables) if weights is None else weights,
    )


def groups(of: Pool, number: int = 3, can_be_peer: np.ndarray | None = None) -> dict[str, Group]:
    everybody = np.ones(len(of.codes), dtype=bool)
    found = nearest(of, everybody if can_be_peer is None else can_be_peer, everybody, number)
    return {one.town: one for one in found}


def test_standardised_values_have_no_mean_and_one_deviation() -> None:
    z = standardised(np.array([[1.0, 5.0, np.nan], [3.0, 5.0, np.nan], [np.nan, 5.0, 2.0]]))
    assert z[:2, 0] == pytest.approx([-np.sqrt(0.5), np.sqrt(0.5)])
    assert np.isnan(z[2, 0])
    assert np.isnan(z[:, 1:]).all(), "without spread, or with one value, a variable tells nothing"


def test_distances_are_those_of_mahalanobis() -> None:
    values = GENERATOR.normal(size=(40, 5)) @ GENERATOR.normal(size=(5, 5)) * [1, 10, 100, 0.1, 3] + 7
    inverse = np.linalg.inv(np.cov(values, rowvar=False))
    found = groups(pool(values), number=39)
    for town, one in found.items():
        expected = [mahalanobis(values[int(town)], values[int(peer)], inverse) for peer in one.peers]
        assert one.distances == pytest.approx(expected, abs=1e-8)
        assert list(one.distances) == sorted(one.distances)
        assert len(set(one.peers) | {town}) == 40


def test_a_weight_multiplies_squared_differences_where_variables_are_independent() -> None:
    corners = np.array([[x, y, z, w] for x in (0.0, 1) for y in (0.0, 1) for z in (0.0, 1) for w in (0.0, 1)])
    plain, weighed = (groups(pool(corners, weights=w), 15) for w in (np.ones(4), np.array([9.0, 1, 1, 1])))
    first = dict(zip(plain["00000"].peers, plain["00000"].distances, strict=True))
    then = dict(zip(weighed["00000"].peers, weighed["00000"].distances, strict=True))
    assert then["00008"] == pytest.approx(3 * first["00008"])  # differs by x only
    assert then["00001"] == pytest.approx(first["00001"])


def test_equal_distances_go_by_code_and_a_town_is_no_peer_of_itself() -> None:
    found = groups(pool(np.repeat(GENERATOR.normal(size=(4, 4)), 3, axis=0)), number=2)
    assert found["00004"].peers == ("00003", "00005")
    assert found["00004"].distances == (0, 0)


def test_strata_stay_apart_and_only_some_can_be_peers() -> None:
    values = GENERATOR.normal(size=(20, 4))
    strata = ["metropolitan", "overseas"] * 10
    allowed = np.arange(20) >= 8
    for town, one in groups(pool(values, strata), 15, allowed).items():
        assert {int(peer) % 2 for peer in one.peers} == {int(town) % 2}
        assert all(int(peer) >= 8 for peer in one.peers)
        assert one.candidates == len(one.peers) == (5 if int(town) >= 8 else 6)


def test_a_town_is_compared_on_what_is_known_of_it_with_those_that_have_all_of_it() -> None:
    values = GENERATOR.normal(size=(30, 6))
    values[0, 2] = np.nan
    values[1, 4] = np.nan
    found = groups(pool(values), 29)
    assert found["00000"].used.tolist() == [True, True, False, True, True, True]
    assert set(found["00000"].peers) == {f"{n:05}" for n in range(2, 30)}, "of 1 a variable of 0 is not known"
    part = values[:, [0, 1, 3, 4, 5]]
    known = part[~np.isnan(part).any(axis=1)]
    inverse = np.linalg.inv(np.cov(known, rowvar=False))
    # Standardised over all towns that have the value, then spread over those that have all: the scale cancels.
    nearest_one = int(found["00000"].peers[0])
    assert found["00000"].distances[0] == pytest.approx(
        mahalanobis(part[0], part[nearest_one], inverse), abs=1e-8
    )
    assert "00000" not in found["00005"].peers


def test_too_little_known_finds_nobody() -> None:
    values = GENERATOR.normal(size=(10, FEWEST_VARIABLES))
    values[3, 0] = np.nan
    found = groups(pool(values))
    assert (found["00003"].peers, found["00003"].candidates) == ((), 0)
    assert len(found["00004"].peers) == 3


def test_removing_a_town_changes_who_is_near_only_where_it_was_a_peer() -> None:
    """The covariance is of the pool: with the metric held, only groups that held the town change."""
    values = GENERATOR.normal(size=(60, 5))
    before = groups(pool(values), 5)
    allowed = np.arange(60) != 17
    after = groups(pool(values), 5, allowed)
    changed = {town for town in before if before[town].peers != after[town].peers}
    assert changed == {town for town, one in before.items() if "00017" in one.peers}
    assert changed
