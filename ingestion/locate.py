"""From a resource to the addresses of its vintages, without reading a month out of a title.

Known addresses are declared; others are found by pattern in a mirror or in the publisher's catalogue;
`PUBLISHER_URL__<SOURCE>__<RESOURCE>[__<VINTAGE>]` in the environment overrides or adds one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import requests

from ingestion import digests
from ingestion.days import paris_today
from ingestion.declaration import File, Resource, Source
from ingestion.errors import Unavailable
from ingestion.web import FolderMirror, json_of, mirror_of


@dataclass(frozen=True)
class Listed:
    """An address that a mirror or a catalogue lists; `number` is the resource's own in data.gouv's catalogue."""

    url: str
    vintage: str | None
    digest: str | None = None
    number: str = ""


def locate(source: Source, resource: Resource, http: requests.Session, env: Mapping[str, str]) -> list[File]:
    """Files to ask for, newest vintage first, at most `keep` of those whose vintage the address tells."""
    declared = _declared(resource, http)
    listed = list(_listed(resource, http))
    found = {file.vintage: _vouched(file, listed) for file in reversed(declared)}
    for entry in listed:
        for place in resource.places:
            if (file := place.match(entry.url, entry.vintage)) and file.vintage not in found:
                found[file.vintage] = replace(file, digest=entry.digest)
    for vintage, url in _overrides(source, resource, env).items():
        like = found.get(vintage) or declared[0]
        # Asked for though its year is closed; what the publisher counts is not about another address.
        found[vintage] = replace(like, url=url, vintage=vintage, count=None, digest=None, is_final=False)
    return sorted(found.values(), key=lambda file: file.vintage or "", reverse=True)


def _declared(resource: Resource, http: requests.Session) -> list[File]:
    """Declared addresses; of a series, a folder is asked only for the years it holds, and the newest."""
    mirror, declared = mirror_of(http), resource.declared_files(paris_today())
    if resource.series is None or not isinstance(mirror, FolderMirror):
        return list(declared)
    series = declared[len(resource.files) :]
    return [*resource.files, *(f for f in series if f is series[0] or mirror.holds(f.url))]


def _vouched(file: File, listed: Iterable[Listed]) -> File:
    """A declared file with the digest that a catalogue tells of it, by its address or its stable number."""
    names = (file.url, file.url.rpartition("/")[2])
    told = next(
        (entry.digest for entry in listed if entry.digest and {entry.url, entry.number} & {*names}), None
    )
    return replace(file, digest=told) if told else file


def _listed(resource: Resource, http: requests.Session) -> Iterable[Listed]:
    """Addresses among which new vintages may be, in the mirror or the catalogue, with what is told of them there."""
    if mirror := mirror_of(http):
        return [Listed(url, mirror.manifest.vintage(url)) for url in mirror.urls()]
    if not resource.catalogue:
        return []
    try:
        entries = json_of(http, resource.catalogue)["resources"]
        return [
            _entry(entry)
            for entry in entries
            if isinstance(entry, dict) and isinstance(entry.get("url"), str)
        ]
    except (Unavailable, requests.RequestException, KeyError, TypeError, ValueError):
        return []  # the declared addresses remain


def _entry(entry: Mapping[str, Any]) -> Listed:
    """A resource of data.gouv's catalogue; what it tells of files that others keep may be older than they are."""
    checksum, digest = entry.get("checksum"), None
    if isinstance(checksum, dict) and entry.get("filetype", "file") == "file":
        digest = digests.of_catalogue(str(checksum.get("type", "")), str(checksum.get("value", "")))
    return Listed(entry["url"], None, digest, str(entry.get("id", "")))


def _overrides(source: Source, resource: Resource, env: Mapping[str, str]) -> dict[str | None, str]:
    prefix = f"PUBLISHER_URL__{source.name}__{resource.name}".upper()
    return {
        name[len(prefix) :].removeprefix("__").replace("_", "-") or None: url
        for name, url in env.items()
        if name == prefix or name.startswith(f"{prefix}__")
    }
