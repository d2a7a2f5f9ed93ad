"""From a resource to the addresses of its vintages, without reading a month out of a title.

Known addresses are declared; others are found by pattern in a mirror or in the publisher's catalogue;
`PUBLISHER_URL__<SOURCE>__<RESOURCE>[__<VINTAGE>]` in the environment overrides or adds one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

import requests

from ingestion.declaration import File, Resource, Source
from ingestion.errors import Unavailable
from ingestion.web import FolderMirror, json_of, mirror_of


def locate(source: Source, resource: Resource, http: requests.Session, env: Mapping[str, str]) -> list[File]:
    """Files to ask for, newest vintage first, at most `keep` of those whose vintage the address tells."""
    declared = _declared(resource, http)
    found = {file.vintage: file for file in reversed(declared)}
    for url, vintage in _listed(resource, http):
        for place in resource.places:
            if (file := place.match(url, vintage)) and file.vintage not in found:
                found[file.vintage] = file
    for vintage, url in _overrides(source, resource, env).items():
        like = found.get(vintage) or declared[0]
        # Asked for though its year is closed; what the publisher counts is not about another address.
        found[vintage] = replace(like, url=url, vintage=vintage, count=None, is_final=False)
    return sorted(found.values(), key=lambda file: file.vintage or "", reverse=True)


def _declared(resource: Resource, http: requests.Session) -> list[File]:
    """Declared addresses; of a series, a folder is asked only for the years it holds, and the newest."""
    mirror, declared = mirror_of(http), resource.declared_files(date.today())
    if resource.series is None or not isinstance(mirror, FolderMirror):
        return list(declared)
    series = declared[len(resource.files) :]
    return [*resource.files, *(f for f in series if f is series[0] or mirror.holds(f.url))]


def _listed(resource: Resource, http: requests.Session) -> Iterable[tuple[str, str | None]]:
    """Addresses among which new vintages may be, in the mirror or the catalogue, with the vintage told there."""
    if mirror := mirror_of(http):
        return [(url, mirror.manifest.vintage(url)) for url in mirror.urls()]
    if not resource.catalogue:
        return []
    try:
        return [(entry["url"], None) for entry in json_of(http, resource.catalogue)["resources"]]
    except (Unavailable, requests.RequestException, KeyError, ValueError):
        return []  # the declared addresses remain


def _overrides(source: Source, resource: Resource, env: Mapping[str, str]) -> dict[str | None, str]:
    prefix = f"PUBLISHER_URL__{source.name}__{resource.name}".upper()
    return {
        name[len(prefix) :].removeprefix("__").replace("_", "-") or None: url
        for name, url in env.items()
        if name == prefix or name.startswith(f"{prefix}__")
    }
