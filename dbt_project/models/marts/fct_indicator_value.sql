{{ config(
    meta={"part": "indicator_code"},
    sql_header=in_order(), indexes=[{"columns": ["territory_code", "indicator_code"]}]
) }}

select
    indicator_code,
    territory_level,
    territory_code,
    zone,
    period,
    value,
    numerator,
    denominator,
    obs_status,
    conf_status,
    coverage,
    ci_low,
    ci_high,
    is_break,
    is_provisional,
    is_simulated,
    source_vintages,
    status_reason
from {{ ref("int_indicator_shown") }}
