"""From an address to a whole file in the landing area: conditional, streamed, resumed, checked."""

import errno
import hashlib
import time
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests
from urllib3.exceptions import HTTPError

from ingestion.declaration import File, Resource, Told
from ingestion.errors import Incomplete, IngestionError, NoSpace, Unavailable, VintageUnknown
from ingestion.ledger import Seen
from ingestion.readers import open_reader
from ingestion.web import TIMEOUT, json_of, mirror_of, published_on

ATTEMPTS = 5
PAUSE_S = 1.0
_CHUNK = 1 << 20
_BROKEN = (requests.ConnectionError, requests.Timeout, requests.exceptions.ChunkedEncodingError, HTTPError)

Progress = Callable[[int, int | None], None]


def ask(http: requests.Session, url: str, seen: Seen | None, start: int = 0) -> requests.Response:
    """The publisher's answer, body not yet read; raises when it is neither the file nor 304."""
    headers = {"Accept-Encoding": "identity"}
    if seen and seen.etag:
        headers["If-None-Match"] = seen.etag
    elif seen and seen.last_modified:
        headers["If-Modified-Since"] = seen.last_modified
    if start:
        headers["Range"] = f"bytes={start}-"
    try:
        answer = http.get(url, headers=headers, stream=True, timeout=TIMEOUT)
    except requests.RequestException as error:
        raise IngestionError(
            f"{url}: the publisher cannot be reached ({error}). Tried again at the next run."
        ) from error
    if answer.status_code in (404, 410):
        raise Unavailable(f"{url}: not there (answered {answer.status_code}).")
    if answer.status_code not in (200, 206, 304):
        raise IngestionError(
            f"{url}: the publisher answered {answer.status_code} after several tries. Tried again at the next run."
        )
    return answer


def download(http: requests.Session, answer: requests.Response, folder: Path, progress: Progress) -> Path:
    """Stream the body to a file of `folder`, resuming what an earlier try left; returns its path."""
    url, etag = answer.request.url, answer.headers.get("ETag")
    path = folder / hashlib.sha1(f"{url} {etag}".encode(), usedforsecurity=False).hexdigest()
    if not etag:
        path.unlink(missing_ok=True)
    total = _length(answer)
    for attempt in range(1, ATTEMPTS + 1):
        start = path.stat().st_size if path.exists() else 0
        if start and start == total:
            return path
        if start or attempt > 1:
            answer.close()
            answer = ask(http, url, None, start)
        try:
            _stream(answer, path, total, progress)
            return path
        except _BROKEN as error:
            broken = error
        time.sleep(PAUSE_S * 2 ** (attempt - 1))
    raise Incomplete(
        f"{url}: broke off {ATTEMPTS} times, {path.stat().st_size} of {total or 'unknown'} bytes came ({broken}). "
        "What came is kept; the next run goes on from there."
    )


def _stream(answer: requests.Response, path: Path, total: int | None, progress: Progress) -> None:
    """Append a 206 body, write a 200 body anew."""
    resumed = answer.status_code == requests.codes.partial_content
    try:
        with path.open("ab" if resumed else "wb") as out:
            done = out.tell()
            while chunk := answer.raw.read1(_CHUNK, decode_content=True):
                out.write(chunk)
                done += len(chunk)
                progress(done, total)
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        path.unlink(missing_ok=True)
        raise NoSpace(f"{answer.url}: no space left in {path.parent}. Free some, then run again.") from error
    if total is not None and done != total:
        raise requests.ConnectionError(f"{done} of {total} bytes came")


def _length(answer: requests.Response) -> int | None:
    if answer.headers.get("Content-Encoding") or not answer.headers.get("Content-Length"):
        return None
    length = int(answer.headers["Content-Length"])
    return length + int(answer.headers.get("Content-Range", "bytes 0-").split()[1].partition("-")[0])


def vintage_of(http: requests.Session, resource: Resource, file: File, answer: requests.Response) -> str:
    """Vintage told by the address, else by the publication date."""
    if file.vintage:
        return file.vintage
    published = published_on(answer.headers) or _dated(http, file)
    if published is None:
        raise VintageUnknown(
            f"{file.url}: neither the address nor a Last-Modified header tells its vintage. In a mirror, add a "
            "line url,last_modified to manifest.csv."
        )
    return resource.vintage_of(published)


def _dated(http: requests.Session, file: File) -> date | None:
    text = told(http, file.dated) if file.dated else None
    return datetime.fromisoformat(text).date() if text else None


def counted(http: requests.Session, file: File) -> int | None:
    """Rows the publisher says the file holds, or None when nothing tells."""
    return told(http, file.count) if file.count else None


def told(http: requests.Session, what: Told) -> Any | None:
    """A value of a publisher's JSON document; None when it is not there, or a mirror lacks the document."""
    try:
        value = json_of(http, what.url)
    except Unavailable:
        if mirror_of(http):
            return None
        raise
    except (requests.RequestException, ValueError) as error:
        raise IngestionError(f"{what.url}: cannot be read ({error}). Tried again at the next run.") from error
    for key in what.path:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def checked(path: Path, resource: Resource, file: File) -> tuple[str, int]:
    """SHA-256 and size of a file that opens as what it is declared to be; raises otherwise."""
    open_reader(path, file.format, wanted_headers(resource))
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest(), path.stat().st_size


def wanted_headers(resource: Resource) -> tuple[str, ...]:
    """Headers by which a workbook's header row is recognised."""
    return tuple(
        c.header for c in resource.columns if c.required and not c.header.startswith(("re:", "group:"))
    )


def name_of(url: str) -> str:
    """File name of an address, without query."""
    return Path(urlsplit(url).path).name or "file"
