"""Somebody is told: of a task that failed for good, and of what a look at the warehouse finds."""

from typing import Any

from airflow.sdk import BaseNotifier

from warehouse.settings import Settings


class TellOfFailure(BaseNotifier):
    """One message for a task that failed and is not tried again: what, why, and its log."""

    def notify(self, context: Any) -> None:
        """Called by Airflow, in the task's process; in the DAG processor's when the task died with its machine."""
        from alarms import tell, words  # noqa: PLC0415

        task = context["ti"]
        name = task.task_id if task.map_index < 0 else f"{task.task_id}[{task.map_index}]"
        alarm = words.failure(
            task.dag_id, name, task.run_id, str(context.get("exception") or ""), task.log_url
        )
        tell.at_once(Settings.from_env(), alarm)


def watch(is_deadline: bool) -> None:
    """Look for what is late or unusual, and tell what nobody was told of."""
    from alarms import look, tell  # noqa: PLC0415

    settings = Settings.from_env()
    look.look(settings, is_deadline)
    tell.tell(settings)
