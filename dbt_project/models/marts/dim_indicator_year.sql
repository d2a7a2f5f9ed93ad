select
    indicator_code,
    period,
    period_date,
    values_shown,
    is_latest
from {{ ref("int_indicator_year") }}
