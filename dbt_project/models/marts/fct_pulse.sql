{{ config(indexes=[{"columns": ["code_commune", "month"]}]) }}

select
    code_commune,
    zone,
    month,
    event,
    events,
    priced_events,
    median_price,
    is_provisional
from {{ ref("int_pulse") }}
