"""dbt's sessions are kept while they are sound."""

from types import SimpleNamespace

import pytest
from dbt.adapters.postgres.connections import PostgresConnectionManager

from warehouse import dbt_sessions


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
    dbt_sessions.keep()

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
