"""What a fetch hands to a load goes through JSON and comes back the same."""

import json
from datetime import date

import pytest

from ingestion import walk
from ingestion.declaration import Csv, File, Source, Told
from ingestion.landed import Landed, Missed, as_json, of_json
from ingestion.registry import sources
from ingestion.web import FolderMirror
from tests.ingestion.conftest import ACV_URL, acv, keeps


def through_json(found: Landed | Missed) -> Landed | Missed:
    return of_json(json.loads(json.dumps(as_json(found))))


@pytest.mark.parametrize("source", sources(), ids=lambda source: source.name)
def test_every_declared_file_comes_back_as_it_was(source: Source):
    for resource in source.resources:
        for file in (*resource.declared_files(date(2026, 10, 1)), *resource.fallbacks):
            landed = Landed(source.name, resource.name, 1, file, "2026", "key", "ab", 12)
            assert through_json(landed) == landed


def test_what_is_told_of_a_file_and_how_it_is_read_come_back():
    count, dated = Told("https://example.org/count", ("a", "b")), Told("https://example.org/day", ("c",))
    told = Csv(member=r".*\.csv", separators=";", null_values=("", "NA"), header=("x", "y"))
    missed = Missed("s", "r", 1, File("https://example.org/a", told, "2026", count, dated, True), "why")
    assert through_json(missed) == missed
    assert as_json(missed)["vintage"] == "2026"


def test_a_load_looks_for_no_address(mirror, monkeypatch):
    mirror.put(ACV_URL, acv())
    (landed,) = walk.fetch("programmes", "acv", mirror.settings)

    def asked(*_args):
        raise AssertionError("the file was looked for again")

    monkeypatch.setattr(FolderMirror, "urls", asked)
    monkeypatch.setattr(FolderMirror, "send", asked)
    assert walk.load(json.loads(json.dumps(landed)), mirror.settings, keeps)["rows"] == 200


def test_a_load_asks_again_for_a_file_that_was_missed(mirror):
    mirror.put(ACV_URL, b"<html>busy</html>")
    (missed,) = walk.fetch("programmes", "acv", mirror.settings)
    assert "a web page came" in missed["error"]
    mirror.put(ACV_URL, acv())
    assert walk.load(json.loads(json.dumps(missed)), mirror.settings, keeps)["rows"] == 200
    assert walk.load(json.loads(json.dumps(missed)), mirror.settings, keeps)["rows"] == 200, (
        "unchanged by now"
    )


def own_types(value: object) -> bool:
    """Whether Airflow can take it: it refuses what only inherits from text."""
    if isinstance(value, dict):
        return all(own_types(one) for one in (*value, *value.values()))
    if isinstance(value, list):
        return all(own_types(one) for one in value)
    return type(value) in (str, int, float, bool, type(None))


def test_what_crosses_airflow_is_of_json_s_own_types(mirror):
    mirror.put(ACV_URL, acv())
    (landed,) = walk.fetch("programmes", "acv", mirror.settings)
    assert own_types(landed)
    assert own_types(walk.load(landed, mirror.settings, keeps))
    assert own_types(walk.load(landed, mirror.settings, keeps)), "unchanged by now"
