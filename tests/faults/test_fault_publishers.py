"""What publishers and mirrors answer: headers that are none, hours of waiting, logins in addresses, documents without end, nobody at home."""

import gzip
import io
import random
import time
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
import requests

from ingestion import digests, errors, walk, web
from ingestion.download import Validators, Version, ask, download
from ingestion.mirror_layout import Manifest
from ingestion.registry import find
from tests.faults.conftest import TRIED
from tests.faults.mutations import (
    ODD,
    cell,
    columns,
    cut,
    doubled,
    flipped,
    inserted,
    line_ends,
    lines,
    recoded,
)
from tests.ingestion.conftest import ACV_URL, acv, keeps
from tests.ingestion.faulty import Faulty, faulty, sent, whole

CLOSED = {"Content-Length": "0", "Connection": "close"}
LOGIN = "reader:s3cret-Pass"
HEADERS = (
    "ETag",
    "Last-Modified",
    "Content-Length",
    "Content-Encoding",
    "Content-Range",
    "Repr-Digest",
    "Digest",
    "Content-MD5",
    "Retry-After",
)
MANIFEST = (
    f"url,last_modified,sha256,vintage,is_simulated\n{ACV_URL},2025-09-24,{'ab' * 32},2025-07-04,false\n"
    'https://example.org/a.csv,"Wed, 01 Jan 2025 10:00:00 GMT",,2024,true\n'
).encode()


def told_by(headers: dict[str, str]) -> requests.Response:
    """An answer with these headers."""
    request = requests.Request("GET", "https://example.org/x.csv").prepare()
    return web._response(request, 200, io.BytesIO(b""), headers)


def test_headers_of_any_kind_are_taken_or_left(tmp_path: Path, record_property):
    path = tmp_path / "x.csv"
    path.write_bytes(b"code\n1\n")
    many = 1_500
    record_property(TRIED, many)
    for number in range(many):
        chance = random.Random(number)
        headers = {
            name: chance.choice(
                ("", "5", "9" * 5000, "bytes 0-4/5", '"a"', "Wed, 99 Foo", "sha-256=:AAAA:", *ODD)
            )
            for name in HEADERS
        }
        length = headers.pop("Content-Length")
        answer, patience = told_by(headers), web.Patience(3)
        answer.headers["Content-Length"] = length
        version = Version.of(answer)
        assert version.length is None or version.length < 10**18
        version.is_continued_by(answer, 5)
        web.published_on(answer.headers)
        try:
            digests.compare(path, answer.headers, None)
        except errors.Incomplete as error:
            assert path.name in str(error)
        try:
            wait = patience.get_retry_after(answer.raw)
        except web.LongWait:
            continue
        assert wait is None or 0 <= wait <= 60


def test_a_manifest_of_any_kind_is_understood_or_refused_with_its_line(record_property):
    many = 1_500
    record_property(TRIED, many)
    understood = 0
    for number in range(many):
        chance, body = random.Random(number), MANIFEST
        for _ in range(chance.randint(1, 2)):
            body = chance.choice((flipped, cut, inserted, doubled, recoded, line_ends, cell, columns, lines))(
                chance, body
            )
        try:
            manifest = Manifest.of_bytes(body)
        except errors.MirrorUnreadable as error:
            assert "manifest.csv, line " in str(error)
            continue
        understood += 1
        for url in [*manifest.lines, "https://example.org/b.csv"]:
            (
                manifest.is_simulated(url),
                manifest.vintage(url),
                manifest.sha256(url),
                manifest.last_modified(url),
            )
            web._told(manifest, url)
    assert 0 < understood < many


def asked(server: Faulty, patient: bool = True) -> requests.Response:
    """The answer of a session that asks this server itself."""
    return ask(web.session(None, patient), f"{server.base}/x.csv")


@pytest.mark.parametrize("wait", ["10800", "9" * 400, "Fri, 31 Dec 2100 23:59:59 GMT"])
def test_hours_of_waiting_are_not_slept_through(wait: str):
    with faulty(sent("429 Too Many Requests", {"Retry-After": wait, "Content-Length": "0"})) as server:
        began = time.monotonic()
        with pytest.raises(
            errors.Unreachable,
            match=r"answered 429 and asks for .* min before the next try .*Airflow tries again by itself",
        ):
            asked(server)
        assert time.monotonic() - began < 10
        assert len(server.asked) == 1


def test_a_wait_that_is_no_time_is_none():
    busy = sent("503 Busy", {"Retry-After": "soon", "Content-Length": "0"})
    with faulty(busy, whole(b"code\n")) as server:
        assert asked(server).status_code == 200


def test_a_body_longer_than_the_declared_bound_is_not_kept(tmp_path: Path):
    with faulty(whole(b"x" * 5000)) as server:
        answer = asked(server)
        with pytest.raises(errors.TooLarge, match=r"5,000 bytes, 1,000 at most expected.*raise `file`"):
            download(web.session(None), answer, tmp_path, lambda *_: None, at_most=1000)
    assert list(tmp_path.iterdir()) == []


def test_a_packed_body_is_unpacked_piece_by_piece(tmp_path: Path):
    packed = gzip.compress(b"x" * 20_000_000) * 3
    with faulty(
        sent("200 OK", {"Content-Encoding": "gzip", "Content-Length": str(len(packed))}, packed)
    ) as server:
        sizes: list[int] = []
        came = download(web.session(None), asked(server), tmp_path, lambda done, _: sizes.append(done))
    assert came.path.stat().st_size == 60_000_000
    assert max(later - earlier for earlier, later in zip([0, *sizes], sizes, strict=False)) <= 1 << 20


