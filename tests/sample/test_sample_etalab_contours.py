"""Contours and town halls: squares that tile, halls within them."""

from __future__ import annotations

import json

from sample.publishers import etalab_contours


def test_contours_tile_without_overlap(content) -> None:
    features = json.loads(content(etalab_contours.CONTOURS))["features"]
    assert len(features) == 1384 + 9
    properties = {f["properties"]["code"]: f["properties"] for f in features}
    assert list(properties["89024"]) == ["code", "nom", "departement", "region", "epci"]
    assert properties["69123"]["plm"] is True
    assert properties["69381"]["commune"] == "69123"
    corners = [
        tuple(f["geometry"]["coordinates"][0][0]) for f in features if "commune" not in f["properties"]
    ]
    assert len(set(corners)) == len(corners)


def test_town_halls_are_in_their_commune(content) -> None:
    contours = {
        f["properties"]["code"]: f["geometry"]["coordinates"][0]
        for f in json.loads(content(etalab_contours.CONTOURS))["features"]
    }
    halls = json.loads(content(etalab_contours.HALLS))["features"]
    assert {f["properties"]["commune"] for f in halls} == contours.keys()
    for hall in halls:
        ring = contours[hall["properties"]["commune"]]
        (x, y), xs, ys = hall["geometry"]["coordinates"], *zip(*ring, strict=True)
        assert min(xs) < x < max(xs)
        assert min(ys) < y < max(ys)
        assert list(hall["properties"]) == ["commune", "nom", "type"]
