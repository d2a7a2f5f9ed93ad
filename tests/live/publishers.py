"""How each publisher answers, by what `shared/sources/*.md` and their servers' kinds tell; files are a mirror's."""

import gzip
import hashlib
import json
import re
import zlib
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from email.utils import format_datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from ingestion import mirror_layout
from ingestion.days import PARIS
from ingestion.declaration import Resource
from ingestion.locate import locate
from ingestion.mirror_layout import Manifest
from ingestion.registry import sources
from ingestion.web import session

JSON = "application/json"
_STABLE = re.compile(r"https://www\.data\.gouv\.fr/(?:api/1|fr)/datasets/r/([0-9a-f-]+)")
_STORED = re.compile(r"https://static\.data\.gouv\.fr/resources/rehearsal/[0-9-]+/([0-9a-f-]+)\.\w+")


@dataclass
class Answer:
    """Status, headers and body; `is_chunked`: sent in chunks, its length not told."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    is_chunked: bool = False


def absent(status: int = 404) -> Answer:
    return Answer(status, {"Content-Type": "text/html"}, b"<!DOCTYPE html><title>Not found</title>")


@dataclass
class Publishers:
    """All of them, over the files of a folder; `asked` counts answers by host and status, `ranges` resumed ones.

    The first transfer of each address in `breaking` ends half way.
    """

    mirror: Path
    asked: Counter[tuple[str, int]] = field(default_factory=Counter)
    ranges: list[str] = field(default_factory=list)
    breaking: set[str] = field(default_factory=set)

    @property
    def hosts(self) -> list[str]:
        """Names under which they answer."""
        declared = {url.split("/")[2] for resource in self._resources for url in _addresses(resource)}
        return sorted(declared | {url.split("/")[2] for url in mirror_layout.urls(self.mirror)})

    @property
    def overrides(self) -> dict[str, str]:
        """Addresses that only a mirror's listing tells, as whoever runs LIVE gives them to the product."""
        found, http = {}, session(str(self.mirror))
        for source in sources():
            for resource in source.resources:
                if resource.catalogue:
                    continue
                known = set() if resource.is_given else set(_addresses(resource))
                for file in locate(source, resource, http, {}):
                    if file.url not in known:
                        vintage = (file.vintage or "").replace("-", "_")
                        found[f"PUBLISHER_URL__{source.name}__{resource.name}__{vintage}".upper()] = file.url
        return found

    def answer(self, url: str, asked: Mapping[str, str]) -> Answer:
        """What is answered to a GET."""
        host = url.split("/")[2]
        answer = _SPEAK.get(host, _static)(self, url, asked)
        self.asked[host, answer.status] += 1
        if answer.status == 206:
            self.ranges.append(url)
        return answer

    def breaks(self, url: str) -> bool:
        """Whether this transfer ends half way; only the first does."""
        is_so = url in self.breaking
        self.breaking.discard(url)
        return is_so

    def file(self, url: str) -> bytes | None:
        path = mirror_layout.find(self.mirror, url)
        return path.read_bytes() if path else None

    def published(self, url: str) -> datetime:
        """Half past midnight in Paris of the day that the mirror tells: the day before, in Greenwich."""
        modified = self._manifest.last_modified(url)
        day = modified.astimezone(PARIS).date() if modified else date(2026, 1, 2)
        return datetime.combine(day, time(0, 30), PARIS).astimezone(UTC)

    def catalogue(self, url: str) -> dict[str, Any] | None:
        """data.gouv's page of a data set, with every file of the mirror that its declaration knows."""
        resource = next((one for one in self._resources if one.catalogue == url), None)
        if resource is None:
            return None
        urls = [url for url in mirror_layout.urls(self.mirror) if _knows(resource, url)]
        return {"resources": [self._entry(url) for url in sorted(urls)]}

    def _entry(self, url: str) -> dict[str, Any]:
        body = self.file(url) or b""
        checksum = {"type": "sha1", "value": hashlib.sha1(body, usedforsecurity=False).hexdigest()}
        return {"id": url.rpartition("/")[2], "url": url, "filesize": len(body), "checksum": checksum}

    @cached_property
    def _manifest(self) -> Manifest:
        return Manifest.of_folder(self.mirror)

    @cached_property
    def _resources(self) -> list[Resource]:
        return [resource for source in sources() for resource in source.resources]


def _addresses(resource: Resource) -> list[str]:
    files = (*resource.declared_files(date.today()), *resource.fallbacks)
    told = [told.url for file in files for told in (file.count, file.dated) if told]
    return [*(file.url for file in files), *told, *([resource.catalogue] if resource.catalogue else [])]


def _knows(resource: Resource, url: str) -> bool:
    return url in _addresses(resource) or any(place.match(url) for place in resource.places)


def _static(publishers: Publishers, url: str, asked: Mapping[str, str]) -> Answer:
    """A web server over files: strong ETag, date, ranges under a condition."""
    body = publishers.file(url)
    return (
        absent()
        if body is None
        else _ranged(body, asked, publishers.published(url), f'"{zlib.crc32(body):x}"')
    )


def _store(publishers: Publishers, url: str, asked: Mapping[str, str]) -> Answer:
    """An object store: its ETag is the MD5 of the bytes. What data.gouv's numbers lead to lies there too."""
    stored = _STORED.fullmatch(url)
    kept = _of_number(publishers, stored[1]) if stored else url
    body = publishers.file(kept) if kept else None
    if kept is None or body is None:
        return absent()
    answer = _ranged(
        body, asked, publishers.published(kept), f'"{hashlib.md5(body, usedforsecurity=False).hexdigest()}"'
    )
    answer.headers["x-amz-request-id"] = "tx0000rehearsal"
    return answer


