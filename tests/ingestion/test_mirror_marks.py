"""Simulated data never pass for real: a mirror that does not say what its files are stops the run."""

from dataclasses import replace

import pytest

from ingestion import walk
from ingestion.errors import MirrorUnreadable
from ingestion.mirror_layout import Manifest
from tests.ingestion.conftest import ACV_URL, acv, keeps
from tests.ingestion.faulty import Answer, faulty, sent, whole
from warehouse import fingerprint

HTML = b"<!DOCTYPE html><title>Log in</title>"


def manifest(mirror, *lines: str, header: str = "url,is_simulated") -> None:
    (mirror.folder / "manifest.csv").write_text("\n".join([header, *lines, ""]))


def marks(mirror) -> list[tuple]:
    query = "select vintage, is_simulated from ops.load where outcome = 'published' order by vintage"
    return mirror.db.execute(query).fetchall()


NOT_ABSENT = [
    pytest.param(
        sent(f"{status} x", {"Content-Length": "0", "Retry-After": "0"}), str(status), id=str(status)
    )
    for status in (401, 403, 429, 500, 503)
]
NO_MANIFEST = [
    pytest.param(whole(HTML, Content_Type="text/html"), "no manifest", id="a login page"),
    pytest.param(whole(b""), "no manifest", id="nothing"),
    pytest.param(whole(b"address,is_simulated\nx,true\n"), "url,last_modified", id="no column url"),
    pytest.param(whole("url;is_simulated\nx;true\n".encode("utf-16")), "not UTF-8", id="another encoding"),
    pytest.param(whole(b"url,is_simulated\nhttps://x.org/a,vrai\n"), "line 2: is_simulated", id="a word"),
    pytest.param(whole(b"url,is_simulated\nhttps://x.org/a\n"), "line 2: more or fewer", id="cut"),
]


@pytest.mark.parametrize("answer, said", [*NOT_ABSENT, *NO_MANIFEST])
def test_a_manifest_that_cannot_be_had_is_no_absent_one(mirror, monkeypatch, answer: Answer, said: str):
    monkeypatch.setattr("urllib3.util.Retry.get_backoff_time", lambda _self: 0)
    with faulty(answer) as server:
        settings = replace(mirror.settings, mirror=server.base)
        with pytest.raises(MirrorUnreadable, match=said):
            walk.fetch("programmes", "acv", settings)
    assert marks(mirror) == []


def test_a_manifest_behind_a_login_is_no_manifest(mirror):
    away = sent("302 Found", {"Location": "/login", "Content-Length": "0"})
    with faulty(away, whole(HTML)) as server, pytest.raises(MirrorUnreadable, match="no manifest"):
        walk.fetch("programmes", "acv", replace(mirror.settings, mirror=server.base))


@pytest.mark.parametrize("status", [404, 410])
def test_only_what_is_absent_is_none(mirror, status):
    absent = sent(f"{status} x", {"Content-Length": "0"})
    with faulty(absent, whole(acv()), absent) as server:
        (landed, *_) = walk.fetch("programmes", "acv", replace(mirror.settings, mirror=server.base))
    assert "error" not in landed


def test_a_server_that_is_away_has_no_absent_manifest(mirror, monkeypatch):
    monkeypatch.setattr("urllib3.util.Retry.get_backoff_time", lambda _self: 0)
    with pytest.raises(MirrorUnreadable, match="cannot be had"):
        walk.fetch("programmes", "acv", replace(mirror.settings, mirror="http://127.0.0.1:9"))


BAD_LINES = [
    ("url,is_simulated", "https://x.org/a,oui", "line 2: is_simulated is 'oui'"),
    ("url,last_modified", "https://x.org/a,30/09/2026", "line 2"),
    ("url,last_modified", "https://x.org/a,2026-02-30", "line 2"),
    ("url,sha256", "https://x.org/a,abc", "line 2: sha256"),
    ("url,vintage", ",2026", "line 2: no url"),
    (
        "url,is_simulated",
        "https://x.org/a,true\nhttps://x.org/a,false",
        "line 3: https://x.org/a is told twice",
    ),
    ("url,url", "a,b", "line 1"),
    ("link,is_simulated", "a,true", "line 1: no manifest"),
]


