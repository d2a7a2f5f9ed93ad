"""dbt that keeps its sessions, makes nothing that nobody reads, and does not look at itself: `python -m warehouse.thrifty_dbt …` is `dbt …`.

dbt-postgres ends a session with each model and test, and opens another: of a build's thousand, each reads the server's
catalogue anew. Nothing that a session keeps decides what a node writes: dbt names relations in full, and what a node left
open is rolled back. A start of dbt asks for each of its flags which module asked, which in a process of many modules
takes half a second, and is told in one warning only. It makes a message of each event, of which nearly all are for a log
of debugging that a task does not keep; and for each answer of the server a guess at types, with a calendar in which nothing
is looked up. Together a sixth of what dbt itself takes for a build.
"""

import sys
from collections.abc import Callable, Iterable
from functools import lru_cache, wraps
from typing import Any

from warehouse import garbage

Makes = Callable[..., Any]


def apply(_context: object = None) -> None:
    """Let dbt, in this process, go on with the session that a thread has, unless it broke; and spare what nobody reads."""
    from dbt.adapters.postgres.connections import PostgresConnectionManager  # noqa: PLC0415
    from dbt_common.behavior_flags import BehaviorFlagRendered  # noqa: PLC0415
    from dbt_common.clients import agate_helper  # noqa: PLC0415
    from dbt_common.events.event_manager import EventManager  # noqa: PLC0415

    garbage.seldom()
    PostgresConnectionManager.release = _release  # type: ignore[assignment,method-assign]
    BehaviorFlagRendered._default_source = staticmethod(lambda: "dbt")  # type: ignore[method-assign]
    for owner, name, sparing in (
        (EventManager, "fire_event", _heard),
        (agate_helper, "build_type_tester", _once),
    ):
        if not hasattr(getattr(owner, name), "__wrapped__"):
            setattr(owner, name, sparing(getattr(owner, name)))


def _release(manager: Any) -> None:
    """In the place of dbt's own: the end of a node. What the node left open, a read's transaction too, is rolled back."""
    session = manager.get_if_exists()
    if session is None:
        return
    if session.state == "open":
        manager._rollback_handle(session)
        session.transaction_open = False
    if session.state != "open" or session.handle.closed:
        manager.close(session)


def _heard(fire: Makes) -> Makes:
    """dbt's way to tell an event, but for those of debugging where no log takes them."""

    @wraps(fire)
    def fire_if_heard(manager: Any, event: Any, level: Any = None, *more: Any, **named: Any) -> None:
        if (level or event.level_tag()) != "debug" or any(log.level == "debug" for log in manager.loggers):
            fire(manager, event, level, *more, **named)

    return fire_if_heard


def _once(build: Makes) -> Makes:
    """dbt's guess at the types of an answer, made once for the same columns: threads share dbt's own of no columns as well."""
    built = lru_cache(build)

    @wraps(build)
    def build_once(
        text_columns: Iterable[str], string_null_values: Iterable[str] | None = ("null", "")
    ) -> Any:
        return built(
            frozenset(text_columns), None if string_null_values is None else tuple(string_null_values)
        )

    return build_once


if __name__ == "__main__":
    from dbt.cli.main import cli

    apply()
    sys.exit(cli())
