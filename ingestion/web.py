"""HTTP as publishers speak it, and mirrors that answer in their place.

With a mirror every request for `https://<host>/<path>` is answered by `<mirror>/<host>/<path>`,
folder or URL; callers never know the difference.
"""

import csv
import io
import os
from collections.abc import Iterator
from datetime import UTC, date, datetime
from email.utils import format_datetime, parsedate_to_datetime
from functools import cached_property
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import requests
from requests.adapters import BaseAdapter, HTTPAdapter
from urllib3 import HTTPResponse
from urllib3.util import Retry

from ingestion.errors import Unavailable
from warehouse.version import code_version

TIMEOUT = (10, 60)
_RETRIES = Retry(
    total=5,
    backoff_factor=float(os.environ.get("HTTP_BACKOFF", "1")),
    status_forcelist=(429, 500, 502, 503, 504),
    allowed_methods=frozenset({"GET", "HEAD"}),
    respect_retry_after_header=True,
    raise_on_status=False,
)


def session(mirror: str | None) -> requests.Session:
    """A session that asks the publishers, or only the mirror when there is one."""
    made = requests.Session()
    made.headers["User-Agent"] = f"barometre-acte2/{code_version()} (open-data warehouse)"
    adapter: BaseAdapter = HTTPAdapter(max_retries=_RETRIES)
    if mirror:
        adapter = UrlMirror(mirror) if "://" in mirror else FolderMirror(Path(mirror))
    for scheme in ("https://", "http://"):
        made.mount(scheme, adapter)
    return made


def published_on(headers: requests.structures.CaseInsensitiveDict) -> date | None:
    """Publication date told by a response's Last-Modified, or None."""
    text = headers.get("Last-Modified")
    return parsedate_to_datetime(text).date() if text else None


class Manifest:
    """What a mirror's `manifest.csv` tells of its files: publication date, simulated or real.

    Columns: url, last_modified (ISO date or date-time), and optionally is_simulated (true or false) and vintage.
    """

    def __init__(self, text: str = "") -> None:
        self._lines = {
            _bare(line["url"]): line for line in csv.DictReader(io.StringIO(text)) if line.get("url")
        }

    def last_modified(self, url: str) -> datetime | None:
        """Publication date of a file, or None when the manifest is silent."""
        text = (self._lines.get(_bare(url), {}).get("last_modified") or "").strip()
        if not text:
            return None
        when = datetime.fromisoformat(text) if text[:4].isdigit() else parsedate_to_datetime(text)
        return when if when.tzinfo else when.replace(tzinfo=UTC)

    def is_simulated(self, url: str) -> bool | None:
        """Whether the file is simulated, or None when the manifest is silent."""
        text = (self._lines.get(_bare(url), {}).get("is_simulated") or "").strip().lower()
        return {"true": True, "false": False}.get(text)

    def vintage(self, url: str) -> str | None:
        """Vintage of a file whose address does not tell it, or None when the manifest is silent."""
        return (self._lines.get(_bare(url), {}).get("vintage") or "").strip() or None

    def urls(self) -> Iterator[str]:
        """Addresses the manifest names."""
        yield from (line["url"] for line in self._lines.values())


def _bare(url: str) -> str:
    return url.strip().partition("?")[0]


