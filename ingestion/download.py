"""From an address to a whole file on this disk: asked for under a condition, streamed, resumed, compared.

A file is resumed only while the server says that it is the same one: a part that does not fit what came before it is
thrown away, and the file begun again.
"""

import errno
import hashlib
import re
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests
from urllib3.exceptions import HTTPError

from ingestion.errors import Incomplete, IngestionError, NoSpace, TooLarge, Unavailable, Unreachable
from ingestion.said import reason
from ingestion.web import TIMEOUT

ATTEMPTS = 5
PAUSE_S = 1.0
# How long a server that keeps its connection open may take to send more than it told.
LINGER_S = 0.5
_ABSENT = (404, 410)
_CHUNK = 1 << 20
_NAME = 100
_BROKEN = (requests.ConnectionError, requests.Timeout, requests.exceptions.ChunkedEncodingError, HTTPError)
# Numbers of bytes: none of them has more digits, however long a header is.
_LENGTH = re.compile(r"[0-9]{1,18}")
_PART = re.compile(r"bytes ([0-9]{1,18})-[0-9]{1,18}/([0-9]{1,18})")
_MOST = 10**18

Progress = Callable[[int, int | None], None]


class _Misfit(requests.ConnectionError):
    """A part that is no continuation of what came."""


@dataclass(frozen=True)
class Validators:
    """What a server sent with a file, and is asked with whether it changed."""

    etag: str | None
    last_modified: str | None


@dataclass(frozen=True)
class Version:
    """What an answer tells of the file it sends: two that differ in it are not mixed. `length` None: not told."""

    etag: str | None
    last_modified: str | None
    length: int | None
    encoding: str | None

    @classmethod
    def of(cls, answer: requests.Response) -> "Version":
        """What an answer with the whole file tells."""
        told, encoding = answer.headers.get("Content-Length", ""), answer.headers.get("Content-Encoding")
        encoding = encoding if encoding and encoding.lower() != "identity" else None
        length = int(told) if _LENGTH.fullmatch(told) and not encoding else None
        return cls(answer.headers.get("ETag"), answer.headers.get("Last-Modified"), length, encoding)

    @property
    def condition(self) -> str | None:
        """What to ask for the rest with (If-Range): a strong ETag, else the date; None when it cannot be asked for."""
        if self.length is None:
            return None
        is_strong = self.etag is not None and not self.etag.startswith("W/")
        return self.etag if is_strong else self.last_modified

    def is_continued_by(self, part: requests.Response, start: int) -> bool:
        """Whether a 206 is the rest of this very file."""
        found = _PART.fullmatch(part.headers.get("Content-Range", ""))
        rest = part.headers.get("Content-Length")
        return (
            found is not None
            and (int(found[1]), int(found[2])) == (start, self.length)
            and rest in (None, str(int(found[2]) - start))
            and part.headers.get("ETag", self.etag) == self.etag
            and part.headers.get("Content-Encoding", "identity") == "identity"
        )


@dataclass(frozen=True)
class Body:
    """A file that came, and the answer that offered the whole of it."""

    path: Path
    answer: requests.Response

    @property
    def is_told_whole(self) -> bool:
        """Whether the server told where the body ends; else it ended because the connection did."""
        headers = self.answer.headers
        return "Content-Length" in headers or "chunked" in headers.get("Transfer-Encoding", "").lower()


def ask(
    http: requests.Session,
    url: str,
    validators: Validators | None = None,
    absent: tuple[int, ...] = _ABSENT,
) -> requests.Response:
    """The publisher's answer, body not yet read; raises when it is neither the file nor 304.

    Unavailable for the statuses by which the publisher says that there is no such file.
    """
    headers = {}
    if validators and validators.etag:
        headers["If-None-Match"] = validators.etag
    elif validators and validators.last_modified:
        headers["If-Modified-Since"] = validators.last_modified
    for _ in range(ATTEMPTS):
        answer = _get(http, url, headers)
        if answer.status_code != requests.codes.partial:  # no part was asked for
            break
        answer.close()
    if answer.status_code in absent:
        raise Unavailable(f"{url}: not there (answered {answer.status_code}).")
    if answer.status_code not in (200, 304):
        raise IngestionError(
            f"{url}: the publisher answered {answer.status_code} after several tries. Tried again at the next run."
        )
    return answer


