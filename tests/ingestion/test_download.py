"""Transfers that do not fit: nothing half, and nothing of two files, is ever kept."""

import base64
import gzip
import hashlib
from collections.abc import Callable

import pytest

from ingestion import digests, download
from ingestion.download import ask, name_of
from ingestion.errors import Incomplete, IngestionError, Unavailable
from ingestion.web import session
from tests.ingestion.faulty import Answer, Faulty, cut, faulty, part, sent, whole

BODY = b"".join(b"%05d,a town,12\n" % number for number in range(3000))
OTHER = BODY.replace(b"town", b"city")
HALF = len(BODY) // 2
DAY = "Wed, 30 Sep 2026 22:30:00 GMT"
ETAG = {"ETag": '"one"'}


@pytest.fixture(autouse=True)
def _no_pause(monkeypatch):
    monkeypatch.setattr(download, "PAUSE_S", 0.0)


@pytest.fixture
def fetch(tmp_path) -> Callable[[Faulty], bytes]:
    """`fetch(server)`: what is kept of one download."""

    def run(server: Faulty) -> bytes:
        with session(None) as http:
            return download.download(
                http, ask(http, f"{server.base}/file.csv"), tmp_path, lambda _done, _total: None
            ).path.read_bytes()

    return run


CONTINUED = [
    pytest.param(ETAG, '"one"', id="a strong ETag"),
    pytest.param({"Last-Modified": DAY}, DAY, id="a date"),
    pytest.param({"ETag": 'W/"one"', "Last-Modified": DAY}, DAY, id="a weak ETag and a date"),
]


@pytest.mark.parametrize("headers, condition", CONTINUED)
def test_the_rest_is_asked_for_under_a_condition(fetch, headers, condition):
    with faulty(cut(BODY, HALF, **headers), part(BODY, HALF, **headers)) as server:
        assert fetch(server) == BODY
    assert (server.asked[1]["range"], server.asked[1]["if-range"]) == (f"bytes={HALF}-", condition)


NEVER_RESUMED = [
    pytest.param(cut(BODY, HALF), id="nothing tells whether it is the same"),
    pytest.param(cut(BODY, HALF, ETag='W/"one"'), id="a weak ETag alone"),
    pytest.param(
        sent("200 OK", {"Transfer-Encoding": "chunked", **ETAG}, b"%x\r\n" % len(BODY) + BODY[:HALF]),
        id="chunked, cut",
    ),
    pytest.param(
        cut(gzip.compress(BODY), 500, Content_Encoding="gzip", **ETAG), id="packed for the way, cut"
    ),
]


@pytest.mark.parametrize("first", NEVER_RESUMED)
def test_what_may_be_another_file_is_begun_again(fetch, first):
    with faulty(first, whole(BODY, **ETAG)) as server:
        assert fetch(server) == BODY
    assert all("range" not in asked for asked in server.asked)


MISFITS = [
    pytest.param(part(BODY, HALF - 7, **ETAG), id="starts before"),
    pytest.param(part(BODY, HALF + 7, **ETAG), id="starts after"),
    pytest.param(part(BODY, 0, **ETAG), id="starts at the beginning"),
    pytest.param(part(BODY, HALF, total=len(BODY) + 9, **ETAG), id="of another length"),
    pytest.param(part(BODY, HALF, ETag='"two"'), id="of another ETag"),
    pytest.param(part(BODY, HALF, Content_Encoding="gzip", **ETAG), id="packed"),
    pytest.param(part(BODY, HALF, HALF + 20, **ETAG), id="only a piece"),
    pytest.param(sent("206 Partial Content", {"Content-Length": "4", **ETAG}, b"town"), id="told nothing"),
    pytest.param(
        sent(
            "206 Partial Content",
            {"Content-Type": "multipart/byteranges; boundary=x", "Content-Length": "5"},
            b"--x--",
        ),
        id="multipart",
    ),
    pytest.param(
        sent("416 Range Not Satisfiable", {"Content-Range": f"bytes */{HALF - 1}", "Content-Length": "0"}),
        id="416",
    ),
]


