"""Which vintage a file is of: what its address, a mirror's manifest or a date tells, admitted when it is one."""

import requests

from ingestion.declaration import File, Resource
from ingestion.documents import publication_day
from ingestion.errors import VintageInside, VintageRefused, VintageUnknown
from ingestion.vintage import Vintage, admit
from ingestion.web import mirror_of, published_on


def vintage_of(http: requests.Session, resource: Resource, file: File, answer: requests.Response) -> Vintage:
    """Vintage told by the address or a mirror's manifest, else by the publication date.

    Raises VintageUnknown when nothing tells it, VintageInside when the file itself will, VintageRefused when what is
    told is none.
    """
    mirror = mirror_of(http)
    told = file.vintage or (mirror.manifest.vintage(file.url) if mirror else None)
    if told:
        return admitted(resource, file, told)
    if file.inside:
        raise VintageInside(f"{file.url}: its column {file.inside.column} tells its vintage.")
    published = published_on(answer.headers) or publication_day(http, file)
    if published is None:
        raise VintageUnknown(
            f"{file.url}: neither the address nor a Last-Modified header tells its vintage. In a mirror, add a "
            "line url,last_modified to manifest.csv."
        )
    return admitted(resource, file, resource.vintage_of(published))


def admitted(resource: Resource, file: File, told: str) -> Vintage:
    """What is told of a file's vintage, when it is one. Raises VintageRefused."""
    try:
        return admit(resource, told)
    except VintageRefused as error:
        raise VintageRefused(f"{file.url}: {error}") from error
