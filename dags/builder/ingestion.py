"""One DAG per source: for each of its resources, fetch what changed, then load each file that did."""

from airflow.sdk import DAG, Param, TaskGroup, task

from dags.builder import owner, pages, steps
from dags.builder.assets import raw_asset
from dags.builder.limits import FETCH, FETCH_LARGE, LOAD, LOAD_LARGE
from dags.builder.timing import cron
from ingestion.declaration import Resource, Source
from ingestion.registry import source as declared


def ingestion_dag(source_name: str) -> DAG:
    """DAG of a declared source, named like it. Raises KeyError for a source nobody declared."""
    source = declared(source_name)
    with DAG(
        dag_id=source.name,
        description=source.title,
        schedule=cron(source.schedule),
        catchup=False,
        max_active_runs=1,
        tags=["ingestion", source.producer],
        doc_md=pages.source(source) + owner.what_to_do(*owner.OF_A_SOURCE),
        owner_links=owner.links(),
        default_args=owner.answers(),
        params=_params(source),
    ) as dag:
        for resource in source.resources:
            _walk(source, resource)
    return dag


def _params(source: Source) -> dict[str, Param]:
    """What may be asked of a run that somebody triggers."""
    names = [steps.ALL, *(resource.name for resource in source.resources)]
    return {
        "resource": Param(steps.ALL, enum=names, title="Resource", description="The only one to ask for."),
        "vintage": Param(
            None,
            type=["null", "string"],
            title="Vintage",
            description="The only one to ask for, as the list of vintages writes it; files whose address tells none are asked for as well.",
        ),
        "load_again": Param(
            False,
            type="boolean",
            title="Load again",
            description="Loads what stands once more, from the landing area where the publisher's file is the same.",
        ),
        "accept_fewer_rows": Param(
            False,
            type="boolean",
            title="Accept fewer rows",
            description="Lets a file stand that lost more rows than is tolerated: when the publisher really dropped them.",
        ),
    }


def _walk(source: Source, resource: Resource) -> None:
    asset = raw_asset(resource.raw_table)
    doc = pages.resource(resource)
    fetching, loading = (FETCH_LARGE, LOAD_LARGE) if resource.is_large else (FETCH, LOAD)
    with TaskGroup(resource.name, tooltip=resource.title):
        changed = task(task_id="fetch", doc_md=doc, **fetching)(steps.fetch)(source.name, resource.name)
        load = task(
            task_id="load", doc_md=doc, outlets=[asset], map_index_template="{{ vintage }}", **loading
        )(steps.load)
        load.expand(landed=changed)
