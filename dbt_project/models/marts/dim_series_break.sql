select
    indicator_code,
    break_year,
    reason_en,
    reason_fr
from {{ ref("int_series_break") }}
