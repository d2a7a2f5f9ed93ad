"""HTTP as publishers speak it, and mirrors that answer in their place.

With a mirror every request for `https://<host>/<path>` is answered by `<mirror>/<host>/<path>`,
folder or URL; callers never know the difference.
"""

import io
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import UTC, date
from email.utils import format_datetime
from functools import cached_property
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit, urlunsplit

import requests
from requests.adapters import BaseAdapter, HTTPAdapter
from urllib3 import BaseHTTPResponse, HTTPResponse
from urllib3.exceptions import InvalidHeader
from urllib3.util import Retry

from ingestion import mirror_layout
from ingestion.days import day_told
from ingestion.digests import repr_digest
from ingestion.errors import MirrorUnreadable, Unavailable
from ingestion.mirror_layout import Manifest
from ingestion.said import reason
from warehouse.hidden import without_secrets
from warehouse.version import code_version

TIMEOUT = (10, 60)
_EPOCH = 1980  # ZIP's; Unix's is 1970
_CURE = (
    "It tells what the mirror's files are, simulated or real: nothing is loaded until it can be read. Where the mirror "
    "has none, its server must say 404."
)
# A publisher may ask to be left alone for hours: no try of ours waits that long in a slot that others need.
_MOST_WAIT_S = 60.0
_MOST_TOLD = 100_000_000  # bytes of a manifest, a catalogue, a document


class LongWait(requests.RequestException):
    """The publisher asks to be asked again much later."""


class Patience(Retry):
    """Tries again, after the time that a publisher asks for where it is short."""

    def get_retry_after(self, response: BaseHTTPResponse) -> float | None:
        """Seconds; None where the header tells no time. Raises LongWait."""
        try:
            wait = super().get_retry_after(response)
        except (InvalidHeader, ValueError, OverflowError):
            return None
        if wait is not None and wait > _MOST_WAIT_S:
            raise LongWait(
                f"answered {response.status} and asks for {wait / 60:,.0f} min before the next try (Retry-After): not waited for here, "
                "where other files need the slot. Airflow tries again by itself; after that, run again once this time is over"
            )
        return wait


_RETRIES = Patience(
    total=5,
    backoff_factor=float(os.environ.get("HTTP_BACKOFF", "1")),
    status_forcelist=(429, 500, 502, 503, 504),
    allowed_methods=frozenset({"GET", "HEAD"}),
    respect_retry_after_header=True,
    raise_on_status=False,
)


def session(mirror: str | None, is_patient: bool = True) -> requests.Session:
    """A session that asks the publishers, or only the mirror when there is one; `is_patient`: again, where one does not answer."""
    retries = _RETRIES if is_patient else Patience(0, read=False)
    adapter: BaseAdapter = HTTPAdapter(max_retries=retries)
    if mirror:
        adapter = UrlMirror(mirror, retries) if "://" in mirror else FolderMirror(Path(mirror))
    return _over(adapter)


def _over(adapter: BaseAdapter) -> requests.Session:
    made = requests.Session()
    made.headers["User-Agent"] = f"barometre-acte2/{code_version()} (open-data warehouse)"
    for scheme in ("https://", "http://"):
        made.mount(scheme, adapter)
    return made


def published_on(headers: Mapping[str, str]) -> date | None:
    """Publication day in Paris told by a response's Last-Modified; None without one, or with a clock's beginning."""
    try:
        published = day_told(headers.get("Last-Modified", ""))
    except (ValueError, IndexError, OverflowError):
        return None
    return published if published.year > _EPOCH else None


class FolderMirror(BaseAdapter):
    """Answers from a folder, with the ETag, 304 and Range of a static server."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder

    @cached_property
    def manifest(self) -> Manifest:
        """The folder's manifest; empty when there is none. Raises MirrorUnreadable where there is no folder: a disk is away."""
        if not self.folder.is_dir():
            raise MirrorUnreadable(
                f"{self.folder}: is no folder. Is its disk mounted? Nothing is loaded until it is there, or MIRROR names another."
            )
        return Manifest.of_folder(self.folder)

    def send(
        self,
        request: requests.PreparedRequest,
        stream: bool = False,
        timeout: Any = None,
        verify: bool | str = True,
        cert: Any = None,
        proxies: Any = None,
    ) -> requests.Response:
        """The response a static server holding the folder would give."""
        url = str(request.url)
        path = mirror_layout.find(self.folder, url)
        if path is None:
            return _response(request, 404, io.BytesIO(b""), {})
        stat = path.stat()
        etag = f'"{stat.st_mtime_ns:x}-{stat.st_size:x}"'
        headers = {"ETag": etag, "Accept-Ranges": "bytes", **_told(self.manifest, url)}
        if request.headers.get("If-None-Match") == etag:
            return _response(request, 304, io.BytesIO(b""), headers)
        start = _range_start(request.headers.get("Range"))
        if request.headers.get("If-Range", etag) != etag:
            start = 0
        if start >= max(stat.st_size, 1):
            return _response(request, 416, io.BytesIO(b""), headers)
        body = path.open("rb")
        body.seek(start)
        headers["Content-Length"] = str(stat.st_size - start)
        if start:
            headers["Content-Range"] = f"bytes {start}-{stat.st_size - 1}/{stat.st_size}"
        return _response(request, 206 if start else 200, body, headers)

    def holds(self, url: str) -> bool:
        """Whether the folder has a file for an address."""
        return mirror_layout.find(self.folder, url) is not None

    def urls(self) -> Iterator[str]:
        """Addresses of all files in the folder."""
        return mirror_layout.urls(self.folder)

    def close(self) -> None:
        """Nothing is kept open."""


