"""Files without an address of the publisher's: users put them into the mirror, or into a folder laid out like one."""

from collections.abc import Iterable
from pathlib import Path

from ingestion import mirror_layout
from ingestion.days import paris_today
from ingestion.declaration import Resource, Source
from warehouse.settings import PUBLISHER_URL, Settings


def mirror_for(source: Source, resource: Resource, settings: Settings) -> str | None:
    """The mirror that answers for a resource; None for the publishers.

    For one whose files are given it is the folder GIVEN where that holds one of them, else the mirror; the publisher
    is asked only at an address that the user told.
    """
    if not resource.is_given or is_told(source, resource, settings.publisher_urls):
        return settings.mirror
    if settings.mirror is None or _holds(settings.given, resource):
        return str(settings.given)
    return settings.mirror


def is_told(source: Source, resource: Resource, addresses: Iterable[str]) -> bool:
    """Whether the user told an address of the resource: `addresses` are names of variables PUBLISHER_URL__…"""
    prefix = f"{PUBLISHER_URL}{source.name}__{resource.name}".upper()
    return any(name == prefix or name.startswith(f"{prefix}__") for name in addresses)


def not_given(source: Source, resource: Resource) -> str:
    """What to say when nobody gave the file, and what to do."""
    example = mirror_layout.place(resource.declared_files(paris_today())[0].url)
    return (
        f"not given: no address of the publisher's is known. Get the file from {source.homepage} and put it into the "
        f"folder GIVEN, or the mirror, as {example}"
    )


def _holds(folder: Path, resource: Resource) -> bool:
    declared = {file.url for file in resource.declared_files(paris_today())}
    return any(
        url in declared or any(place.match(url) for place in resource.places)
        for url in mirror_layout.urls(folder)
    )
