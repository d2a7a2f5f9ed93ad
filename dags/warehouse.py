"""From raw tables to what readers see: build, check, release, document. An Airflow DAG."""

from typing import Any

from airflow.sdk import DAG, AssetOrTimeSchedule, Param, task

from dags.builder import alarm, build, dbt, owner
from dags.builder.assets import MARTS, any_raw_asset
from dags.builder.limits import BUILT, PATIENCE
from dags.builder.settle import Settle
from dags.builder.timing import cron
from ingestion.registry import names

DOC = """
# Warehouse

Runs when any raw table changed. It waits until no source is being loaded, ends at once when what stands in
`raw` is released already, else prepares what town centres and peer groups are drawn from, draws those that are
missing, builds the marts aside, checks them, and lets readers see them all at once.
The morning run repairs a build that failed: nothing else would start it again before the next publication.
"""

with DAG(
    dag_id="warehouse",
    description="Build, check, release and document the marts",
    schedule=AssetOrTimeSchedule(timetable=cron("15 7 * * *"), assets=any_raw_asset()),
    catchup=False,
    max_active_runs=1,
    tags=["warehouse"],
    doc_md=DOC + owner.what_to_do(*owner.OF_THE_BUILD),
    owner_links=owner.links(),
    default_args={**BUILT, **owner.answers()},
    params={
        "full": Param(
            False, type="boolean", title="Full", description="Builds and checks all, whatever stands."
        )
    },
) as dag:
    settle = Settle(
        task_id="settle",
        dags=list(names()),
        patience=PATIENCE,
        execution_timeout=PATIENCE,
    )
    # A task's call gives what it will return, which no type checker knows.
    fingerprint: Any = task.short_circuit(task_id="changed")(build.changed)()
    prepared, models, tested = dbt.prepare(), dbt.models(), dbt.tests()
    peers = task(task_id="peer_groups")(build.peer_groups)()
    centres: Any = task(task_id="town_centres")(build.town_centres)()
    suite = task(task_id="marts_suite")(build.marts_suite)()
    released = task(task_id="release", outlets=[MARTS])(build.release)(fingerprint, centres)
    settle >> fingerprint >> prepared >> peers >> centres >> models >> tested >> suite >> released
    released >> [
        task(task_id="town_centres_site")(build.town_centres_site)(centres),
        task(task_id="towns_site")(build.towns_site)(),
        task(task_id="dbt_docs")(build.dbt_docs)(),
        task(task_id="data_docs")(build.data_docs)(),
        task(task_id="look")(alarm.watch)(is_deadline=False),
    ]
