"""Where vintages are: what catalogues tell is taken where it can be understood, and never trusted blindly."""

import hashlib
import json
from dataclasses import replace

import pytest

from ingestion import locate as located
from ingestion.errors import Incomplete
from ingestion.fetcher import Fetcher
from ingestion.registry import find
from ingestion.web import session
from tests.ingestion.conftest import ACV_URL, acv

SOURCE, ACV = find("programmes", "acv")
NEWER = ACV_URL.replace("20250924-154200", "20261015-090000").replace("20250704", "20261010")


@pytest.fixture
def lists(monkeypatch):
    """`lists(*resources)`: what data.gouv's catalogue answers."""

    def answer(*resources) -> None:
        monkeypatch.setattr(
            located, "json_of", lambda *_args: json.loads(json.dumps({"resources": resources}))
        )

    return answer


def found() -> dict[str, str | None]:
    with session(None) as http:
        return {file.url: file.digest for file in located.locate(SOURCE, ACV, http, {})}


def entry(url: str, body: bytes, **other) -> dict:
    return {
        "url": url,
        "checksum": {"type": "sha1", "value": hashlib.sha1(body, usedforsecurity=False).hexdigest()},
        **other,
    }


def test_a_newer_list_is_found_with_its_digest_and_declared_ones_get_theirs(lists):
    lists(entry(NEWER, acv()), entry(ACV_URL, b"x"), entry("https://example.org/other.csv", b"y"))
    digests = found()
    assert digests[NEWER] == "sha1:" + hashlib.sha1(acv(), usedforsecurity=False).hexdigest()
    assert digests[ACV_URL] == "sha1:" + hashlib.sha1(b"x", usedforsecurity=False).hexdigest()
    assert digests[ACV.files[1].url] is None and len(digests) == 3


@pytest.mark.parametrize(
    "strange",
    [None, 7, [], {"url": None}, {}, {"url": NEWER, "checksum": "abc"}, {"url": NEWER, "checksum": {}}],
)
def test_what_a_catalogue_tells_strangely_does_not_hide_the_rest(lists, strange):
    newest = NEWER.replace("20261010", "20261011")
    lists(strange, entry(newest, acv()))
    assert newest in found() and ACV_URL in found()


def test_a_catalogue_does_not_vouch_for_what_others_keep(lists):
    lists(entry(NEWER, acv(), filetype="remote"))
    assert found()[NEWER] is None


def test_a_catalogue_that_is_none_leaves_the_declared_addresses(monkeypatch):
    for answered in ([], {"resources": None}, {"resources": 3}, "login", {}):
        monkeypatch.setattr(located, "json_of", lambda *_args, answered=answered: answered)
        assert set(found()) == {file.url for file in ACV.files}


def test_a_resource_is_known_by_its_stable_number(lists):
    number = "228917c7-c22e-4766-835e-fcb923f29b3d"
    stable = f"https://www.data.gouv.fr/api/1/datasets/r/{number}"
    lists(entry("https://static.data.gouv.fr/x/y.csv", b"x", id=number))
    declared = replace(ACV, files=(replace(ACV.files[0], url=stable),))
    with session(None) as http:
        (file,) = located.locate(SOURCE, declared, http, {})
    assert file.digest == "sha1:" + hashlib.sha1(b"x", usedforsecurity=False).hexdigest()


def test_a_file_is_refused_by_its_catalogues_digest(online, publisher, tmp_path):
    publisher.put(ACV_URL, acv())
    told = replace(ACV.files[0], digest="sha1:" + "0" * 40)

    class Shelf:
        file = told

        def validators(self):
            return None

        def is_unchanged(self, _answer):
            return False

        def expect(self, _answer):
            return lambda *_args: None

        def keep(self, arrival):
            return arrival

    with session(online.settings.mirror) as http:
        fetcher = Fetcher(http, tmp_path, ACV)
        with pytest.raises(Incomplete, match="SHA1"):
            fetcher.fetch(Shelf())
        assert not [path for path in tmp_path.iterdir() if path.is_file()]
        Shelf.file = replace(told, digest="sha1:" + hashlib.sha1(acv(), usedforsecurity=False).hexdigest())
        assert fetcher.fetch(Shelf()).bytes == len(acv())
