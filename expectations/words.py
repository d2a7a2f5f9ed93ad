"""GX's results in sentences a person can act upon."""

from typing import Any

from expectations.claim import CRITICAL
from expectations.outcome import Outcome

SHOWN = 5


def outcome(result: dict[str, Any]) -> Outcome:
    """What a validation result means: failed critical claims, failed warnings."""
    failed = [evaluated for evaluated in result["results"] if not evaluated["success"]]
    critical = [sentence(evaluated) for evaluated in failed if is_critical(evaluated)]
    warnings = [sentence(evaluated) for evaluated in failed if not is_critical(evaluated)]
    return Outcome(not critical, critical, warnings)


def is_critical(evaluated: dict[str, Any]) -> bool:
    """Whether this expectation stops a load."""
    return bool(evaluated["expectation_config"]["severity"] == CRITICAL)


def sentence(evaluated: dict[str, Any]) -> str:
    """What was expected, what was found, a few offending values, what to do."""
    expected = evaluated["expectation_config"]
    return f"expected: {expected['description']}. Found: {found(evaluated)}. {expected['meta']['advice']}"


def found(evaluated: dict[str, Any]) -> str:
    """What was found in the table, with a few offending values."""
    result = evaluated["result"]
    if "unexpected_count" in result:
        share = result["unexpected_count"] / max(result["element_count"], 1)
        examples = _examples(result.get("partial_unexpected_list", []))
        count, rows = f"{result['unexpected_count']:,}", f"{result['element_count']:,}"
        return f"{count} of {rows} rows ({share:.2%}) are otherwise{examples}"
    if "details" in result:
        rows = result["details"]["unexpected_rows"]
        if not rows:
            return "no such row"
        shown = "; ".join(_row(row) for row in rows[:SHOWN])
        return f"{shown}{' ...' if len(rows) > SHOWN else ''}"
    return f"{result.get('observed_value')}"


def _examples(values: list[Any]) -> str:
    examples = list(dict.fromkeys(str(value) for value in values if value is not None))
    if not examples:
        return ""
    return f", such as {', '.join(repr(example) for example in examples[:SHOWN])}"


def _row(row: dict[str, Any]) -> str:
    return ", ".join(f"{name} {_whole(value)}" for name, value in row.items())


def _whole(value: Any) -> Any:
    """GX turns every number of a query into a float."""
    return int(value) if isinstance(value, float) and value.is_integer() else value