def download(
    http: requests.Session, answer: requests.Response, folder: Path, progress: Progress, at_most: int = _MOST
) -> Body:
    """Stream the body to a file of `folder`, resuming what an earlier try left.

    Raises Incomplete when it cannot be had whole, and keeps what may be resumed; TooLarge for more than `at_most` bytes.
    """
    coming = _Coming(http, answer, folder, at_most)
    for attempt in range(1, ATTEMPTS + 1):
        try:
            coming.receive(progress)
            return Body(coming.path, coming.answer)
        except _BROKEN as error:
            broken = error
        time.sleep(PAUSE_S * 2 ** (attempt - 1))
    raise Incomplete(
        f"{coming.url}: broke off {ATTEMPTS} times, {coming.came} of {coming.version.length or 'unknown'} bytes came "
        f"({broken}). What can be resumed is kept; the next run goes on from there."
    )


class _Coming:
    """A file on its way to `folder`, through breaks: `answer` is the last that would send it whole."""

    def __init__(self, http: requests.Session, answer: requests.Response, folder: Path, at_most: int) -> None:
        self.url = str(answer.request.url)
        self._http, self._folder, self._at_most = http, folder, at_most
        self._begin(answer)

    @property
    def came(self) -> int:
        """Bytes on the disk."""
        return self.path.stat().st_size if self.path.exists() else 0

    def receive(self, progress: Progress) -> None:
        """Take what is missing; raises one of _BROKEN when it breaks off or does not fit."""
        start = self.came
        if start and start == self.version.length:
            return
        try:
            with closing(self._rest(start) if start else self._whole()) as answer:
                _stream(answer, self.path, self.version, progress, self._at_most)
        except (_Misfit, TooLarge):
            self.path.unlink(missing_ok=True)
            raise

    def _begin(self, answer: requests.Response) -> None:
        """The file as the server has it now; parts of others are of no more use."""
        self.answer, self._is_unread = answer, True
        self.version = Version.of(answer)
        address = _digest(self.url)
        self.path = self._folder / f"{address}.{_digest(repr(self.version))}.part"
        for part in self._folder.glob(f"{address}.*.part"):
            if part != self.path or self._is_useless(part):
                part.unlink(missing_ok=True)

    def _is_useless(self, part: Path) -> bool:
        length = self.version.length
        return self.version.condition is None or length is None or part.stat().st_size > length

    def _whole(self) -> requests.Response:
        if not self._is_unread:
            self._begin(ask(self._http, self.url))
        self._is_unread = False
        return self.answer

    def _rest(self, start: int) -> requests.Response:
        condition = self.version.condition
        if condition is None:
            return self._whole()
        self.answer.close()
        self._is_unread = False
        part = _get(self._http, self.url, {"Range": f"bytes={start}-", "If-Range": condition})
        if part.status_code == requests.codes.ok:
            self._begin(part)
            return self._whole()
        if part.status_code == requests.codes.partial and self.version.is_continued_by(part, start):
            return part
        part.close()
        raise _Misfit(f"answered {part.status_code} with what does not continue {start} bytes")


def _get(http: requests.Session, url: str, headers: dict[str, str]) -> requests.Response:
    # Closed by the server after its answer, so that a body longer than told is seen.
    asked = {"Accept-Encoding": "identity", "Connection": "close", **headers}
    try:
        return http.get(url, headers=asked, stream=True, timeout=TIMEOUT)
    except requests.RequestException as error:
        raise Unreachable(
            f"{url}: the publisher cannot be reached ({reason(error)}). Tried again at the next run."
        ) from error


