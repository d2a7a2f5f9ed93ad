"""Claims to Great Expectations and back. Importing this module imports GX: use `lazy.engine()`."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from typing import Any

import great_expectations as gx
from great_expectations.data_context.types.base import (
    DataContextConfig,
    InMemoryStoreBackendDefaults,
    ProgressBarsConfig,
)
from great_expectations.datasource.fluent.interfaces import TestConnectionError
from great_expectations.expectations.core.expect_table_row_count_to_be_between import (
    ExpectTableRowCountToBeBetween,
)
from great_expectations.expectations.expectation_configuration import ExpectationConfiguration
from great_expectations.expectations.metadata_types import FailureSeverity

from expectations import gx_types  # noqa: F401  registers expect_no_such_rows
from expectations.claim import Claim
from expectations.counted import Counted
from expectations.outcome import NotEvaluated
from expectations.told import NO_SUCH_ROWS, ROW_COUNT, Told

EXAMPLES = 20
YES_OR_NO = {"result_format": "BOOLEAN_ONLY"}
# A GROUP BY over all SIRET spills to disk under PostgreSQL's default of 4 MB; and one core would sort all of them alone,
# were handing a row to another as dear as PostgreSQL takes it to be.
SESSION = "-c work_mem=256MB -c parallel_tuple_cost=0.001 -c application_name=acte2-expectations"


@contextmanager
def tables(warehouse_url: str, schema: str) -> Iterator[Callable[[str], Any]]:
    """Gives GX's batch over each table of `schema` that is asked for, all through one source.

    Raises NotEvaluated when the server cannot be reached, or the table not be read.
    """
    with ExitStack() as opened:

        def batch(table: str) -> Any:
            try:
                source = once()
                asset = source.add_table_asset(name=table, table_name=table)
                return asset.add_batch_definition_whole_table(table).get_batch()
            except TestConnectionError as error:
                raise NotEvaluated(f"could not read {schema}.{table}: {_first_line(error)}") from error

        @cache
        def once() -> Any:
            return opened.enter_context(_source(warehouse_url, schema))

        yield batch


@contextmanager
def _source(warehouse_url: str, schema: str) -> Iterator[Any]:
    source = _context().data_sources.add_postgres(
        name="warehouse",
        connection_string=sqlalchemy_url(warehouse_url),
        kwargs={"connect_args": {"options": f"{SESSION} -c search_path={schema}"}},
    )
    try:
        yield source
    finally:
        source.get_execution_engine().close()
        source.get_execution_engine().engine.dispose()
        source.get_engine().dispose()


def sqlalchemy_url(warehouse_url: str) -> str:
    """The warehouse's URL for SQLAlchemy and psycopg 3. GX would take a `$` for a variable: escaped."""
    rest = warehouse_url.partition("://")[2]
    return f"postgresql+psycopg://{rest}".replace("$", "%24")


def evaluate(
    batch: Any, suite: str, claims: list[Claim], told: Told | Counted | None = None
) -> dict[str, Any]:
    """GX's validation result as JSON-able data, at most 20 offending values per claim.

    What is `told` of all rows is judged by GX from the counts; a claim they do not show to be kept is asked of the
    table. Two passes, because GX scans the table once more per claim to collect offending values: the first asks only
    yes or no (all column claims in one scan), the second looks again at what failed.
    """
    kept = {number: one for number, claim in enumerate(claims) if told and (one := _kept(batch, claim, told))}
    asked = {number: claim for number, claim in enumerate(claims) if number not in kept}
    outcome = _validate(batch, suite, list(asked.values()), YES_OR_NO)
    found = kept | dict(zip(asked, outcome["results"], strict=True))
    _fill(list(found.values()), told.rows if told else _rows(batch))
    failed = [number for number, evaluated in found.items() if not evaluated["success"]]
    if failed:
        details = {"result_format": "BASIC", "partial_unexpected_count": EXAMPLES}
        again = _validate(batch, suite, [claims[number] for number in failed], details)["results"]
        found |= dict(zip(failed, again, strict=True))
    return {**outcome, **_summed_up([found[number] for number in range(len(claims))])}