def _data_gouv(publishers: Publishers, url: str, asked: Mapping[str, str]) -> Answer:
    """A resource's number leads to its dated file; a data set's page lists what there is."""
    if stable := _STABLE.fullmatch(url):
        if publishers.file(url) is None:
            return absent()
        stamp = publishers.published(url).strftime("%Y%m%d-%H%M%S")
        there = f"https://static.data.gouv.fr/resources/rehearsal/{stamp}/{stable[1]}.bin"
        return Answer(302, {"Location": there})
    page = publishers.catalogue(url)
    return absent() if page is None else Answer(200, {"Content-Type": JSON}, json.dumps(page).encode())


def _of_number(publishers: Publishers, number: str) -> str | None:
    urls = (f"https://www.data.gouv.fr/{way}/datasets/r/{number}" for way in ("api/1", "fr"))
    return next((url for url in urls if publishers.file(url) is not None), None)


def _ods(publishers: Publishers, url: str, asked: Mapping[str, str]) -> Answer:
    """Opendatasoft: exports in chunks, nothing told of them; records count; a page dates the data set."""
    dataset, _, rest = url.partition("/exports/")
    if rest:
        body = publishers.file(url)
        return absent() if body is None else Answer(200, {}, body, is_chunked=True)
    dataset, _, rest = url.partition("/records?")
    if not rest:
        modified = max(_exports(publishers, dataset), default=None)
        if modified is None:
            return absent()
        page = {"metas": {"default": {"modified": modified.isoformat()}}}
        return Answer(200, {"Content-Type": JSON}, json.dumps(page).encode())
    kept = publishers.file(url)
    counted = kept or json.dumps({"total_count": _rows(publishers.file(f"{dataset}/exports/csv"))}).encode()
    return Answer(200, {"Content-Type": JSON}, counted, is_chunked=True)


def _exports(publishers: Publishers, dataset: str) -> list[datetime]:
    urls = [f"{dataset}/exports/csv", f"{dataset}/exports/csv?use_labels=true"]
    return [publishers.published(url) for url in urls if publishers.file(url) is not None]


def _rows(body: bytes | None) -> int:
    return body.count(b"\n") - 1 if body else 0


def _insee(publishers: Publishers, url: str, asked: Mapping[str, str]) -> Answer:
    """insee.fr: refuses whoever sends an Origin, and knows no ranges."""
    if asked.get("Origin"):
        return Answer(403)
    body = publishers.file(url)
    if body is None:
        return absent()
    return Answer(200, {"Last-Modified": _http(publishers.published(url))}, body)


def _melodi(publishers: Publishers, url: str, asked: Mapping[str, str]) -> Answer:
    """INSEE's Melodi: 400 for what does not exist; large downloads may be resumed by their date."""
    body = publishers.file(url)
    if body is None:
        return Answer(400, {"Content-Type": JSON}, b'{"message": "unknown file"}')
    return _ranged(body, asked, publishers.published(url), None)


def _made_on_demand(publishers: Publishers, url: str, asked: Mapping[str, str]) -> Answer:
    """DiDo and Grist: written while they are sent, packed when that is asked for; of which day, is told."""
    body = publishers.file(url)
    if body is None:
        return absent()
    headers = {"Last-Modified": _http(publishers.published(url))}
    if "gzip" in asked.get("Accept-Encoding", ""):
        return Answer(200, {**headers, "Content-Encoding": "gzip"}, gzip.compress(body), is_chunked=True)
    return Answer(200, headers, body, is_chunked=True)


def _ranged(body: bytes, asked: Mapping[str, str], published: datetime, etag: str | None) -> Answer:
    modified = _http(published)
    headers = {"Last-Modified": modified, "Accept-Ranges": "bytes", **({"ETag": etag} if etag else {})}
    if etag and asked.get("If-None-Match") == etag:
        return Answer(304, headers)
    if "If-None-Match" not in asked and asked.get("If-Modified-Since") == modified:
        return Answer(304, headers)
    found = re.fullmatch(r"bytes=(\d+)-", asked.get("Range", ""))
    if not found or asked.get("If-Range", etag or modified) not in (etag, modified):
        return Answer(200, headers, body)
    start = int(found[1])
    if start >= len(body):
        return Answer(416, {"Content-Range": f"bytes */{len(body)}"})
    part = f"bytes {start}-{len(body) - 1}/{len(body)}"
    return Answer(206, {**headers, "Content-Range": part}, body[start:])


def _http(when: datetime) -> str:
    return format_datetime(when, usegmt=True)


Speaks = Callable[[Publishers, str, Mapping[str, str]], Answer]
_SPEAK: dict[str, Speaks] = {
    "www.data.gouv.fr": _data_gouv,
    "static.data.gouv.fr": _store,
    "www.insee.fr": _insee,
    "api.insee.fr": _melodi,
    "bodacc-datadila.opendatasoft.com": _ods,
    "open.urssaf.fr": _ods,
    "data.dares.travail-emploi.gouv.fr": _ods,
    "data.statistiques.developpement-durable.gouv.fr": _made_on_demand,
    "grist.numerique.gouv.fr": _made_on_demand,
}
