"""The wait for the loads, so that one build serves them all."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

from airflow.sdk import BaseOperator
from airflow.triggers.base import BaseTrigger, TriggerEvent
from asgiref.sync import sync_to_async

LOOK_EVERY_S = 2.0
UNFINISHED = ["queued", "running"]


def are_busy(dags: list[str]) -> bool:
    """Whether one of these DAGs has a run queued or running; asked within a task or a trigger."""
    from airflow.sdk.execution_time.task_runner import RuntimeTaskInstance  # noqa: PLC0415

    count = RuntimeTaskInstance.get_dr_count
    return any(count(dag_id=dag, states=UNFINISHED) for dag in dags)


class SettledTrigger(BaseTrigger):
    """Fires when none of these DAGs has a run queued or running.

    Waits in the triggerer, where it holds no slot. A sensor that is rescheduled every few seconds fails on a
    busy machine: its next look is queued before Airflow has seen the last one end.
    """

    def __init__(self, dags: list[str]) -> None:
        super().__init__()
        self.dags = dags

    def serialize(self) -> tuple[str, dict[str, Any]]:
        """What Airflow keeps to make it again."""
        return "dags.builder.settle.SettledTrigger", {"dags": self.dags}

    async def run(self) -> AsyncIterator[TriggerEvent]:
        """One event, when all is quiet; the first look is after a moment, so that the task has ended."""
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            if not await sync_to_async(are_busy)(self.dags):
                break
        yield TriggerEvent("settled")


class Settle(BaseOperator):
    """Ends when no run of `dags` is queued or running; fails after `patience`."""

    def __init__(self, *, dags: list[str], patience: timedelta, **given: Any) -> None:
        super().__init__(**given)
        self.dags, self.patience = dags, patience

    def execute(self, context: Any) -> None:
        """Hand the wait over to the triggerer, where there is one."""
        if are_busy(self.dags):
            self.defer(trigger=SettledTrigger(self.dags), method_name="settled", timeout=self.patience)

    def settled(self, context: Any, event: Any = None) -> None:
        """All is quiet."""
