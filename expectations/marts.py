"""What readers are promised of the marts. Runs on `marts_candidate`, before a release."""

from expectations.claim import (
    WARNING,
    Claim,
    Facts,
    between,
    coded,
    filled,
    no_rows,
    no_rows_of,
    one_of,
    rows,
    unique,
)

LEVELS = ("commune", "departement", "epci", "france", "population_band", "programme", "region")
BANDS = ("<10k", "10-20k", "20-50k", "50-100k", ">=100k")
ZONES = ("all", "centre", "rest", "unlocated")
# SDMX CL_OBS_STATUS, as far as the methodology uses it.
OBS_STATUS = ("A", "B", "D", "E", "G", "M", "N", "O", "P", "Q", "U")
OURS = "Our own model made this row: find the model, run its tests, rebuild."
POSITIVE = "A count cannot be negative: look at the measure behind it."


def dim_territory(facts: Facts) -> list[Claim]:
    """`dim_territory`: level x code."""
    claims = [
        *(filled(column, OURS) for column in ("territory_level", "territory_code", "territory_name")),
        filled("is_in_scope", OURS),
        one_of("territory_level", LEVELS, OURS),
        one_of("population_band", BANDS, OURS),
        between("population", 0, None, POSITIVE),
        unique("territory_level", "territory_code"),
        no_rows_of("territory_codes", "each level has codes of its own shape, France is one row", OURS),
        no_rows_of("territory_parents", "parents of a commune are territories of the dimension", OURS),
    ]
    if facts.is_simulated:
        return claims
    return [
        *claims,
        no_rows_of(
            "territory_counts",
            "101 departments, 18 regions, 1,240 to 1,270 EPCI, 34,800 to 35,000 communes",
            "Expected when the mirror lacks a list; else compare with INSEE's counts.",
            WARNING,
        ),
    ]


def dim_indicator(facts: Facts) -> list[Claim]:
    """`dim_indicator`: code."""
    return [
        filled("indicator_code", OURS),
        coded("indicator_code", r"^[A-Z]\d{2}[A-Z]?$", "a letter, two digits, a letter for a variant"),
        unique("indicator_code"),
        rows(1, None, "The seed of indicators is empty.", "critical"),
    ]


def fct_indicator_value(facts: Facts) -> list[Claim]:
    """`fct_indicator_value`: indicator x level x code x zone x period."""
    keys = ("indicator_code", "territory_level", "territory_code", "zone", "period")
    told = ("obs_status", "conf_status", "is_break", "is_provisional", "is_simulated")
    claims = [
        *(filled(column, OURS) for column in (*keys, *told)),
        one_of("territory_level", LEVELS, OURS),
        one_of("zone", ZONES, OURS),
        one_of("conf_status", ("F", "C"), "SDMX: free, or confidential."),
        one_of("obs_status", OBS_STATUS, "SDMX's list has no such status."),
        between("period", 1968, 2100, OURS),
        between("coverage", 0, 1, OURS),
        unique(*keys),
        no_rows(
            """select indicator_code, territory_level, territory_code, period, obs_status, value from {batch}
               where (value is null and obs_status not in ('M', 'N', 'O', 'Q'))
                  or (value is not null and obs_status in ('M', 'N', 'O', 'Q')) limit 20""",
            "a value is missing exactly when its status says so",
            OURS,
        ),
        no_rows(
            """select indicator_code, territory_level, territory_code, zone, period, obs_status from {batch}
               where (obs_status = 'Q') <> (conf_status = 'C')
                  or (obs_status = 'Q' and coalesce(numerator, denominator, ci_low, ci_high) is not null)
               limit 20""",
            "what is withheld shows neither value, terms nor interval, and is marked confidential",
            "Do not release: a suppressed figure could be read or computed back.",
        ),
        no_rows(
            """select indicator_code, territory_level, territory_code, zone, period, value, ci_low, ci_high
               from {batch} where ci_low > value + 1e-9 or ci_high < value - 1e-9 limit 20""",
            "an interval holds its value",
            OURS,
        ),
        no_rows(
            """select indicator_code, territory_level, territory_code, zone, period, numerator, denominator
               from {batch}
               where (numerator < 0 or denominator < 0)
                 and left(indicator_code, 1) <> 'L' and left(indicator_code, 3) not in ('P04', 'P05') limit 20""",
            "terms of a ratio are counts, but for net moves and for land, which can be given back",
            POSITIVE,
        ),
        no_rows(
            """select indicator_code, territory_level, territory_code, period, value from {batch}
               where indicator_code in ('X01', 'C01', 'C02') and value < 0 limit 20""",
            "populations, storefronts and densities are not negative",
            POSITIVE,
        ),
        no_rows_of("value_for_each", "every territory, indicator and period has its row", OURS),
        no_rows_of("france_is_the_sum", "France is the sum of its regions and departments", OURS),
        no_rows(
            """select indicator_code, territory_level, territory_code, period, value, denominator from {batch}
               where indicator_code in ('C03', 'C04') and (value < 0 or value > 100) limit 20""",
            "birth and closure rates lie between 0 and 100 %",
            "Possible in a village that doubled its shops; elsewhere look at the stock of the year before.",
            WARNING,
        ),
        no_rows(
            """select indicator_code, territory_level, territory_code, period, value from {batch}
               where indicator_code = 'C02' and denominator >= 10000 and value > 60 limit 20""",
            "a town has at most 60 storefronts per 1,000 inhabitants",
            "Seaside and ski towns come near; elsewhere look at the NAF groups and the commune's population.",
            WARNING,
        ),
    ]
    return claims if facts.is_simulated else [*claims, _population_of_france()]


def _population_of_france() -> Claim:
    return no_rows_of(
        "population_of_france",
        "X01 of France is INSEE's total (2019 66,988,403; 2022 67,760,573; 2023 68,094,280)",
        "Expected when the mirror lacks that vintage; else look at the succession of communes.",
        WARNING,
    )


def dim_source_vintage(facts: Facts) -> list[Claim]:
    """`dim_source_vintage`: raw table x vintage."""
    return [
        *(
            filled(column, OURS)
            for column in ("source", "resource", "raw_table", "vintage", "url", "is_simulated")
        ),
        coded("sha256", "^[0-9a-f]{64}$", "a SHA-256"),
        between("rows", 0, None, POSITIVE),
        unique("raw_table", "vintage"),
    ]
