"""A vintage that should not stand is taken out of `raw`, and its file is not loaded again until its bytes change."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from psycopg import Connection, errors
from tenacity import retry, retry_if_exception_type, stop_after_attempt, wait_random_exponential

from ingestion.days import paris_today
from ingestion.publish import drop_partition
from warehouse.ops import vintages
from warehouse.ops.vintages import Held


class NothingStands(LookupError):
    """A vintage was to be withdrawn that is not published."""


@dataclass(frozen=True)
class Withdrawal:
    """What taking a vintage out would change: what stands of it, and the newest of those that stay."""

    held: Held
    then_newest: str | None

    @property
    def is_newest(self) -> bool:
        """Whether it is the one that builds take as the latest."""
        return self.then_newest is None or self.then_newest < self.held.vintage


def plan(db: Connection, raw_table: str, vintage: str) -> Withdrawal:
    """What a withdrawal would change. Raises NothingStands, with what does stand."""
    held = {one.vintage: one for one in vintages.held(db) if one.raw_table == raw_table}
    if vintage not in held:
        names = ", ".join(held) or "no vintage"
        raise NothingStands(f"{raw_table}: no vintage {vintage!r} stands; there is {names}.")
    return Withdrawal(held.pop(vintage), max(held, default=None))


@retry(
    retry=retry_if_exception_type(errors.LockNotAvailable),
    stop=stop_after_attempt(20),
    wait=wait_random_exponential(max=15),
    reraise=True,
)
def withdraw(db: Connection, raw_table: str, vintage: str, reason: str) -> None:
    """Drop its partition and note when and why, in one transaction."""
    with db.transaction():
        db.execute("set local lock_timeout = '5s'")
        drop_partition(db, raw_table, vintage)
        vintages.withdraw(db, raw_table, vintage, f"withdrawn on {paris_today()}: {reason}")


def forget(db: Connection, raw_table: str, vintage: str) -> int:
    """Let the files that were withdrawn as this vintage be loaded again; how many they are."""
    return vintages.forget(db, raw_table, vintage)


def marts_that_read(raw_table: str, manifest: Path) -> list[str]:
    """Marts below a raw table, by dbt's manifest; none where no run has written it yet."""
    if not manifest.exists():
        return []
    graph = json.loads(manifest.read_text(encoding="utf-8"))
    roots = {key for key, source in graph["sources"].items() if source["name"] == raw_table}
    below = {key for key in _below(graph["child_map"], roots) if key.startswith("model.")}
    return sorted(graph["nodes"][key]["name"] for key in below if graph["nodes"][key]["fqn"][1] == "marts")


def _below(children: dict[str, Any], roots: set[str]) -> Iterator[str]:
    seen, waiting = set(roots), list(roots)
    while waiting:
        new = set(children.get(waiting.pop(), ())) - seen
        seen |= new
        waiting += new
        yield from new
