{{ config(meta={"part": "indicator_code"}, indexes=[{"columns": ["code_commune"]}]) }}

select
    indicator_code,
    zone,
    period,
    group_kind,
    group_code,
    code_commune,
    value,
    rank,
    ranked_among,
    percentile,
    is_merit
from {{ ref("int_rank") }}
