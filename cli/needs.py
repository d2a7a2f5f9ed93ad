"""Which secrets each of Airflow's components needs: it is given no other, here and in docker-compose.yml (ADR 34)."""

from collections.abc import Mapping

METADATA = frozenset({"AIRFLOW__DATABASE__SQL_ALCHEMY_CONN", "AIRFLOW__CORE__FERNET_KEY"})
# Who may act as a task, and who is logged in.
SIGNING = frozenset({"AIRFLOW__API_AUTH__JWT_SECRET"})
SESSIONS = frozenset({"AIRFLOW__API__SECRET_KEY"})
# What tasks work with: their logins in the warehouse.
JOBS = frozenset(
    {
        "LOADER_PASSWORD",
        "TRANSFORMER_PASSWORD",
        "RELEASER_PASSWORD",
        "BI_READER_PASSWORD",
        "ANALYST_PASSWORD",
        "DBT_PG_PASSWORD",
    }
)
# By which somebody is told that a task failed. When the task died with its machine, the DAG processor tells it.
CHANNELS = frozenset({"ACTE2_NOTIFY"})
# Tasks handed to other machines, and what they answered; nothing of Airflow's own database.
BROKER = frozenset({"AIRFLOW__CELERY__BROKER_URL", "AIRFLOW__CELERY__RESULT_BACKEND"})
# The object store that machines share: files, sites, and logs of tasks.
STORE = frozenset({"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"})
ALL = METADATA | SIGNING | SESSIONS | JOBS | CHANNELS | BROKER | STORE

NEEDS: dict[str, frozenset[str]] = {
    # It shows the logs of tasks, the triggerer writes some.
    "api-server": METADATA | SIGNING | SESSIONS | STORE,
    # With the local executor its tasks are forks of it.
    "scheduler": METADATA | SIGNING | BROKER | JOBS | CHANNELS | STORE,
    "dag-processor": METADATA | CHANNELS,
    "triggerer": METADATA | STORE,
    "worker": JOBS | CHANNELS | BROKER | STORE,
    "readers": frozenset({"RELEASER_PASSWORD"}),
    "upkeep": METADATA,
    # Beside Airflow, in containers: what prepares all of it, and the dashboards.
    "init": METADATA | JOBS,
    "superset": frozenset({"BI_READER_PASSWORD"}),
}


def given_to(component: str, env: Mapping[str, str]) -> dict[str, str]:
    """What of an environment a component is given; one that is not in the table is given no secret."""
    return {name: value for name, value in env.items() if name not in ALL - NEEDS.get(component, frozenset())}
