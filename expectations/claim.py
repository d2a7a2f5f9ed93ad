"""The words suites are written in: each function returns one claim about a table.

A claim is plain data, so that a suite can be listed and tested without importing Great Expectations,
which takes seconds. `expectations.engine` turns claims into GX expectations.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from importlib.resources import files
from textwrap import dedent
from typing import Any

CRITICAL = "critical"
WARNING = "warning"

COMMUNE = r"^(\d{2}|2[AB])\d{3}$"
DEPARTEMENT = r"^(\d{2}|2[AB]|97\d)$"
REGION = r"^\d{2}$"
SIREN = r"^\d{9}$"
SIRET = r"^\d{14}$"
YEAR = r"^\d{4}$"
# Every writing of a day that staging's macro `list_date` reads, a time after it or not.
DATE = r"^(\d{4}-\d{1,2}-\d{1,2}|\d{4}/\d{1,2}/\d{1,2}|\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{8}|\d{5}$)"
DATE_SAYS = "a date (ISO, DD/MM/YYYY, DD-MM-YYYY, YYYYMMDD or a spreadsheet's number)"
MOSTLY = 0.99  # of the cells of a column that is no key: the loader leaves those empty that cannot be read

NEW_WORD = "The publisher uses a new word: decide what staging does with it, then declare it."
REJECTS = "Ask the publisher, or look at the rejects of this load."


@dataclass(frozen=True)
class Facts:
    """What a suite may depend on besides the table: vintage (text that sorts in time), simulated or real."""

    vintage: str = ""
    is_simulated: bool = False


@dataclass(frozen=True)
class Flaw:
    """What a row is asked by itself, so that it is told while rows go by; `expectations.told` knows the names.

    `columns` are those it looks at, `numbers` what it holds them against.
    """

    name: str
    columns: tuple[str, ...]
    numbers: tuple[float, ...] = ()

    @property
    def where(self) -> str:
        """The same as a condition of SQL."""
        return _WHERE[self.name].format(*self.columns, *self.numbers)


_WHERE = {
    "less": "{} < {}",
    "equal": "{} = {}",
    "beyond": "abs({}) > {}",
    "begins_otherwise": "{1} is distinct from left({0}, {2})",
}


@dataclass(frozen=True)
class Claim:
    """One expectation: a GX type and its arguments, a sentence a reader understands, and what to do.

    Of a query that rows tell as they go by, `key` are the columns that no two rows share, or `flaws` those of which
    none holds; `where` is what a query asks of each row by itself, so that several are asked in one pass. `is_of_whole`:
    a query that no part of a mart (rows of one measure, or indicator) answers by itself.
    """

    type: str
    says: str
    advice: str
    severity: str = CRITICAL
    arguments: dict[str, Any] = field(default_factory=dict)
    key: tuple[str, ...] = ()
    flaws: tuple[Flaw, ...] = ()
    where: str = ""
    is_of_whole: bool = False


def of_real_files(facts: Facts, *claims: Claim) -> list[Claim]:
    """`claims` that simulated files cannot keep: totals and sizes of the whole country."""
    return [] if facts.is_simulated else list(claims)


def filled(column: str, advice: str = REJECTS, mostly: float = 1.0) -> Claim:
    """`column` is never null, or for the share `mostly` of rows at least."""
    return Claim(
        "expect_column_values_to_not_be_null",
        f"{column} is filled{_share(mostly)}",
        advice,
        CRITICAL,
        {"column": column, "mostly": mostly},
    )


def coded(column: str, regex: str, what: str, severity: str = CRITICAL, mostly: float = 1.0) -> Claim:
    """Non-null values of `column` match `regex`, at least for the share `mostly` of them."""
    return Claim(
        "expect_column_values_to_match_regex",
        f"{column} is {what}{_share(mostly)}",
        "Compare the file with the source page: a code may have lost its leading zero, or a column moved.",
        severity,
        {"column": column, "regex": regex, "mostly": mostly},
    )


def one_of(
    column: str, values: Iterable[str], advice: str, severity: str = CRITICAL, mostly: float = 1.0
) -> Claim:
    """Non-null values of `column` belong to `values`, at least for the share `mostly` of them."""
    allowed = sorted(values)
    return Claim(
        "expect_column_values_to_be_in_set",
        f"{column} is one of {', '.join(allowed)}{_share(mostly)}",
        advice,
        severity,
        {"column": column, "value_set": allowed, "mostly": mostly},
    )


def between(
    column: str, low: Any, high: Any, advice: str, *, severity: str = CRITICAL, mostly: float = 1.0
) -> Claim:
    """Non-null values of `column` lie in [low, high] (None: no bound), at least for the share `mostly`."""
    return Claim(
        "expect_column_values_to_be_between",
        f"{column} is {_bounds(low, high)}{_share(mostly)}",
        advice,
        severity,
        {"column": column, "min_value": low, "max_value": high, "mostly": mostly},
    )


def rows(low: int, high: int | None, advice: str, severity: str = WARNING) -> Claim:
    """The table has between `low` and `high` rows."""
    return Claim(
        "expect_table_row_count_to_be_between",
        f"the table has {_bounds(low, high)} rows",
        advice,
        severity,
        {"min_value": low, "max_value": high},
    )


def no_rows(query: str, says: str, advice: str, severity: str = CRITICAL) -> Claim:
    """`query`, written on `{batch}`, returns nothing. It must limit itself to a few rows of key columns.

    GX names `{batch}` itself, except in a query with a join, which must.
    """
    return Claim(
        "expect_no_such_rows", says, advice, severity, {"unexpected_rows_query": dedent(query).strip()}
    )


def no_row_is(flaws: Sequence[Flaw], shown: str, says: str, advice: str, severity: str = CRITICAL) -> Claim:
    """No row of which one of `flaws` holds; columns `shown` tell which ones are."""
    claim = never(shown, " or ".join(flaw.where for flaw in flaws), says, advice, severity)
    return replace(claim, flaws=tuple(flaws))


def never(shown: str, where: str, says: str, advice: str, severity: str = CRITICAL) -> Claim:
    """No row of which the condition `where` holds, which looks at nothing but the row; columns `shown` tell which ones do."""
    claim = no_rows(f"select {shown} from {{batch}} where {where} limit 20", says, advice, severity)
    return replace(claim, where=where)


def missing_otherwise(value: str = "value", status: str = "obs_status") -> str:
    """Condition of a row whose `value` is missing, or there, otherwise than its `status` says."""
    return f"({value} is null) <> ({status} in ('M', 'O', 'Q'))"


def no_rows_of(
    file: str, says: str, advice: str, severity: str = CRITICAL, *, is_of_whole: bool = False
) -> Claim:
    """The same with the query of `expectations/sql/<file>.sql`."""
    query = (files("expectations") / "sql" / f"{file}.sql").read_text(encoding="utf-8")
    return replace(no_rows(query, says, advice, severity), is_of_whole=is_of_whole)


def unique(*columns: str, severity: str = CRITICAL) -> Claim:
    """No two rows share `columns` (nulls count as equal).

    Rows in the order of their keys tell it as they go by. Of others 64-bit hashes are sorted, by themselves and so on
    several cores, and the distinct ones counted: half the work of a count that has to sort. The GROUP BY that names the
    copies runs only when that count, or a collision, asks for it.
    """
    key = ", ".join(columns)
    claim = no_rows(
        f"""
        select {key}, count(*) as copies
        from {{batch}}
        where (
            select count(*) - count(distinct hash)
            from (select hash_record_extended(row({key}), 0) as hash from {{batch}} order by hash) as hashes
        ) > 0
        group by {key}
        having count(*) > 1
        limit 20
        """,
        f"{' x '.join(columns)} is unique",
        "The publisher's file holds rows twice, or two files were loaded as one vintage.",
        severity,
    )
    return replace(claim, key=columns)


def in_query(regex: str) -> str:
    """`regex` as a query may hold it: GX reads single braces as parameters of its own."""
    return regex.replace("{", "{{").replace("}", "}}")


def _share(mostly: float) -> str:
    return "" if mostly >= 1 else f" for at least {mostly:.1%} of rows"


def _bounds(low: Any, high: Any) -> str:
    if low is None:
        return f"at most {high}"
    if low == high:
        return f"exactly {low}"
    return f"at least {low}" if high is None else f"between {low} and {high}"