def _kept(batch: Any, claim: Claim, told: Told | Counted) -> dict[str, Any] | None:
    """GX's result for a claim that what was told shows to be kept; None for any other."""
    metrics = told.metrics(claim)
    if metrics is None:
        return None
    expectation = _to_gx(0, claim)
    if not expectation._validate(metrics, YES_OR_NO)["success"]:
        return None
    asked = expectation.configuration.to_json_dict()
    asked["kwargs"]["batch_id"] = batch.id
    nothing = {"raised_exception": False, "exception_traceback": None, "exception_message": None}
    return {"success": True, "expectation_config": asked, "meta": {}, "exception_info": nothing, "result": {}}


def _summed_up(results: list[dict[str, Any]]) -> dict[str, Any]:
    """Results in the claims' order, numbered so, and what GX says of all of them."""
    for number, evaluated in enumerate(results):
        evaluated["expectation_config"]["meta"]["number"] = number
    kept = sum(evaluated["success"] for evaluated in results)
    statistics = {
        "evaluated_expectations": len(results),
        "successful_expectations": kept,
        "unsuccessful_expectations": len(results) - kept,
        "success_percent": 100 * kept / len(results) if results else None,
    }
    return {"results": results, "success": kept == len(results), "statistics": statistics}


def _rows(batch: Any) -> int:
    counted = batch.validate(ExpectTableRowCountToBeBetween(min_value=0))
    return int(counted.result["observed_value"])


def _fill(results: list[dict[str, Any]], rows: int) -> None:
    """What success means for claims without tolerance, which GX leaves out of a yes-or-no answer."""
    for evaluated in results:
        expected = evaluated["expectation_config"]
        if expected["type"] == ROW_COUNT:
            evaluated["result"] = {"observed_value": rows}
        elif expected["type"] == NO_SUCH_ROWS:
            evaluated["result"] = {"observed_value": 0, "details": {"unexpected_rows": []}}
        elif expected["kwargs"].get("mostly", 1) == 1:
            evaluated["result"] = {"element_count": rows, "unexpected_count": 0, "unexpected_percent": 0.0}


def _validate(batch: Any, name: str, claims: list[Claim], result_format: dict[str, Any]) -> dict[str, Any]:
    numbered = [_to_gx(number, claim) for number, claim in enumerate(claims)]
    suite = gx.ExpectationSuite(name=name, expectations=numbered)
    outcome: dict[str, Any] = batch.validate(suite, result_format=result_format).to_json_dict()
    # GX groups results by column: claims are told apart by their number.
    outcome["results"].sort(key=lambda evaluated: evaluated["expectation_config"]["meta"]["number"])
    _refuse_errors(outcome["results"])
    return outcome


def _to_gx(number: int, claim: Claim) -> Any:
    return ExpectationConfiguration(
        type=claim.type,
        kwargs=claim.arguments,
        severity=FailureSeverity(claim.severity),
        description=claim.says,
        meta={"number": number, "advice": claim.advice},
    ).to_domain_obj()


def _refuse_errors(results: list[dict[str, Any]]) -> None:
    """GX turns any exception into a failed expectation; a server away is not a broken promise."""
    for evaluated in results:
        raised = evaluated["exception_info"]
        if "raised_exception" not in raised:
            raised = next(iter(raised.values()), {})
        if raised.get("raised_exception"):
            says = evaluated["expectation_config"]["description"]
            raise NotEvaluated(f"could not evaluate '{says}': {_first_line(raised['exception_message'])}")


def _first_line(error: Any) -> str:
    """What went wrong, without the query GX quotes after it."""
    return str(error).partition("\n")[0]


def _context() -> Any:
    """An ephemeral context: nothing written (not even GX's temporary folder), nothing sent, no bar."""
    config = DataContextConfig(
        store_backend_defaults=InMemoryStoreBackendDefaults(init_temp_docs_sites=False),
        progress_bars=ProgressBarsConfig(globally=False),
        analytics_enabled=False,
    )
    return gx.get_context(project_config=config, mode="ephemeral")
