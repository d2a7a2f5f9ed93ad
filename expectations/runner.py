"""The one way a suite is run: on a candidate table, in the database, with the result kept."""

from typing import Any

from expectations import lazy, store, suites, words
from expectations.claim import Facts
from expectations.outcome import MartsPromiseBroken, Outcome
from warehouse.connect import connect
from warehouse.ops import loads
from warehouse.settings import Settings

RAW_CANDIDATE = "raw_candidate"
MARTS_CANDIDATE = "marts_candidate"


def promise(settings: Settings, raw_table: str, candidate: str, vintage: str, load_id: int) -> Outcome:
    """Runs the suite of `raw_table` on the committed table `raw_candidate.<candidate>`.

    Keeps the result in `quality.validation`. Raises KeyError for a table nobody declared, NotEvaluated
    when a claim cannot be evaluated (column or table missing, PostgreSQL away): retrying may help.
    """
    with connect(settings, autocommit=True) as connection:
        # The simulated mirror holds some real files too, but of a few dozen towns only.
        is_simulated = settings.is_simulated or loads.is_simulated(connection, load_id)
    claims = suites.raw(raw_table, Facts(vintage, is_simulated))
    engine = lazy.engine()
    with engine.tables(settings.warehouse_url, RAW_CANDIDATE) as batch_of:
        result = engine.evaluate(batch_of(candidate), f"raw_{raw_table}", claims)
    with connect(settings) as connection:
        store.keep(connection, result, f"raw.{raw_table}", vintage, load_id)
    return words.outcome(result)


def check_marts(settings: Settings) -> Outcome:
    """Runs every marts suite on `marts_candidate`, before a release; keeps the results.

    Returns the warnings. Raises MartsPromiseBroken with every reason when a critical claim fails, NotEvaluated
    when a mart or a column is missing.
    """
    with lazy.engine().tables(settings.warehouse_url, MARTS_CANDIDATE) as batch_of:
        outcomes = [_check_mart(settings, mart, batch_of(mart)) for mart in suites.mart_suites()]
    critical = [sentence for outcome in outcomes for sentence in outcome.critical]
    if critical:
        raise MartsPromiseBroken(critical)
    return Outcome(True, [], [sentence for outcome in outcomes for sentence in outcome.warnings])


def _check_mart(settings: Settings, mart: str, batch: Any) -> Outcome:
    """Runs the suite of one mart on its batch; keeps the result. Sentences name the mart."""
    claims = suites.mart(mart, Facts(is_simulated=settings.is_simulated))
    result = lazy.engine().evaluate(batch, f"marts_{mart}", claims)
    with connect(settings) as connection:
        store.keep(connection, result, f"marts.{mart}", None, None)
    outcome = words.outcome(result)
    critical, warnings = (
        [f"marts.{mart}: {sentence}" for sentence in sentences]
        for sentences in (outcome.critical, outcome.warnings)
    )
    return Outcome(outcome.success, critical, warnings)
