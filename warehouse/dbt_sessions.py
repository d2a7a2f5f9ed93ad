"""dbt's sessions, kept from one node to the next; and a dbt that does not look at itself.

dbt-postgres ends a session with each model and test, and opens another: of a build's thousand, each reads the server's
catalogue anew. Nothing that a session keeps decides what a node writes: dbt names relations in full, and what a node left
open is rolled back. A start of dbt asks for each of its flags which module asked, which in a process of many modules
takes half a second, and is told in one warning only. And what dbt makes of a project stays until it ends: looking
for what nobody needs any more took a twentieth of its time.
"""

import gc
from typing import Any

COLLECTED_AFTER = 200_000


def keep(_context: object = None) -> None:
    """Let dbt, in this process, go on with the session that a thread has, unless it broke."""
    from dbt.adapters.postgres.connections import PostgresConnectionManager  # noqa: PLC0415
    from dbt_common.behavior_flags import BehaviorFlagRendered  # noqa: PLC0415

    PostgresConnectionManager.release = _release  # type: ignore[assignment,method-assign]
    gc.set_threshold(COLLECTED_AFTER)
    BehaviorFlagRendered._default_source = staticmethod(lambda: "dbt")  # type: ignore[method-assign]


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