class UrlMirror(HTTPAdapter):
    """Asks a server that holds publishers' files as `<base>/<host>/<path>`."""

    def __init__(self, base: str, retries: Retry = _RETRIES) -> None:
        super().__init__(max_retries=retries)
        self.base, self._login = _parted(base.rstrip("/"))

    @cached_property
    def manifest(self) -> Manifest:
        """The mirror's manifest; empty when the server has none, which only 404 and 410 say. Raises MirrorUnreadable."""
        url = f"{self.base}/{mirror_layout.MANIFEST}"
        try:
            with _over(HTTPAdapter(max_retries=self.max_retries)) as asking:
                answer = asking.get(url, timeout=TIMEOUT, headers=self._login, stream=True)
                content = content_of(answer, url)
        except (requests.RequestException, ValueError) as error:
            raise MirrorUnreadable(f"{url}: cannot be had ({reason(error)}). {_CURE}") from error
        if answer.status_code in (404, 410):
            return Manifest()
        if answer.status_code != requests.codes.ok:
            raise MirrorUnreadable(f"{url}: answered {answer.status_code}. {_CURE}")
        return Manifest.of_bytes(content, url)

    def send(
        self,
        request: requests.PreparedRequest,
        stream: bool = False,
        timeout: Any = None,
        verify: bool | str = True,
        cert: Any = None,
        proxies: Any = None,
    ) -> requests.Response:
        """The mirror's answer, dated by its manifest where that tells."""
        published = str(request.url)
        request.headers.update(self._login)
        *tried, last = mirror_layout.addresses(self.base, published)
        for request.url in tried:
            answer = super().send(request, stream, timeout, verify, cert, proxies)
            if answer.status_code != requests.codes.not_found:
                break
            answer.close()
        else:
            request.url = last
            answer = super().send(request, stream, timeout, verify, cert, proxies)
        answer.headers.update(_told(self.manifest, published))
        return answer

    def urls(self) -> Iterator[str]:
        """Addresses the mirror's manifest names: a server is not listed."""
        return iter(self.manifest.lines)


def mirror_of(made: requests.Session) -> FolderMirror | UrlMirror | None:
    """The mirror behind a session, or None when it asks the publishers."""
    adapter = made.get_adapter("https://")
    return adapter if isinstance(adapter, FolderMirror | UrlMirror) else None


def json_of(made: requests.Session, url: str) -> Any:
    """A small JSON document; Unavailable when the publisher does not have it, ValueError for what is none."""
    answer = made.get(url, timeout=TIMEOUT, stream=True)
    content = content_of(answer, url)
    if answer.status_code != requests.codes.ok:
        raise Unavailable(f"{url}: answered {answer.status_code}")
    try:
        return json.loads(content)
    except RecursionError as error:
        raise ValueError("its lists and objects lie in one another hundreds deep") from error


def content_of(answer: requests.Response, url: str) -> bytes:
    """The body of a small document, unpacked. Raises ValueError for one that is none, requests.RequestException."""
    pieces, size = [], 0
    with closing(answer):
        for piece in answer.iter_content(1 << 16):
            pieces.append(piece)
            size += len(piece)
            if size > _MOST_TOLD:
                raise ValueError(
                    f"{without_secrets(url)}: more than {_MOST_TOLD:,} bytes, a small document expected"
                )
    return b"".join(pieces)


def _parted(base: str) -> tuple[str, dict[str, str]]:
    """A mirror's address without its login, and the header that tells the login."""
    login, password = requests.utils.get_auth_from_url(base)
    if not (login or password):
        return base, {}
    parts = urlsplit(base)
    asked = requests.Request("GET", base, auth=(login, password)).prepare().headers["Authorization"]
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2])), {"Authorization": asked}


def _told(manifest: Manifest, url: str) -> dict[str, str]:
    """What a manifest tells of a file, in the headers by which a server tells it."""
    headers = {}
    if modified := manifest.last_modified(url):
        headers["Last-Modified"] = format_datetime(modified.astimezone(UTC), usegmt=True)
    if sha256 := manifest.sha256(url):
        headers["Repr-Digest"] = repr_digest(sha256)
    return headers


def _range_start(header: str | None) -> int:
    return int(header.removeprefix("bytes=").partition("-")[0]) if header else 0


def _response(
    request: requests.PreparedRequest, status: int, body: IO[bytes], headers: dict[str, str]
) -> requests.Response:
    made = requests.Response()
    made.status_code = status
    made.headers = requests.structures.CaseInsensitiveDict(headers)
    made.url = str(request.url)
    made.request = request
    made.raw = HTTPResponse(body=body, status=status, headers=headers, preload_content=False)
    return made
