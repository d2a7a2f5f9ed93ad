"""Expectations of our own. Importing this module imports Great Expectations: do it inside functions."""

from typing import Any, ClassVar

from great_expectations.expectations.core.unexpected_rows_expectation import UnexpectedRowsExpectation


class ExpectNoSuchRows(UnexpectedRowsExpectation):
    """The query returns no row.

    GX's own class runs the query twice (rows, then their count); on 44 million SIRET that is a second
    GROUP BY. Ours runs it once: queries limit themselves to the few rows worth showing.
    """

    metric_dependencies: ClassVar[tuple[str, ...]] = ("unexpected_rows_query.table",)

    def _validate(
        self,
        metrics: dict[str, Any],
        runtime_configuration: dict[str, Any] | None = None,
        execution_engine: Any = None,
    ) -> dict[str, Any]:
        found = metrics["unexpected_rows_query.table"]
        return {
            "success": not found,
            "result": {"observed_value": len(found), "details": {"unexpected_rows": found}},
        }
