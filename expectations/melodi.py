"""What every Melodi file promises, and every file whose figures (numbers or marks, Kind.FIGURE) are text in raw.

The loader writes each number as `-1234.5`: what begins like a number is one.
"""

from collections.abc import Iterable

from expectations.claim import COMMUNE, CRITICAL, WARNING, YEAR, Claim, coded, in_query, no_rows, one_of

MOST = 100_000_000  # people, homes, jobs: more than France holds
LEVELS = (
    "AAV2020", "ARM", "ARR", "BV2022", "CAN", "COM", "DEP", "EPCI", "FRANCE", "PETR", "QP2024", "REG",
    "UU2020", "ZE2020",
)  # fmt: skip


def value_of(column: str) -> str:
    """SQL of a figure's number, null for a mark."""
    return f"(case when {column} ~ '^-?[0-9]+([.][0-9]+)?$' then cast({column} as numeric) end)"


def figure_within(column: str, low: float, high: float, severity: str = CRITICAL) -> Claim:
    """Numbers of a figure lie in [low, high]."""
    return no_rows(
        f"select {column} from {{batch}} where {value_of(column)} not between {low} and {high} limit 20",
        f"{column}, where it is a number, is between {low:,} and {high:,}",
        "Another unit, or a separator was misread: declare the separators of the file.",
        severity,
    )


def count_within(column: str, high: int) -> list[Claim]:
    """Numbers of a figure that counts something are whole and lie in [0, high]."""
    return [
        no_rows(
            f"select {column} from {{batch}} where {value_of(column)} % 1 <> 0 or {column} ~ '[.]' limit 20",
            f"{column}, where it is a number, is whole",
            "A point may part thousands: declare the separators of the file.",
        ),
        figure_within(column, 0, high),
    ]


def melodi(measure: str = "", measures: Iterable[str] = (), low: float = 0) -> list[Claim]:
    """Territory x dimensions x measure x year; `measures` is what column `measure` may name, if it is a closed list.

    Values are at least `low`.
    """
    claims = [
        coded("time_period", YEAR, "a year"),
        figure_within("obs_value", low, MOST),
        no_rows(
            rf"""select geo, geo_object from {{batch}}
                where geo_object in ('COM', 'ARM')
                  and regexp_replace(geo, '^\d{{{{4}}}}-[A-Z0-9]+-', '') !~ '{in_query(COMMUNE)}' limit 20""",
            "GEO of a commune or district ends with its code of 5 characters",
            "GEO has a new form: see the source page before reading territories from it.",
        ),
        one_of("geo_object", LEVELS, "A level of territory we do not use: harmless, declare it.", WARNING),
    ]
    if measure:
        claims.append(one_of(measure, measures, "A measure we do not use: harmless, declare it.", WARNING))
    return claims


def cut_has_total(column: str) -> Claim:
    """Where a file cuts its figures by `column`, they have a total (_T): staging takes that alone."""
    return no_rows(
        f"""select min({column}) as part from {{batch}}
            having count({column}) > 0 and count(*) filter (where {column} = '_T') = 0 limit 20""",
        f"{column} has its total, where the file has it",
        "Staging reads the total (_T): without it every figure would be missing. See the publisher's metadata.",
    )


def sectors_add_up(measure_filter: str) -> Claim:
    """Sectors of a commune add up to its total, where `measure_filter` picks one cut of the figures."""
    return no_rows(
        f"""select geo, time_period from {{batch}}
            where geo_object = 'COM' and {measure_filter} and obs_value ~ '^[0-9]'
            group by geo, time_period
            having bool_or(activity = '_T') and bool_or(activity <> '_T')
               and abs(sum(obs_value::numeric) filter (where activity <> '_T')
                   - sum(obs_value::numeric) filter (where activity = '_T')) > 1
            limit 20""",
        "sectors of a commune add up to its total",
        "Expected where some sectors are kept secret; else a total was read as a part.",
        WARNING,
    )