@pytest.mark.parametrize("answer", MISFITS)
def test_a_part_that_does_not_fit_is_thrown_away(fetch, answer):
    with faulty(cut(BODY, HALF, **ETAG), answer, whole(OTHER, ETag='"two"')) as server:
        assert fetch(server) == OTHER
    assert "range" not in server.asked[2]


def test_a_file_replaced_meanwhile_comes_whole(fetch):
    with faulty(cut(BODY, HALF, **ETAG), whole(OTHER, ETag='"two"')) as server:
        assert fetch(server) == OTHER
    assert len(server.asked) == 2


def test_the_answer_that_counts_is_that_of_the_file_that_came(tmp_path):
    with faulty(cut(BODY, HALF, **ETAG), whole(OTHER, ETag='"two"')) as server, session(None) as http:
        came = download.download(http, ask(http, server.base), tmp_path, lambda *_: None)
    assert came.answer.headers["ETag"] == '"two"'


def test_a_part_longer_than_the_file_is_thrown_away(fetch, tmp_path):
    with faulty(cut(BODY, HALF, **ETAG)) as server, pytest.raises(Incomplete):
        fetch(server)
    (kept,) = tmp_path.glob("*.part")
    kept.write_bytes(BODY + b"more")
    server.answers = [whole(BODY, **ETAG)]
    with faulty(whole(BODY, **ETAG)) as server:
        kept.rename(
            tmp_path / f"{download._digest(server.base + '/file.csv')}.{kept.name.split('.')[1]}.part"
        )
        assert fetch(server) == BODY
    assert len(list(tmp_path.iterdir())) == 1


def test_parts_of_an_older_file_are_removed(fetch, tmp_path):
    with faulty(cut(BODY, HALF, **ETAG)) as server:
        with pytest.raises(Incomplete):
            fetch(server)
        server.answers = [whole(OTHER, ETag='"two"')]
        assert fetch(server) == OTHER
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [OTHER]


def test_a_server_that_never_fits_is_given_up(fetch):
    with faulty(cut(BODY, HALF, **ETAG), part(BODY, 0, **ETAG)) as server:
        server.answers = [cut(BODY, HALF, **ETAG) if n % 2 == 0 else part(BODY, 0, **ETAG) for n in range(40)]
        with pytest.raises(Incomplete, match="broke off 5 times"):
            fetch(server)
    assert len(server.asked) <= 2 * download.ATTEMPTS


def test_a_part_that_nobody_asked_for_is_not_the_file(fetch):
    with faulty(part(BODY, 0, HALF), whole(BODY)) as server:
        assert fetch(server) == BODY
    with faulty(part(BODY, 0, HALF)) as server, pytest.raises(IngestionError, match="answered 206"):
        fetch(server)


LIES = [
    pytest.param(lambda length: whole(BODY, Content_Length=str(length), **ETAG), id="body longer than told"),
    pytest.param(lambda length: cut(BODY, length, **ETAG), id="body shorter than told"),
]


@pytest.mark.parametrize("lie", LIES)
@pytest.mark.parametrize("cut_at", [0.97, "a line end", "a last cell"])
def test_a_length_that_lies(fetch, lie: Callable[[int], Answer], cut_at):
    length = int(len(BODY) * 0.97)
    if isinstance(cut_at, str):
        length = BODY.index(b"\n", length) + (1 if cut_at == "a line end" else -1)
    with faulty(lie(length)) as server, pytest.raises(Incomplete):
        fetch(server)


def test_a_length_that_lied_once(fetch):
    with faulty(whole(BODY, Content_Length=str(HALF)), whole(BODY)) as server:
        assert fetch(server) == BODY


