"""One DAG per source: for each of its resources, fetch what changed, then load each file that did."""

from airflow.sdk import DAG, TaskGroup, task

from dags.builder import pages, steps
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
        doc_md=pages.source(source),
    ) as dag:
        for resource in source.resources:
            _walk(source, resource)
    return dag


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
