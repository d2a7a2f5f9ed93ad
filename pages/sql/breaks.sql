-- Years that break a series, and why.
select
    indicator_code,
    break_year,
    reason_fr
from marts.dim_series_break
order by indicator_code, break_year
