"""The one way a suite is run: on rows that go by and the candidate table they fill, with the result kept."""

from collections.abc import Callable
from typing import Any

import pyarrow as pa

from expectations import lazy, passed, store, suites, words
from expectations.claim import Facts
from expectations.counted import counted
from expectations.outcome import MartsPromiseBroken, Outcome
from expectations.told import Told
from warehouse.connect import connect
from warehouse.ops import loads
from warehouse.roles import Role
from warehouse.settings import Settings

RAW_CANDIDATE = "raw_candidate"
MARTS_CANDIDATE = "marts_candidate"


class Promised:
    """What is promised of one load: it sees the rows go by, then judges them."""

    def __init__(self, settings: Settings, raw_table: str, vintage: str, load_id: int) -> None:
        """Raises KeyError for a table nobody declared."""
        self._settings, self._raw_table, self._vintage, self._load_id = settings, raw_table, vintage, load_id
        with connect(settings, Role.LOADER, autocommit=True) as connection:
            # The simulated mirror holds some real files too, but of a few dozen towns only.
            is_simulated = settings.is_simulated or loads.is_simulated(connection, load_id)
        self._claims = suites.raw(raw_table, Facts(vintage, is_simulated))
        _, resource = suites.declared()[raw_table]
        self._told = Told(self._claims, [column.name for column in resource.columns])

    def see(self, row: int, part: pa.RecordBatch) -> None:
        """Rows that go into the table, made of those of the file behind `row`; several threads may call it at once."""
        self._told.see(row, part)

    def judge(self, candidate: str, rows: int | None = None) -> Outcome:
        """Runs the suite on the committed table `raw_candidate.<candidate>` of so many rows; keeps the result.

        What went by is taken for the table's when it is all of its rows; else the table is asked everything. Raises
        NotEvaluated when a claim cannot be evaluated (column or table missing, PostgreSQL away): retrying may help.
        """
        told = self._told if rows == self._told.rows else None
        engine, suite = lazy.engine(), f"raw_{self._raw_table}"
        with engine.tables(self._settings.url(Role.LOADER), RAW_CANDIDATE) as batch_of:
            result = engine.evaluate(batch_of(candidate), suite, self._claims, told)
        with connect(self._settings, Role.LOADER) as connection:
            store.keep(connection, result, f"raw.{self._raw_table}", self._vintage, self._load_id)
        return words.outcome(result)


def promise(settings: Settings, raw_table: str, vintage: str, load_id: int) -> Promised:
    """What is promised of a load, before its first row: see `Promised`."""
    return Promised(settings, raw_table, vintage, load_id)


def check_marts(settings: Settings) -> Outcome:
    """Runs every marts suite on `marts_candidate`, before a release; keeps the results.

    A suite that passed on just what is there is not run again, one of a mart made part by part on those that changed. Returns the warnings. Raises
    MartsPromiseBroken with every reason when a critical claim fails, NotEvaluated when a mart or a column is missing.
    """
    with lazy.engine().tables(settings.url(Role.TRANSFORMER), MARTS_CANDIDATE) as batch_of:
        outcomes = [_check_mart(settings, mart, batch_of) for mart in suites.mart_suites()]
    critical = [sentence for outcome in outcomes for sentence in outcome.critical]
    if critical:
        raise MartsPromiseBroken(critical)
    return Outcome(True, [], [sentence for outcome in outcomes for sentence in outcome.warnings])


def _check_mart(settings: Settings, mart: str, batch: Callable[[str], Any]) -> Outcome:
    """Runs the suite of one mart on its batch; keeps the result. Sentences name the mart."""
    claims = suites.mart(mart, Facts(is_simulated=settings.is_simulated))
    with connect(settings, Role.TRANSFORMER) as connection:
        looked_at = passed.look(connection, MARTS_CANDIDATE, mart, claims)
        if passed.stands(connection, mart, looked_at):
            return Outcome(True, [], [])
        told = counted(connection, MARTS_CANDIDATE, mart, claims, looked_at.parts)
    result = lazy.engine().evaluate(batch(mart), f"marts_{mart}", claims, told)
    outcome = words.outcome(result)
    with connect(settings, Role.TRANSFORMER) as connection:
        store.keep(connection, result, f"marts.{mart}", None, None)
        if not outcome.critical:
            broken = [
                claim.says for claim, one in zip(claims, result["results"], strict=True) if not one["success"]
            ]
            passed.record(connection, mart, looked_at, broken)
    critical, warnings = (
        [f"marts.{mart}: {sentence}" for sentence in sentences]
        for sentences in (outcome.critical, outcome.warnings)
    )
    return Outcome(outcome.success, critical, warnings)
