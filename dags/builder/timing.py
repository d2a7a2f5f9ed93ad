"""When a DAG runs by itself."""

from datetime import timedelta

from airflow.sdk import CronTriggerTimetable

PARIS = "Europe/Paris"


def cron(expression: str) -> CronTriggerTimetable:
    """The hours of `expression` in Paris; being switched on is no reason to run for an hour that is past."""
    # Left to itself, Airflow makes up for a missed hour when it is recent: 3 days ago for a monthly one.
    return CronTriggerTimetable(expression, timezone=PARIS, run_immediately=timedelta(0))