class FolderMirror(BaseAdapter):
    """Answers from a folder, with the ETag, 304 and Range of a static server."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder

    @cached_property
    def manifest(self) -> Manifest:
        """The folder's manifest; empty when there is none."""
        path = self.folder / "manifest.csv"
        return Manifest(path.read_text("utf-8-sig") if path.exists() else "")

    def send(self, request, stream=False, timeout=None, verify=True, cert=None, proxies=None):
        """The response a static server holding the folder would give."""
        path = self._file(request.url)
        if path is None:
            return _response(request, 404, io.BytesIO(b""), {})
        stat = path.stat()
        etag = f'"{stat.st_mtime_ns:x}-{stat.st_size:x}"'
        headers = {"ETag": etag, "Accept-Ranges": "bytes"}
        if modified := self.manifest.last_modified(request.url):
            headers["Last-Modified"] = format_datetime(modified.astimezone(UTC), usegmt=True)
        if request.headers.get("If-None-Match") == etag:
            return _response(request, 304, io.BytesIO(b""), headers)
        body = path.open("rb")
        start = _range_start(request.headers.get("Range"))
        body.seek(start)
        headers["Content-Length"] = str(max(stat.st_size - start, 0))
        return _response(request, 206 if start else 200, body, headers)

    def holds(self, url: str) -> bool:
        """Whether the folder has a file for an address."""
        return self._file(url) is not None

    def _file(self, url: str) -> Path | None:
        parts = urlsplit(url)
        path = self.folder / parts.netloc / unquote(parts.path).strip("/")
        if ".." in path.parts:
            return None
        candidates = [path.with_name(f"{path.name}?{parts.query}")] if parts.query else []
        return next((c for c in [*candidates, path] if c.is_file()), None)

    def urls(self) -> Iterator[str]:
        """Addresses of all files in the folder."""
        for path in self.folder.rglob("*"):
            relative = path.relative_to(self.folder)
            if path.is_file() and len(relative.parts) > 1:
                yield f"https://{relative.as_posix()}"

    def close(self) -> None:
        """Nothing is kept open."""


class UrlMirror(HTTPAdapter):
    """Asks a server that holds publishers' files as `<base>/<host>/<path>`."""

    def __init__(self, base: str) -> None:
        super().__init__(max_retries=_RETRIES)
        self.base = base.rstrip("/")

    @cached_property
    def manifest(self) -> Manifest:
        """The mirror's manifest; empty when the server has none."""
        answer = requests.get(f"{self.base}/manifest.csv", timeout=TIMEOUT)
        return Manifest(answer.content.decode("utf-8-sig") if answer.ok else "")

    def send(self, request, **kwargs):
        """The mirror's answer, dated by its manifest where that tells."""
        published = request.url
        *tried, last = self._places(published)
        for request.url in tried:
            answer = super().send(request, **kwargs)
            if answer.status_code != requests.codes.not_found:
                break
            answer.close()
        else:
            request.url = last
            answer = super().send(request, **kwargs)
        if modified := self.manifest.last_modified(published):
            answer.headers["Last-Modified"] = format_datetime(modified.astimezone(UTC), usegmt=True)
        return answer

    def _places(self, published: str) -> list[str]:
        """Where the mirror may hold an address: as a file named with its question, or as the server understands it."""
        if published.startswith(self.base):
            return [published]
        parts = urlsplit(published)
        path = f"{self.base}/{parts.netloc}{parts.path}"
        if not parts.query:
            return [path]
        return [path + quote(f"?{parts.query}", safe=""), f"{path}?{parts.query}"]

    def urls(self) -> Iterator[str]:
        """Addresses the mirror's manifest names: a server is not listed."""
        return self.manifest.urls()


def mirror_of(made: requests.Session) -> FolderMirror | UrlMirror | None:
    """The mirror behind a session, or None when it asks the publishers."""
    adapter = made.get_adapter("https://")
    return adapter if isinstance(adapter, FolderMirror | UrlMirror) else None


def json_of(made: requests.Session, url: str) -> dict:
    """A small JSON document; Unavailable when the publisher does not have it."""
    answer = made.get(url, timeout=TIMEOUT)
    if answer.status_code != requests.codes.ok:
        raise Unavailable(f"{url}: answered {answer.status_code}")
    return answer.json()


def _range_start(header: str | None) -> int:
    return int(header.removeprefix("bytes=").partition("-")[0]) if header else 0


def _response(request, status: int, body, headers: dict) -> requests.Response:
    made = requests.Response()
    made.status_code = status
    made.headers = requests.structures.CaseInsensitiveDict(headers)
    made.url = request.url
    made.request = request
    made.raw = HTTPResponse(body=body, status=status, headers=headers, preload_content=False)
    return made
