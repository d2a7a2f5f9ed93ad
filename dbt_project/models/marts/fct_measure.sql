{{ config(meta={"part": "measure_code"}, sql_header=in_order()) }}

select
    territory_level,
    territory_code,
    zone,
    period,
    measure_code,
    value,
    obs_status,
    coverage,
    status_reason
from {{ ref("int_measure_value") }}
