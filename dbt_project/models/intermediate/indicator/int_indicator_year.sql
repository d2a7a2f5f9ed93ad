-- Years of each indicator: how many values there are, and which year is the last to have any.
{{ config(meta={"part": "indicator_code"}) }}

with counted as (
    select
        indicator_code,
        period,
        count(value)::integer as values_shown
    from {{ public_figures() }} as figure
    group by indicator_code, period
)

select
    indicator_code,
    period,
    make_date(period, 12, 31) as period_date,
    values_shown,
    coalesce(
        period = max(period) filter (where values_shown > 0) over (partition by indicator_code), false
    ) as is_latest
from counted
