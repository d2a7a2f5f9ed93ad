{{ config(meta={"part": "indicator_code"}) }}

select
    indicator_code,
    territory_level,
    territory_code,
    zone,
    base_period,
    period,
    index_value,
    count,
    base_count,
    obs_status,
    status_reason
from {{ ref("int_index") }}
