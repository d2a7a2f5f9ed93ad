"""The landing area in an object store: what is on its way lies in a folder of the machine's own, and goes with it."""

from pathlib import Path
from socket import gethostname
from urllib.parse import urlsplit

import fsspec
import pytest
from fsspec.implementations.memory import MemoryFileSystem

from ingestion import landing, walk
from tests.ingestion.conftest import ACV_URL, Mirror, acv, keeps
from warehouse.roles import Role
from warehouse.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.from_env({"ACTE2_HOME": str(tmp_path), "STORE_URL": f"memory://{tmp_path.name}"})


def test_a_file_goes_there_and_comes_back_for_the_time_of_a_load(settings, tmp_path):
    area = landing.Landing.of(settings)
    file = area.scratch() / "a.csv"
    file.write_text("1")
    assert not area.is_local and file.parent == tmp_path / "transfers"
    area.put(file, "dvf/2026/ab/a.csv")
    assert not file.exists() and area.has("dvf/2026/ab/a.csv")
    with area.local("dvf/2026/ab/a.csv") as here:
        assert (here.read_text(), here.name) == ("1", "a.csv")
        assert here.is_relative_to(tmp_path / "transfers")
    assert not list((tmp_path / "transfers").iterdir())


def test_what_a_lost_machine_had_fetched_goes_when_it_comes_back_what_may_be_resumed_stays(
    settings, tmp_path
):
    for name in (f"load-{gethostname()}-x1/a.csv", "load-another-x2/a.csv", "a.csv.part"):
        path = tmp_path / "transfers" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("half")
    landing.clear(settings)
    assert {path.name for path in (tmp_path / "transfers").iterdir()} == {"a.csv.part", "load-another-x2"}


def test_one_machine_loads_what_another_fetched(mirror: Mirror, tmp_path):
    mirror.put(ACV_URL, acv())
    known = mirror.settings
    shared = {**known.as_env(), "LANDING_URL": "", "STORE_URL": f"memory://{tmp_path.name}"}
    (landed,) = walk.fetch("programmes", "acv", Settings.from_env(shared))
    other = {"ACTE2_HOME": str(tmp_path / "two"), "WAREHOUSE_URL": known.warehouse_url}
    password = urlsplit(known.url(Role.LOADER)).password
    there = Settings.from_env({**shared, **other, "LOADER_PASSWORD": password})
    assert walk.load(landed, there, keeps)["rows"] == 200
    assert fsspec.filesystem("memory").exists(f"/{tmp_path.name}/landing/{landed['key']}")
    assert {path.name for path in there.home.iterdir()} == {"transfers"}, (
        "no secret, no file of the first is there"
    )


def test_a_store_that_is_away_is_told_as_such_and_not_as_a_bug(mirror: Mirror, tmp_path, monkeypatch):
    class EndpointConnectionError(Exception):
        """Botocore's is no OSError."""

    def away(*_: object) -> None:
        raise EndpointConnectionError("Could not connect to the endpoint URL")

    mirror.put(ACV_URL, acv())
    shared = {**mirror.settings.as_env(), "LANDING_URL": "", "STORE_URL": f"memory://{tmp_path.name}"}
    monkeypatch.setattr(MemoryFileSystem, "put_file", away)
    (missed,) = walk.fetch("programmes", "acv", Settings.from_env(shared))
    assert "Could not connect to the endpoint URL. Look at that disk, or that connection" in missed["error"]
    monkeypatch.undo()
    assert walk.load(missed, Settings.from_env(shared), keeps)["rows"] == 200, "the next try has it"
