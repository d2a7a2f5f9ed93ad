"""Indicators, their values, their breaks, the files behind them."""

from expectations.claim import (
    CRITICAL,
    WARNING,
    Claim,
    Facts,
    between,
    coded,
    filled,
    missing_otherwise,
    never,
    no_rows,
    no_rows_of,
    one_of,
    rows,
    unique,
)
from expectations.marts.shared import LEVELS, OURS, POSITIVE, ZONES

# SDMX CL_OBS_STATUS, as far as the methodology uses it (seed obs_status); N goes with a value that is shown.
OBS_STATUS = ("A", "B", "D", "E", "G", "M", "O", "P", "Q", "U")


def dim_indicator(_: Facts) -> list[Claim]:
    """`dim_indicator`: code."""
    return [
        coded("indicator_code", r"^[A-Z]\d{2}[A-Z]?$", "a letter, two digits, a letter for a variant"),
        rows(1, None, "The seed of indicators is empty.", CRITICAL),
    ]


def dim_series_break(_: Facts) -> list[Claim]:
    """`dim_series_break`: indicator x year."""
    return [
        filled("reason_en", OURS),
        filled("reason_fr", OURS),
        unique("indicator_code", "break_year"),
        no_rows(
            """select indicator_code, break_year from {batch}
               where indicator_code not in (select indicator_code from dim_indicator) limit 20""",
            "a break is one of a known indicator",
            "Compare the seeds of breaks and of indicators.",
        ),
    ]


def dim_status(_: Facts) -> list[Claim]:
    """`dim_status`: reason."""
    return [
        one_of("obs_status", OBS_STATUS, "SDMX's list has no such status."),
        unique("obs_status", "status_reason"),
        never(
            "obs_status, status_reason",
            "(obs_status = 'A') <> (status_reason is null) or (status_reason is null) <> (reason_en is null) or (status_reason is null) <> (reason_fr is null)",
            "every status but the normal one has reasons, in words of both languages",
            "Compare the seeds of statuses and of reasons.",
        ),
    ]


def dim_source_vintage(_: Facts) -> list[Claim]:
    """`dim_source_vintage`: raw table x vintage."""
    return [
        filled("url", OURS),
        coded("sha256", "^[0-9a-f]{64}$", "a SHA-256"),
        between("rows", 0, None, POSITIVE),
        unique("raw_table", "vintage"),
    ]


def fct_indicator_value(_: Facts) -> list[Claim]:
    """`fct_indicator_value`: indicator x level x code x zone x period."""
    return [
        one_of("territory_level", LEVELS, OURS),
        one_of("zone", ZONES, OURS),
        one_of("conf_status", ("F", "C"), "SDMX: free, or confidential."),
        one_of("obs_status", OBS_STATUS, "SDMX's list has no such status."),
        between("period", 1968, 2100, OURS),
        between("coverage", 0, 1, OURS),
        *_status_and_value(),
        *_ranges(),
        no_rows_of("status_has_its_reason", "a status that is not normal has a reason that gives it", OURS),
        no_rows_of(
            "value_for_each", "every territory, indicator and period has its row", OURS, is_of_whole=True
        ),
        no_rows_of("france_is_the_sum", "France is the sum of its regions and departments", OURS),
    ]


def _status_and_value() -> list[Claim]:
    return [
        never(
            "indicator_code, territory_level, territory_code, period, obs_status, value",
            missing_otherwise(),
            "a value is missing exactly when its status says so",
            OURS,
        ),
        never(
            "indicator_code, territory_level, territory_code, zone, period, obs_status",
            "(obs_status = 'Q') <> (conf_status = 'C') or (obs_status in ('O', 'Q') and coalesce(numerator, denominator, ci_low, ci_high) is not null)",
            "what is withheld shows neither value, terms nor interval, and what is secret is marked confidential",
            "Do not release: a suppressed figure could be read or computed back.",
        ),
        never(
            "indicator_code, territory_level, territory_code, zone, period, value, ci_low, ci_high",
            "ci_low > value + 1e-9 or ci_high < value - 1e-9",
            "an interval holds its value",
            OURS,
        ),
    ]


def _ranges() -> list[Claim]:
    return [
        never(
            "indicator_code, territory_level, territory_code, zone, period, numerator, denominator",
            "(numerator < 0 or denominator < 0) and left(indicator_code, 1) <> 'L' and left(indicator_code, 3) not in ('P04', 'P05', 'P08', 'P09', 'X02')",
            "terms of a ratio are counts, but for balances and for land, which can be given back",
            POSITIVE,
        ),
        never(
            "indicator_code, territory_level, territory_code, period, value",
            "indicator_code in ('X01', 'C01', 'C02') and value < 0",
            "populations, storefronts and densities are not negative",
            POSITIVE,
        ),
        never(
            "indicator_code, territory_level, territory_code, period, value, denominator",
            "indicator_code in ('C03', 'C04') and (value < 0 or value > 100)",
            "birth and closure rates lie between 0 and 100 %",
            "Possible in a village that doubled its shops; elsewhere look at the stock of the year before.",
            WARNING,
        ),
        never(
            "indicator_code, territory_level, territory_code, period, value",
            "indicator_code = 'C02' and denominator >= 10000 and value > 60",
            "a town has at most 60 storefronts per 1,000 inhabitants",
            "Seaside and ski towns come near; elsewhere look at the NAF groups and the commune's population.",
            WARNING,
        ),
    ]
