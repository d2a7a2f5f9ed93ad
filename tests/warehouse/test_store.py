"""Folders in an object store: what one machine brings there, another fetches, whole and no more."""

from pathlib import Path

import fsspec
import pytest

from warehouse.errors import SettingsError
from warehouse.settings import Settings
from warehouse.store import Store, shared


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(f"memory://{tmp_path.name}/acte2")


def _written(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def _held(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*") if path.is_file()}


def test_a_folder_that_is_brought_is_fetched_elsewhere_and_nothing_that_is_gone(store, tmp_path):
    one, two = tmp_path / "one", tmp_path / "two"
    store.bring(_written(one, a_csv="1", deep__b_csv="2"), "copies/x")
    store.bring(_written(tmp_path / "other", c_csv="3"), "copies/y")
    store.fetch("copies/x", _written(two, left_csv="of another day"))
    assert _held(two) == {"a.csv": "1", "deep/b.csv": "2"}
    (one / "a.csv").unlink()
    store.bring(_written(one, deep__b_csv="new"), "copies/x")
    store.fetch("copies/x", two)
    assert _held(two) == {"deep/b.csv": "new"}
    assert store.has("copies/y/c.csv") and not store.has("copies/x/a.csv")


def test_what_is_the_same_is_not_fetched_again(store, tmp_path):
    store.bring(_written(tmp_path / "one", a_csv="1"), "x")
    store.fetch("x", tmp_path / "two")
    before = (tmp_path / "two" / "a.csv").stat().st_ino
    store.fetch("x", tmp_path / "two")
    assert (tmp_path / "two" / "a.csv").stat().st_ino == before


def test_a_file_is_put_and_read_and_told_by_its_beginning(store):
    assert store.read("logs/a/attempt=1.log") is None
    assert not store.has()
    for name in ("logs/a/attempt=1.log", "logs/a/attempt=1.log.trigger.7.log", "logs/a/attempt=2.log"):
        store.put(name, name.encode())
    assert store.begun_with("logs/a/attempt=1") == [
        "logs/a/attempt=1.log",
        "logs/a/attempt=1.log.trigger.7.log",
    ]
    assert store.read("logs/a/attempt=2.log") == b"logs/a/attempt=2.log"


def test_another_machine_s_files_are_seen_at_once(store, tmp_path):
    assert not store.has("x")
    fsspec.filesystem("memory").pipe_file(f"/{tmp_path.name}/acte2/x/a", b"")
    assert store.has("x/a")


def test_a_store_that_is_away_is_an_error_of_the_machine_whatever_its_library_says(store, monkeypatch):
    class Unreachable(Exception):
        """As botocore's EndpointConnectionError: no OSError."""

    def away(*_: object, **__: object) -> None:
        raise Unreachable("Could not connect to the endpoint URL")

    monkeypatch.setattr(store._fs, "cat_file", away)
    with pytest.raises(OSError, match="Unreachable: Could not connect"):
        store.read("logs/a")


def test_on_one_machine_there_is_none_and_on_several_a_part_a_database(tmp_path):
    alone = Settings.from_env({"ACTE2_HOME": str(tmp_path)})
    assert shared(alone, "site") is None
    assert alone.landing_url == str(tmp_path / "landing")
    several = Settings.from_env(
        {**alone.as_env(), "LANDING_URL": "", "STORE_URL": f"memory://{tmp_path.name}/"}
    )
    assert several.landing_url == f"memory://{tmp_path.name}/landing"
    assert Settings.from_env(several.as_env()) == several
    made = shared(several, "site")
    assert made is not None
    made.put("index.html", b"")
    assert fsspec.filesystem("memory").exists(f"/{tmp_path.name}/site/acte2_demo/index.html")
    with pytest.raises(SettingsError, match="an object store's URL"):
        Settings.from_env({"STORE_URL": "/mnt/shared"})
