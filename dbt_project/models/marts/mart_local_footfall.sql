select
    code_commune,
    site_id,
    site_name,
    zone,
    month,
    channels,
    passers,
    days_counted,
    hours_counted,
    passers_per_day,
    is_whole
from {{ ref("int_footfall_month") }}