def _stream(
    answer: requests.Response, path: Path, version: Version, progress: Progress, at_most: int
) -> None:
    """Append a 206 body, write a 200 body anew."""
    _refuse_large(answer, version.length or 0, at_most)
    resumed = answer.status_code == requests.codes.partial
    try:
        with path.open("ab" if resumed else "wb") as out:
            done = out.tell()
            for chunk in _chunks(answer, version.encoding):
                out.write(chunk)
                done += len(chunk)
                _refuse_large(answer, done, at_most)
                progress(done, version.length)
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        path.unlink(missing_ok=True)
        raise NoSpace(f"{answer.url}: no space left in {path.parent}. Free some, then run again.") from error
    if version.length is not None and done != version.length:
        raise requests.ConnectionError(f"{done} of {version.length} bytes came")


def _refuse_large(answer: requests.Response, size: int, at_most: int) -> None:
    if size > at_most:
        raise TooLarge(
            f"{answer.url}: {size:,} bytes, {at_most:,} at most expected. Nothing of it is kept. When the publisher's file is rightly so "
            "large, raise `file` in the bounds of its format (ingestion/sources/)."
        )


def _chunks(answer: requests.Response, encoding: str | None) -> Iterator[bytes]:
    """The body as it is to be kept; raises requests.ConnectionError when it is not whole, or longer than told."""
    sent = _sent(answer.raw)
    if encoding is None:
        return sent
    if encoding.lower() not in ("gzip", "x-gzip"):
        raise IngestionError(
            f"{answer.url}: sent packed as {encoding}, though nothing but itself was asked for. Look at the publisher's "
            "page, or at a proxy on the way."
        )
    return _unpacked(sent)


def _sent(raw: Any) -> Iterator[bytes]:
    """Bytes of the body, as told by Content-Length or chunks; longer than told is no better than shorter."""
    told = getattr(raw, "length_remaining", None)
    connection: Any = getattr(raw, "_fp", None)
    if not told or getattr(connection, "length", None) != told:
        while chunk := raw.read1(_CHUNK, decode_content=False):
            yield chunk
        return
    # As if one byte more were to come: the connection stays open behind the last one, and can be looked at.
    raw.length_remaining, connection.length = told + 1, told + 1
    while raw.length_remaining > 1:
        chunk = raw.read1(min(_CHUNK, raw.length_remaining - 1), decode_content=False)
        if not chunk:
            return
        yield chunk
    _refuse_more(connection.fp, told)


def _refuse_more(stream: Any, told: int) -> None:
    try:
        stream.raw._sock.settimeout(LINGER_S)
        more = stream.peek(1)
    except (OSError, AttributeError):  # nothing more, from a server that keeps its connections
        return
    if more:
        raise _Misfit(f"more than the {told} bytes that the server told came")


def _unpacked(sent: Iterator[bytes]) -> Iterator[bytes]:
    """Of a gzip body, however many members it has."""
    unpack = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        for chunk in sent:
            packed = chunk
            while packed:  # no more at once than may be held, whatever a few bytes unpack to
                yield unpack.decompress(packed, _CHUNK)
                packed = unpack.unconsumed_tail
                if unpack.eof and unpack.unused_data:
                    packed, unpack = unpack.unused_data, zlib.decompressobj(zlib.MAX_WBITS | 16)
    except zlib.error as error:
        raise _Misfit(f"the packed body is damaged: {error}") from error
    if not unpack.eof:
        raise _Misfit("the packed body ended early")


def _digest(text: str) -> str:
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()


def name_of(url: str) -> str:
    """File name of an address, without query, of characters that every disk takes; `file` where there is none."""
    name = re.sub(r"[^A-Za-z0-9._-]", "_", Path(urlsplit(url).path).name)[-_NAME:].lstrip(".")
    return name or "file"