def test_a_connection_kept_open_behind_the_body_is_no_fault(fetch, monkeypatch):
    monkeypatch.setattr(download, "LINGER_S", 0.05)
    import http.server
    import threading

    class Keeping(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", str(len(BODY)))
            self.end_headers()
            self.wfile.write(BODY)
            self.close_connection = False

        def log_message(self, *_args) -> None:
            """Quiet."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Keeping) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        assert fetch(Faulty([], base=f"http://127.0.0.1:{server.server_port}")) == BODY
        server.shutdown()


def test_a_packed_body_is_unpacked_whole(fetch):
    packed = gzip.compress(BODY[:HALF]) + gzip.compress(BODY[HALF:])
    with faulty(whole(packed, Content_Encoding="gzip")) as server:
        assert fetch(server) == BODY
    cut_short = sent("200 OK", {"Content-Encoding": "gzip"}, packed[:-200])
    with faulty(cut_short) as server, pytest.raises(Incomplete, match="ended early"):
        fetch(server)
    with (
        faulty(whole(BODY, Content_Encoding="br")) as server,
        pytest.raises(IngestionError, match="packed as br"),
    ):
        fetch(server)


def test_what_a_publisher_calls_absent():
    with faulty(sent("400 Bad Request", {"Content-Length": "0"})) as server, session(None) as http:
        with pytest.raises(Unavailable):
            ask(http, server.base, absent=(400, 404))
        with pytest.raises(IngestionError, match="answered 400"):
            ask(http, server.base)


def _encoded(algorithm: str) -> str:
    return base64.b64encode(hashlib.new(algorithm, BODY).digest()).decode()


TOLD = [
    {"Content-MD5": _encoded("md5")},
    {"Digest": f"SHA-256={_encoded('sha256')}, unknown=abc"},
    {"Repr-Digest": f"sha-512=:{_encoded('sha512')}:"},
    {"Content-Digest": f"sha-256=:{_encoded('sha256')}:"},
    {"ETag": f'"{hashlib.md5(BODY, usedforsecurity=False).hexdigest()}"', "x-amz-request-id": "tx"},
]


@pytest.mark.parametrize("headers", TOLD, ids=lambda headers: next(iter(headers)))
def test_a_told_digest_decides(tmp_path, headers):
    path = tmp_path / "file"
    path.write_bytes(BODY)
    assert digests.compare(path, headers, None) == hashlib.sha256(BODY).hexdigest()
    path.write_bytes(BODY[:-5])
    with pytest.raises(Incomplete, match="told by the publisher"):
        digests.compare(path, headers, None)


def test_a_catalogues_digest_decides(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(BODY)
    told = digests.of_catalogue("sha1", hashlib.sha1(BODY, usedforsecurity=False).hexdigest())
    digests.compare(path, {}, told)
    path.write_bytes(OTHER)
    with pytest.raises(Incomplete):
        digests.compare(path, {}, told)
    assert digests.of_catalogue("crc32", "abc") is None


@pytest.mark.parametrize(
    "headers",
    [
        {"ETag": f'"{"0" * 32}"'},
        {"ETag": f'"{"0" * 32}-7"', "x-amz-request-id": "tx"},
        {"ETag": f'"{"0" * 32}"', "x-amz-request-id": "tx", "x-amz-server-side-encryption": "aws:kms"},
        {"Digest": "SHA-256=not base64", "Content-MD5": "AAAA"},
        {"Digest": f"SHA-256={_encoded('sha256')}", "Content-Encoding": "gzip"},
    ],
)
def test_what_is_no_digest_of_the_file_is_not_taken_for_one(tmp_path, headers):
    path = tmp_path / "file"
    path.write_bytes(b"x")
    digests.compare(path, headers, None)


@pytest.mark.parametrize(
    "url, name",
    [
        ("https://x.org/a/liste.csv?x=/../y", "liste.csv"),
        ("https://x.org/a/..", "file"),
        ("https://x.org/..%2f..%2fetc", "_2f.._2fetc"),
        ("https://x.org/", "file"),
        ("https://x.org/" + "a" * 300 + ".csv", "a" * 96 + ".csv"),
    ],
)
def test_a_file_name_is_safe(url, name):
    assert name_of(url) == name
