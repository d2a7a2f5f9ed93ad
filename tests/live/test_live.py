"""LIVE=1, rehearsed: what publishers' own addresses give is what a mirror of the same files gives."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import requests

from ingestion import download, walk
from ingestion.errors import IngestionError
from ingestion.lander import Lander
from ingestion.registry import sources
from ingestion.tables import ensure_all
from ingestion.web import session
from tests import handing
from tests.ingestion.conftest import keeps
from tests.live.contents import Contents, contents, differences
from tests.live.proxy import rehearsing
from tests.live.publishers import Publishers
from warehouse.connect import connect_url
from warehouse.settings import Settings

SCALE = 0.005
NEWER_ACV = (
    "https://static.data.gouv.fr/resources/programme-action-coeur-de-ville/20261015-090000/"
    "liste-acv-com2026-20261010.csv"
)
SIRENE = "https://www.data.gouv.fr/api/1/datasets/r/a29c1297-1f92-4e2a-8f6b-8c902ce96c5f"


@pytest.fixture(scope="module")
def mirror(simulated, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The simulated files, and a list of ACV towns that only the catalogue knows."""
    folder = tmp_path_factory.mktemp("live") / "mirror"
    shutil.copytree(simulated(SCALE), folder)
    older = next(folder.rglob("liste-acv-com2025-20250704.csv"))
    newer = folder / NEWER_ACV.removeprefix("https://")
    newer.parent.mkdir(parents=True)
    shutil.copy(older, newer)
    return folder


@pytest.fixture
def publishers(mirror: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Publishers]:
    """The publishers, met by every session of the test."""
    made = Publishers(mirror)
    with rehearsing(made, tmp_path) as variables:
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(download, "PAUSE_S", 0.01)
        monkeypatch.setattr(Lander, "is_simulated", lambda _self, _url: True)
        yield made


def loaded(settings: Settings) -> list[dict]:
    """What a walk over every source publishes; a failure of one does not hold back the others."""
    found = []
    with connect_url(settings.warehouse_url, autocommit=True) as db:
        ensure_all(db)
    handing.hand_over(settings)
    for source in sources():
        for resource in source.resources:
            for landed in walk.fetch(source.name, resource.name, settings):
                try:
                    found.append(walk.load(landed, settings, keeps))
                except IngestionError as error:
                    found.append({"error": str(error)})
    return found


def standing(settings: Settings) -> Contents:
    with connect_url(settings.warehouse_url) as db:
        return contents(db)


@pytest.mark.timeout(900)
def test_live_loads_what_the_mirror_does(warehouse_settings, module_warehouse_settings, mirror, publishers):
    loaded(replace(warehouse_settings, mirror=str(mirror)))
    publishers.breaking = {_stored(publishers, SIRENE)}
    live = replace(module_warehouse_settings, mirror=None, publisher_urls=publishers.overrides)
    loaded(live)
    found = standing(live)
    assert differences(standing(warehouse_settings), found) == []
    assert len(found) > 60
    assert ("anct_acv_commune", "2026-10-10") in found, "the catalogue's newer list"
    assert ("sirene_etablissement", "2026-09") in found
    assert publishers.ranges == [_stored(publishers, SIRENE)], "broken off, and resumed"
    assert publishers.asked["api.insee.fr", 400] > 0 and publishers.asked["www.insee.fr", 403] == 0
    assert not any(status == 502 for _, status in publishers.asked)
    assert loaded(live) == [], "nothing new"


def _stored(publishers: Publishers, stable: str) -> str:
    """Where a resource's number leads to."""
    return publishers.answer(stable, {}).headers["Location"]


def test_a_publisher_that_is_none_is_not_reached(publishers):
    with pytest.raises(requests.exceptions.ProxyError, match="502"):
        requests.get("https://example.org/", timeout=5)


def test_insee_refuses_an_origin_and_the_product_sends_none(publishers):
    url = "https://www.insee.fr/fr/statistiques/fichier/8740222/v_commune_2026.csv"
    with session(None) as http:
        assert http.get(url, headers={"Origin": "https://example.org"}).status_code == 403
        assert http.get(url, headers={"Range": "bytes=10-"}).status_code == 200


def test_the_settings_of_a_rehearsal_are_those_of_live(publishers):
    assert Settings.from_env(dict(os.environ)).is_live
