"""The way of a row, from a publisher's address to a partition of `raw`: what the DAGs call.

`fetch` asks for every vintage of a resource and returns what changed, as JSON-able descriptions; `load`
takes one of them through reading, checking, copying, promising and publishing.
"""

from dataclasses import asdict

from ingestion.attempt import failing
from ingestion.border import border
from ingestion.landed import Json, Landed, as_json, of_json, plain
from ingestion.lander import WHAT_CHANGED, Lander, Unchanged, Wanted
from ingestion.loader import Loader, Promising, Published
from ingestion.registry import find
from ingestion.tables import ensure
from warehouse.connect import connect
from warehouse.ops import loads
from warehouse.roles import Role
from warehouse.settings import Settings


def fetch(
    source_name: str,
    resource_name: str,
    settings: Settings,
    dag_run_id: str | None = None,
    wanted: Wanted = WHAT_CHANGED,
) -> list[Json]:
    """What changed at the publisher since it was last published, or what is `wanted`, one description per file.

    A file that could not be had is in the list with its `error`, so that its load fails alone and the
    others go on; a file the publisher does not have is only noted in `ops.load`.
    """
    source, resource = find(source_name, resource_name)
    with (
        connect(
            settings, Role.LOADER, autocommit=True, application_name=f"acte2 fetch {resource_name}"
        ) as db,
        border(f"{source_name} {resource_name}"),
    ):
        ensure(db, source, resource)
        lander = Lander(settings, db, source, resource, wanted)
        return [as_json(found) for found in lander.land_all(dag_run_id)]


def load(described: Json, settings: Settings, promising: Promising) -> Json:
    """Take one description returned by `fetch` to its partition; raises IngestionError."""
    found = of_json(described)
    with connect(
        settings, Role.LOADER, autocommit=True, application_name=f"acte2 load {found.resource}"
    ) as db:
        source, resource = find(found.source, found.resource)
        loads.begin_load(db, found.load_id)
        with failing(db, found.load_id, found.file.url):
            landed = (
                found
                if isinstance(found, Landed)
                else Lander(settings, db, source, resource).land_again(found)
            )
            if isinstance(landed, Unchanged):
                published = Published(resource.raw_table, landed.vintage, landed.rows, 0, landed.sha256)
            else:
                published = Loader(settings, db, resource).load(landed, promising)
            return plain(asdict(published))
