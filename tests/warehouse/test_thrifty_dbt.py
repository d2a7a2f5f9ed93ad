"""dbt's sessions are kept while they are sound; what nobody reads is not made."""

from types import SimpleNamespace

import pytest
from dbt.adapters.postgres.connections import PostgresConnectionManager
from dbt_common.clients import agate_helper
from dbt_common.events.base_types import EventLevel
from dbt_common.events.event_manager import EventManager
from dbt_common.events.types import Note

from warehouse import thrifty_dbt


class Handle:
    """A session's connection, which may break when its transaction is rolled back."""

    def __init__(self, breaks: bool = False) -> None:
        self.breaks, self.closed, self.rolled_back = breaks, 0, 0

    def rollback(self) -> None:
        self.rolled_back += 1
        if self.breaks:
            self.closed = 2
            raise OSError("the server is gone")

    def close(self) -> None:
        self.closed = 1


@pytest.fixture
def released(monkeypatch: pytest.MonkeyPatch):
    """`released(session)`: the session, at the end of a node."""
    monkeypatch.setattr(PostgresConnectionManager, "release", PostgresConnectionManager.release)
    thrifty_dbt.apply()

    def release(session: SimpleNamespace | None) -> SimpleNamespace | None:
        manager = SimpleNamespace(
            get_if_exists=lambda: session,
            close=PostgresConnectionManager.close,
            _rollback_handle=PostgresConnectionManager._rollback_handle,
        )
        PostgresConnectionManager.release(manager)
        return session

    return release


def session(handle: Handle | None, state: str = "open") -> SimpleNamespace:
    return SimpleNamespace(name="one", handle=handle, state=state, transaction_open=state == "open")


def test_a_sound_session_goes_on_without_its_transaction(released):
    kept = released(session(Handle()))
    assert (kept.state, kept.transaction_open, kept.handle.closed, kept.handle.rolled_back) == (
        "open",
        False,
        0,
        1,
    )


def test_a_broken_session_is_closed_so_that_the_next_node_opens_another(released):
    assert released(session(Handle(breaks=True))).state == "closed"


def test_a_session_that_never_opened_stays_so(released):
    assert released(session(None, "init")).state == "init"
    assert released(None) is None


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch):
    """`told(takes, level)`: what a log that takes events from `takes` on gets of an event of `level`, and what was made of it."""
    made = []
    monkeypatch.setattr(EventManager, "fire_event", lambda manager, event, level=None: made.append(level))
    monkeypatch.setattr(agate_helper, "build_type_tester", lambda columns, string_null_values: object())
    thrifty_dbt.apply()
    thrifty_dbt.apply()

    def tell(takes: EventLevel, *level: EventLevel) -> list:
        made.clear()
        manager = EventManager()
        manager.loggers = [SimpleNamespace(level=takes)]
        manager.fire_event(Note(msg="a note"), *level)
        return made.copy()

    return tell


def test_an_event_of_debugging_is_made_only_for_a_log_that_takes_it(told):
    assert told(EventLevel.INFO, EventLevel.DEBUG) == []
    assert told(EventLevel.DEBUG, EventLevel.DEBUG) == [EventLevel.DEBUG]


@pytest.mark.parametrize("level", [EventLevel.INFO, EventLevel.WARN, EventLevel.ERROR])
def test_every_other_event_is_made(told, level):
    assert told(EventLevel.ERROR, level) == [level]


def test_types_are_guessed_once_for_the_same_columns(told):
    build = agate_helper.build_type_tester
    assert build(["a", "b"], string_null_values=()) is build({"b", "a"}, string_null_values=())
    assert build(["a"], string_null_values=()) is not build(["a", "b"], string_null_values=())
    assert build(["a"], string_null_values=()) is not build(["a"], string_null_values=("null", ""))
