"""The morning's look: late sources, and what was loaded at night but is not released. An Airflow DAG."""

from airflow.sdk import DAG, task

from dags.builder import alarm, owner
from dags.builder.limits import BUILT
from dags.builder.timing import cron

DOC = """
# Watch

At half past eight, Paris time, before offices open: tells, once each, which sources are late (`quality.source_freshness`) and
whether what was loaded by then is still not released. Nobody is told unless `ACTE2_NOTIFY` says who. What each message means
and what to do is in `docs/operations.md`, under Alarms.
"""

with DAG(
    dag_id="watch",
    description="Tell what is late when offices open",
    schedule=cron("30 8 * * *"),
    catchup=False,
    max_active_runs=1,
    tags=["warehouse"],
    doc_md=DOC + owner.what_to_do("Alarms"),
    owner_links=owner.links(),
    default_args={**BUILT, **owner.answers()},
) as dag:
    task(task_id="look")(alarm.watch)(is_deadline=True)
