{{ config(meta={"part": "indicator_code"}, indexes=[{"columns": ["group_kind", "group_code"]}]) }}

select
    indicator_code,
    zone,
    period,
    group_kind,
    group_code,
    group_en,
    group_fr,
    members,
    members_with_value,
    first_quartile,
    median,
    third_quartile,
    median_change,
    is_simulated
from {{ ref("int_benchmark") }}