@pytest.mark.parametrize("header, lines, said", BAD_LINES)
def test_a_folders_manifest_that_cannot_be_understood_names_its_line(mirror, header, lines, said):
    mirror.put(ACV_URL, acv())
    manifest(mirror, lines, header=header)
    with pytest.raises(MirrorUnreadable, match=said):
        walk.fetch("programmes", "acv", mirror.settings)


def test_a_folders_manifest_of_another_encoding_names_line_and_byte(mirror):
    (mirror.folder / "manifest.csv").write_bytes("url,note\nhttps://x.org/a,été\n".encode("latin-1"))
    with pytest.raises(MirrorUnreadable, match="line 2: byte 0xe9"):
        walk.fetch("programmes", "acv", mirror.settings)


@pytest.mark.parametrize("word, mark", [("true", True), ("TRUE", True), ("False", False), ("", None)])
def test_words_of_a_mark(word, mark):
    assert (
        Manifest.of_text(f"url,is_simulated\nhttps://x.org/a,{word}\n").is_simulated("https://x.org/a")
        is mark
    )


@pytest.mark.parametrize("touched", [False, True], ids=["304", "the same bytes"])
def test_what_was_marked_real_and_proves_simulated_is_marked_so(mirror, touched):
    path = mirror.put(ACV_URL, acv())
    mirror.walk("programmes", "acv")
    assert marks(mirror) == [("2025-07-04", False)]
    before = fingerprint.raw(mirror.db)
    manifest(mirror, f"{ACV_URL},true")
    if touched:
        path.touch()
    assert mirror.walk("programmes", "acv") == []
    assert marks(mirror) == [("2025-07-04", True)]
    assert fingerprint.raw(mirror.db) != before, "a build is due"
    assert "is simulated" in mirror.last().message


def test_what_was_marked_simulated_and_proves_real_is_checked_again_as_real(mirror):
    mirror.put(ACV_URL, acv())
    manifest(mirror, f"{ACV_URL},true")
    mirror.walk("programmes", "acv")
    manifest(mirror, f"{ACV_URL},false")
    (landed,) = walk.fetch("programmes", "acv", mirror.settings)
    assert marks(mirror) == [("2025-07-04", True)], "until it has kept the promises of real files"
    walk.load(landed, mirror.settings, keeps)
    assert marks(mirror) == [("2025-07-04", False)]


def test_a_file_that_changes_no_more_is_looked_at_when_its_mark_is_wrong(mirror, monkeypatch):
    from datetime import date

    from ingestion import registry
    from ingestion.declaration import Csv, File, Series

    source, resource = registry.find("programmes", "acv")
    year = date.today().year - 3
    series = Series(year, lambda number: File(f"{ACV_URL}/{number}.csv", Csv(), str(number)))
    changed = replace(resource, files=(), places=(), series=series)
    monkeypatch.setattr(walk, "find", lambda *_names: (source, changed))
    mirror.put(f"{ACV_URL}/{year}.csv", acv())
    mirror.walk("programmes", "acv")
    manifest(mirror, f"{ACV_URL}/{year}.csv,true")
    mirror.walk("programmes", "acv")
    assert marks(mirror) == [(str(year), True)]


def test_a_mirrors_hash_decides(mirror):
    mirror.put(ACV_URL, acv())
    manifest(mirror, f"{ACV_URL},{'0' * 64}", header="url,sha256")
    (missed,) = walk.fetch("programmes", "acv", mirror.settings)
    assert "told by the publisher or the mirror's manifest" in missed["error"]


@pytest.mark.parametrize(
    "text, header",
    [
        ("2026-09-30", "2026-09-30"),
        ("2026-09-30T23:30:00", "2026-09-30"),
        ("2026-09-30T22:30:00Z", "2026-10-01"),
        ("Wed, 30 Sep 2026 22:30:00 GMT", "2026-10-01"),
        ("2026-01-01T00:15:00", "2026-01-01"),
    ],
)
def test_a_manifests_date_is_of_its_day_in_paris(mirror, monkeypatch, text, header):
    from ingestion.registry import find

    url = find("programmes", "ort")[1].files[0].url
    mirror.put(url, b"x")
    manifest(mirror, f'{url},"{text}"', header="url,last_modified")
    monkeypatch.setattr("ingestion.fetcher.open_reader", lambda *_args: None)
    (landed,) = walk.fetch("programmes", "ort", mirror.settings)
    assert landed["vintage"] == header