def test_a_document_without_end_is_not_read(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(web, "_MOST_TOLD", 1000)
    with faulty(whole(b"[" + b"1," * 5000 + b"1]")) as server:
        with pytest.raises(ValueError, match="a small document expected"):
            web.json_of(web.session(None), f"{server.base}/catalogue")
        with pytest.raises(errors.MirrorUnreadable, match="a small document expected"):
            assert web.UrlMirror(server.base).manifest


def test_a_document_of_a_hundred_thousand_lists_is_refused():
    with faulty(whole(b"[" * 100_000)) as server, pytest.raises(ValueError, match="hundreds deep"):
        web.json_of(web.session(None), f"{server.base}/catalogue")


def test_a_mirror_s_login_is_sent_and_never_told(
    mirror, db: psycopg.Connection, capsys: pytest.CaptureFixture
):
    with faulty(
        sent("404 Not Found", CLOSED),
        whole(acv(), Connection="close"),
        sent("403 Forbidden", CLOSED),
    ) as server:
        settings = replace(mirror.settings, mirror=server.base.replace("://", f"://{LOGIN}@"))
        (landed, *_) = walk.fetch("programmes", "acv", settings)
        told = [headers.get("authorization", "") for headers in server.asked]
    assert all(one.startswith("Basic ") for one in told)
    assert settings.origin == server.base.replace("://", "://***@")
    with pytest.raises(errors.MirrorUnreadable) as refused:
        walk_impatiently(settings)
    lines = db.execute(
        "select load::text from ops.load union all select setting::text from ops.setting"
    ).fetchall()
    everywhere = f"{landed} {refused.value} {lines} {settings!r} {capsys.readouterr()}"
    assert "s3cret" not in everywhere


def test_a_login_in_a_publisher_s_address_is_never_told(mirror, db: psycopg.Connection):
    address = f"https://{LOGIN}@example.org/acv.csv?sig=s3cret-signature&x=1"
    settings = replace(
        mirror.settings, publisher_urls={"PUBLISHER_URL__PROGRAMMES__ACV__2025_07_04": address}
    )
    mirror.put(ACV_URL, b"<html>busy</html>")
    found = walk.fetch("programmes", "acv", settings)
    told = db.execute("select url, message from ops.load").fetchall()
    assert any("https://***@example.org/acv.csv?sig=***&x=1" in url for url, _ in told), (told, found)
    assert "s3cret" not in str(told)


def test_a_mirror_s_disk_that_is_away_is_said(mirror):
    settings = replace(mirror.settings, mirror=str(mirror.folder / "not mounted"))
    with pytest.raises(errors.MirrorUnreadable, match=r"not mounted: is no folder\. Is its disk mounted"):
        walk.fetch("programmes", "acv", settings)


def test_a_mirror_that_is_down_is_said(mirror):
    with faulty(whole(b"")) as server:
        base = server.base
    settings = replace(mirror.settings, mirror=base)
    with pytest.raises(errors.MirrorUnreadable, match=r"manifest\.csv: cannot be had \(ConnectionError"):
        walk_impatiently(settings)


def walk_impatiently(settings) -> None:
    """The same fetch without the pauses between tries."""
    from ingestion.asking import AskingLander
    from warehouse.connect import connect

    with connect(settings, autocommit=True) as conn:
        AskingLander(settings, conn, *find("programmes", "acv")).land_all()


@pytest.mark.parametrize("etag", ["\x01", "a\x7fb", "x" * 5000])
def test_an_etag_that_cannot_be_sent_back_is_not(mirror, db: psycopg.Connection, etag: str):
    """Else the file could not be asked for any more, ever."""
    mirror.put(ACV_URL, acv())
    mirror.walk("programmes", "acv")
    db.execute("update ops.load set etag = %s", [etag])
    mirror.put(ACV_URL, acv(210))
    assert [published["rows"] for published in mirror.walk("programmes", "acv")] == [210]
    assert Validators(None, None).etag is None


BAD = {
    "nul in the header": b"insee_com,lib_com,id_acv,lib\x00_acv,autre\n01004,a,b,c,d\n",
    "half a surrogate": b"insee_com,\xed\xa0\x80,id\n01004,a,b\n",
    "a page": b"<html>\x00</html>",
    "nothing": b"",
    "quotes": b'insee_com,lib_com,id_acv,lib_acv,date_signature\n01004,"a\x00b,c,d,e\n',
}


@pytest.mark.parametrize("bad", BAD)
def test_one_bad_vintage_never_drops_its_siblings(mirror, db: psycopg.Connection, bad: str):
    newer, older = (file.url for file in find("programmes", "acv")[1].files)
    mirror.put(newer, BAD[bad])
    mirror.put(older, acv())
    failed, good = walk.fetch("programmes", "acv", mirror.settings)
    assert walk.load(good, mirror.settings, keeps)["rows"] == 200
    with pytest.raises(errors.IngestionError):
        walk.load(failed, mirror.settings, keeps)
    outcomes = dict(db.execute("select url, outcome from ops.load").fetchall())
    assert outcomes == {newer: "failed", older: "published"}
    (message,) = db.execute("select message from ops.load where outcome = 'failed'").fetchone()
    assert Path(newer).name in message and "\x00" not in message
