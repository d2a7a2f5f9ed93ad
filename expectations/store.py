"""Results in PostgreSQL (`quality.validation`) and the facts suites depend on."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import psycopg
from psycopg.rows import class_row
from psycopg.types.json import Jsonb

from expectations import words
from expectations.claim import CRITICAL, WARNING


@dataclass(frozen=True)
class Validation:
    """One line of `quality.validation`: the latest of its suite, asset and vintage."""

    suite: str
    asset: str
    vintage: str | None
    load_id: int | None
    success: bool
    severity_failed: str | None
    evaluated: int
    failed: int
    message: str | None
    result: dict[str, Any]
    run_at: datetime


def keep(
    connection: psycopg.Connection,
    result: dict[str, Any],
    asset: str,
    vintage: str | None,
    load_id: int | None,
) -> None:
    """One row of `quality.validation` for this GX result; the caller commits.

    Its `success` is GX's (no expectation failed at all); `severity_failed` tells what may pass.
    """
    outcome = words.outcome(result)
    severity = CRITICAL if outcome.critical else WARNING if outcome.warnings else None
    connection.execute(
        """insert into quality.validation
               (load_id, suite, asset, vintage, success, severity_failed, evaluated, failed, message,
                result, run_at)
           values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, clock_timestamp())""",
        [
            load_id,
            result["suite_name"],
            asset,
            vintage,
            not outcome.critical and not outcome.warnings,
            severity,
            len(result["results"]),
            len(outcome.critical) + len(outcome.warnings),
            "\n".join(outcome.critical + outcome.warnings) or None,
            Jsonb(result),
        ],
    )


def latest(connection: psycopg.Connection) -> list[Validation]:
    """The latest validation of each suite, asset and vintage, by suite then newest vintage first."""
    with connection.cursor(row_factory=class_row(Validation)) as cursor:
        return cursor.execute(
            """select distinct on (suite, asset, vintage)
                      suite, asset, vintage, load_id, success, severity_failed, evaluated, failed,
                      message, result, run_at
                 from quality.validation
                order by suite, asset, vintage desc nulls last, validation_id desc"""
        ).fetchall()


def indicators(connection: psycopg.Connection) -> dict[str, list[tuple[str, str]]]:
    """Of each source that the released marts were built from, codes and French labels of its indicators.

    Nothing before a release.
    """
    released = connection.execute("select to_regclass('marts.dim_source_vintage')").fetchone()
    if released is None or released[0] is None:
        return {}
    rows = connection.execute(
        """select used.source, made.indicator_code, made.label_fr
             from (select distinct source from marts.dim_source_vintage) as used
             left join marts.dim_indicator as made on used.source = any (string_to_array(made.source, ', '))
            order by used.source, made.indicator_code"""
    ).fetchall()
    found: dict[str, list[tuple[str, str]]] = {source: [] for source, _, _ in rows}
    for source, code, label in rows:
        if code:
            found[source].append((code, label))
    return found
