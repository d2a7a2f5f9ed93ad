"""From an address to a whole file on this disk: asked for under a condition, streamed, resumed."""

import errno
import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import requests
from urllib3.exceptions import HTTPError

from ingestion.errors import Incomplete, IngestionError, NoSpace, Unavailable
from ingestion.web import TIMEOUT

ATTEMPTS = 5
PAUSE_S = 1.0
_CHUNK = 1 << 20
_BROKEN = (requests.ConnectionError, requests.Timeout, requests.exceptions.ChunkedEncodingError, HTTPError)

Progress = Callable[[int, int | None], None]


@dataclass(frozen=True)
class Validators:
    """What a server sent with a file, and is asked with whether it changed."""

    etag: str | None
    last_modified: str | None


def ask(
    http: requests.Session, url: str, validators: Validators | None = None, start: int = 0
) -> requests.Response:
    """The publisher's answer, body not yet read; raises when it is neither the file nor 304."""
    headers = {"Accept-Encoding": "identity"}
    if validators and validators.etag:
        headers["If-None-Match"] = validators.etag
    elif validators and validators.last_modified:
        headers["If-Modified-Since"] = validators.last_modified
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
    url, etag = str(answer.request.url), answer.headers.get("ETag")
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
            answer = ask(http, url, start=start)
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


def name_of(url: str) -> str:
    """File name of an address, without query."""
    return Path(urlsplit(url).path).name or "file"
